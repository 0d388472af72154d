import type { Random } from '../../../../base/random.js';
import { joinWords } from '../../words.js';
import { type Column, createTable, type Link, type Schema } from './schema.js';

/** One statement with its explanation. */
export interface Statement {
  lines: string[];
  /** Completes `The query …` or `The statement …`. */
  subject: 'query' | 'statement';
  purpose: string;
  steps: string[];
}

type Draw = (random: Random, link: Link) => Statement;

const numbersIn = ({ columns }: Schema): Column[] => columns.filter(({ holds }) => holds === 'numbers');
const textIn = ({ columns }: Schema): Column => columns.find(({ holds }) => holds === 'texts')!;
const quoted = (value: number | string): string => (typeof value === 'number' ? String(value) : `'${value}'`);
/** A value as a column of numbers holds it. */
const numberFrom = (random: Random, column: Column): number => random.pick(column.values) as number;

interface Condition {
  sql: string;
  says: string;
}

function conditionOn(random: Random, schema: Schema): Condition {
  const column = random.pick(schema.columns);
  if (column.holds === 'texts') {
    const [a, b] = random.sample(column.values, 2) as string[];
    if (random.chance(0.35)) {
      return { sql: `${column.name} IN ('${a}', '${b}')`, says: `the ${column.says} is either '${a}' or '${b}'` };
    }
    if (random.chance(0.25)) return { sql: `${column.name} <> '${a}'`, says: `the ${column.says} is not '${a}'` };
    return { sql: `${column.name} = '${a}'`, says: `the ${column.says} is '${a}'` };
  }
  const value = numberFrom(random, column);
  const [operator, words] = random.pick([
    ['>', 'greater than'],
    ['>=', 'at least'],
    ['<', 'less than'],
    ['<=', 'at most'],
  ] as const);
  return { sql: `${column.name} ${operator} ${value}`, says: `the ${column.says} is ${words} ${value}` };
}

/** Two conditions on different columns, joined by AND or OR. */
function conditions(random: Random, schema: Schema): Condition {
  const first = conditionOn(random, schema);
  if (random.chance(0.5)) return first;
  const columnOf = ({ sql }: Condition): string => sql.split(' ')[0];
  let second = conditionOn(random, schema);
  while (columnOf(second) === columnOf(first)) second = conditionOn(random, schema);
  const [word, says] = random.pick([
    ['AND', 'and'],
    ['OR', 'or'],
  ] as const);
  return { sql: `${first.sql}\n  ${word} ${second.sql}`, says: `${first.says} ${says} ${second.says}` };
}

function schemaOf(random: Random, { parent, child }: Link): Schema {
  return random.pick([parent, child]);
}

const filter: Draw = (random, link) => {
  const schema = schemaOf(random, link);
  const { sql, says } = conditions(random, schema);
  const shown = random.sample(schema.columns, random.integer(1, 2));
  const order = random.pick(numbersIn(schema));
  const down = random.chance(0.6);
  const limit = random.chance(0.6) ? random.integer(3, 10) : undefined;
  return {
    subject: 'query',
    lines: [
      `SELECT ${[schema.label, ...shown].map(({ name }) => name).join(', ')}`,
      `FROM ${schema.name}`,
      ...`WHERE ${sql}`.split('\n'),
      `ORDER BY ${order.name}${down ? ' DESC' : ''}${limit ? '' : ';'}`,
      ...(limit ? [`LIMIT ${limit};`] : []),
    ],
    purpose: `lists ${schema.many} that meet a condition`,
    steps: [
      `For each of them it shows the ${joinWords([schema.label, ...shown].map((column) => column.says))}.`,
      `The clause \`WHERE\` keeps only those rows of the table \`${schema.name}\` in which ${says}.`,
      `The rows are sorted by the ${order.says} in ${down ? 'descending' : 'ascending'} order.`,
      ...(limit ? [`Of the sorted rows, only the first ${limit} are returned.`] : []),
    ],
  };
};

const AGGREGATES = [
  ['SUM', 'total', 'sum'],
  ['AVG', 'average', 'average'],
  ['MAX', 'highest', 'maximum'],
  ['MIN', 'lowest', 'minimum'],
] as const;

const group: Draw = (random, link) => {
  const schema = schemaOf(random, link);
  const by = textIn(schema);
  const column = random.pick(numbersIn(schema));
  const [call, name, noun] = random.pick(AGGREGATES);
  const least = random.integer(2, 6);
  const having = random.chance(0.7);
  return {
    subject: 'query',
    lines: [
      `SELECT ${by.name},`,
      `       COUNT(*) AS ${schema.many},`,
      `       ${call}(${column.name}) AS ${name}_${column.name}`,
      `FROM ${schema.name}`,
      `GROUP BY ${by.name}`,
      ...(having ? [`HAVING COUNT(*) >= ${least}`] : []),
      `ORDER BY ${name}_${column.name} DESC;`,
    ],
    purpose: `summarises the ${schema.many} by ${by.says}`,
    steps: [
      `All rows of the table \`${schema.name}\` with the same ${by.says} form one group.`,
      `For each group the query counts the ${schema.many} and computes the ${noun} of the column \`${column.name}\`, which is named \`${name}_${column.name}\`.`,
      ...(having ? [`The clause \`HAVING\` drops every group with fewer than ${least} rows.`] : []),
      `The groups are listed in descending order of \`${name}_${column.name}\`.`,
    ],
  };
};

const join: Draw = (random, link) => {
  const { parent, child, foreign } = link;
  const [p, c] = [parent.name[0], child.name[0]];
  const [a, b] = p === c ? ['a', 'b'] : [p, c];
  const shown = random.pick(child.columns);
  const column = random.pick(numbersIn(parent));
  const value = numberFrom(random, column);
  return {
    subject: 'query',
    lines: [
      `SELECT ${a}.${parent.label.name}, ${b}.${child.label.name}, ${b}.${shown.name}`,
      `FROM ${child.name} AS ${b}`,
      `JOIN ${parent.name} AS ${a} ON ${a}.id = ${b}.${foreign}`,
      `WHERE ${a}.${column.name} > ${value}`,
      `ORDER BY ${a}.${parent.label.name};`,
    ],
    purpose: `combines each ${child.one} with the ${parent.one} it belongs to`,
    steps: [
      `The tables \`${child.name}\` and \`${parent.name}\` get the short names \`${b}\` and \`${a}\`.`,
      `Rows are joined where the column \`id\` of \`${a}\` equals the column \`${foreign}\` of \`${b}\`.`,
      `Only rows whose ${parent.one} has a ${column.says} greater than ${value} are kept.`,
      `The result shows the ${parent.label.says} of the ${parent.one} together with the ${child.label.says} and the ${shown.says} of the ${child.one}, sorted by the ${parent.label.says} of the ${parent.one}.`,
    ],
  };
};

const countChildren: Draw = (random, { parent, child, foreign }) => {
  const least = random.integer(0, 3);
  return {
    subject: 'query',
    lines: [
      `SELECT p.${parent.label.name}, COUNT(c.id) AS ${child.many}`,
      `FROM ${parent.name} AS p`,
      `LEFT JOIN ${child.name} AS c ON c.${foreign} = p.id`,
      `GROUP BY p.id, p.${parent.label.name}`,
      `HAVING COUNT(c.id) ${least === 0 ? '= 0' : `>= ${least}`};`,
    ],
    purpose: `counts how many ${child.many} every ${parent.one} has`,
    steps: [
      `A left join keeps each row of \`${parent.name}\`, even when no row of \`${child.name}\` refers to it.`,
      `The joined rows are grouped by ${parent.one}, and in every group the ${child.many} are counted.`,
      least === 0
        ? `The last line leaves only each ${parent.one} without any ${child.one}.`
        : `The last line leaves only each ${parent.one} with at least ${least} ${least === 1 ? child.one : child.many}.`,
    ],
  };
};

const aboveAverage: Draw = (random, link) => {
  const schema = schemaOf(random, link);
  const column = random.pick(numbersIn(schema));
  const above = random.chance(0.6);
  return {
    subject: 'query',
    lines: [
      `SELECT ${schema.label.name}, ${column.name}`,
      `FROM ${schema.name}`,
      `WHERE ${column.name} ${above ? '>' : '<'} (`,
      `  SELECT AVG(${column.name})`,
      `  FROM ${schema.name}`,
      `);`,
    ],
    purpose: `finds all ${schema.many} whose ${column.says} is ${above ? 'above' : 'below'} the average`,
    steps: [
      `The inner query computes the average of the column \`${column.name}\` over the whole table \`${schema.name}\`.`,
      `The outer query compares every row with that average and returns the ${schema.label.says} and the ${column.says} of those that are ${above ? 'greater' : 'smaller'}.`,
    ],
  };
};

const classify: Draw = (random, link) => {
  const schema = schemaOf(random, link);
  const column = random.pick(numbersIn(schema));
  const [low, high] = (random.sample(column.values, 2) as number[]).sort((a, b) => a - b);
  const [top, mid, rest] = random.pick([
    ['high', 'medium', 'low'],
    ['large', 'middle', 'small'],
    ['A', 'B', 'C'],
  ]);
  return {
    subject: 'query',
    lines: [
      `SELECT ${schema.label.name},`,
      `       CASE`,
      `         WHEN ${column.name} >= ${high} THEN '${top}'`,
      `         WHEN ${column.name} >= ${low} THEN '${mid}'`,
      `         ELSE '${rest}'`,
      `       END AS class`,
      `FROM ${schema.name};`,
    ],
    purpose: `puts every ${schema.one} into a class by its ${column.says}`,
    steps: [
      `A ${column.says} of at least ${high} gives the class '${top}'.`,
      `Otherwise, a ${column.says} of at least ${low} gives the class '${mid}'.`,
      `All other rows get the class '${rest}'.`,
      `The result has one row for each row of the table \`${schema.name}\`, with the ${schema.label.says} and the class.`,
    ],
  };
};

const insert: Draw = (random, link) => {
  const schema = schemaOf(random, link);
  const columns = [schema.label, ...random.sample(schema.columns, 2)];
  const labels = random.sample(schema.label.values, random.integer(2, 3));
  const rows = labels.map((label) => [label, ...columns.slice(1).map((column) => random.pick(column.values))]);
  return {
    subject: 'statement',
    lines: [
      `INSERT INTO ${schema.name} (${columns.map(({ name }) => name).join(', ')})`,
      'VALUES',
      ...rows.map((row, at) => `  (${row.map(quoted).join(', ')})${at < rows.length - 1 ? ',' : ';'}`),
    ],
    purpose: `adds ${rows.length} rows to the table \`${schema.name}\``,
    steps: rows.map(
      ([label, ...values]) =>
        `One row is for '${label}', with ${joinWords(values.map((value, at) => `${quoted(value)} as its ${columns[at + 1].says}`))}.`,
    ),
  };
};

const update: Draw = (random, link) => {
  const schema = schemaOf(random, link);
  const column = random.pick(numbersIn(schema));
  const { sql, says } = conditionOn(random, schema);
  const step = random.integer(1, 20);
  const up = random.chance(0.6);
  return {
    subject: 'statement',
    lines: [`UPDATE ${schema.name}`, `SET ${column.name} = ${column.name} ${up ? '+' : '-'} ${step}`, `WHERE ${sql};`],
    purpose: `changes the ${column.says} of some ${schema.many}`,
    steps: [
      `It ${up ? 'raises' : 'lowers'} the value in the column \`${column.name}\` by ${step}.`,
      `This happens only in those rows of the table \`${schema.name}\` in which ${says}, and all other rows stay as they are.`,
    ],
  };
};

const remove: Draw = (random, link) => {
  const schema = schemaOf(random, link);
  const { sql, says } = conditions(random, schema);
  return {
    subject: 'statement',
    lines: [`DELETE FROM ${schema.name}`, ...`WHERE ${sql};`.split('\n')],
    purpose: `deletes ${schema.many} from the table \`${schema.name}\``,
    steps: [`A row is removed exactly when ${says}.`],
  };
};

const create: Draw = (random, link) => {
  const schema = schemaOf(random, link);
  const child = schema === link.child;
  return {
    subject: 'statement',
    lines: createTable(schema, link),
    purpose: `creates a table named \`${schema.name}\``,
    steps: [
      `Its primary key is the whole number \`id\`.`,
      `The text column \`${schema.label.name}\` must not be empty.`,
      ...schema.columns.map(
        ({ name, says, holds }) =>
          `The column \`${name}\` holds the ${says} as a ${holds === 'numbers' ? 'whole number' : 'text'}.`,
      ),
      ...(child ? [`The column \`${link.foreign}\` refers to the \`id\` of the table \`${link.parent.name}\`.`] : []),
    ],
  };
};

const rank: Draw = (random, link) => {
  const schema = schemaOf(random, link);
  const by = textIn(schema);
  const column = random.pick(numbersIn(schema));
  return {
    subject: 'query',
    lines: [
      `SELECT ${schema.label.name}, ${by.name}, ${column.name},`,
      `       RANK() OVER (`,
      `         PARTITION BY ${by.name}`,
      `         ORDER BY ${column.name} DESC`,
      `       ) AS place`,
      `FROM ${schema.name};`,
    ],
    purpose: `ranks the ${schema.many} within each ${by.says}`,
    steps: [
      `The window function numbers the rows of every ${by.says} separately.`,
      `Inside such a part, the row with the greatest ${column.says} gets place 1, and rows with the same ${column.says} share a place.`,
      `The place is shown beside the ${schema.label.says}, the ${by.says} and the ${column.says}.`,
    ],
  };
};

const distinct: Draw = (random, link) => {
  const schema = schemaOf(random, link);
  const column = random.pick(schema.columns);
  const { sql, says } = conditionOn(random, schema);
  return {
    subject: 'query',
    lines: [`SELECT COUNT(DISTINCT ${column.name}) AS kinds`, `FROM ${schema.name}`, `WHERE ${sql};`],
    purpose: `counts the different values of the column \`${column.name}\``,
    steps: [
      `Only rows of the table \`${schema.name}\` are considered in which ${says}.`,
      `A value that occurs several times is counted once, and the result is a single number named \`kinds\`.`,
    ],
  };
};

/** All forms of statements. */
export const STATEMENTS: readonly Draw[] = [
  ...[filter, group, join, countChildren, aboveAverage, classify, insert, update, remove, create, rank, distinct],
];
