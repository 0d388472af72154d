import type { Random } from '../../../../base/random.js';
import { DAYS, MEASURES, PLACES, THINGS } from '../words.js';
import { type Asked, type SmallSnippet, snippetOf } from './meta.js';

interface Condition {
  sql: string;
  says: string;
  column: string;
}

/** A statement of two to four lines about one table. */
export function drawQuery(random: Random): SmallSnippet {
  const table = random.pick(THINGS);
  const [column, other] = random.sample(MEASURES, 2);
  const condition = drawCondition(random, other);
  const where = `WHERE ${condition.sql}`;
  const filtered = random.chance(0.6);
  const tail = filtered ? ` where ${condition.says}` : '';
  const { lines, says } = random.pick([
    {
      lines: [`SELECT ${column}`, `FROM ${table}`, ...(filtered ? [where] : [])],
      says: `The query reads \`${column}\` from \`${table}\`${tail}.`,
    },
    {
      lines: [`SELECT MAX(${column})`, `FROM ${table}`, ...(filtered ? [where] : [])],
      says: `The query reads the largest \`${column}\` from \`${table}\`${tail}.`,
    },
    {
      lines: [`SELECT ${column}`, `FROM ${table}`, `ORDER BY ${column}`],
      says: `The query reads \`${column}\` from \`${table}\` in order.`,
    },
    {
      lines: [`DELETE FROM ${table}`, where],
      says: `The statement deletes rows of \`${table}\` where ${condition.says}.`,
    },
    {
      lines: [`UPDATE ${table}`, `SET ${column} = ${condition.sql.length}`, where],
      says: `The statement sets \`${column}\` to ${condition.sql.length} in \`${table}\` where ${condition.says}.`,
    },
  ]);
  const code = `${lines.join('\n')};`;
  const asked: Asked[] = [
    { category: 'reading', question: 'What is the name of the table?', answer: table, at: table },
    {
      category: 'reading',
      question: 'With which word does the code begin?',
      answer: lines[0].split(' ')[0],
      at: lines[0],
    },
    {
      category: 'existence',
      question: 'Is there a WHERE clause?',
      answer: code.includes('WHERE') ? 'yes' : 'no',
      at: code.includes('WHERE') ? 'WHERE' : lines[0],
    },
    ...(code.includes(condition.sql)
      ? [
          {
            category: 'reading' as const,
            question: 'Which column does the WHERE clause test?',
            answer: condition.column,
            at: condition.sql,
          },
        ]
      : []),
  ];
  return snippetOf('sql', code, says, [table], asked);
}

function drawCondition(random: Random, column: string): Condition {
  if (random.chance(0.4)) {
    const [name, words] = random.pick([['place', PLACES] as const, ['day', DAYS] as const]);
    const word = random.pick(words);
    return { sql: `${name} = '${word}'`, says: `\`${name}\` is ${word}`, column: name };
  }
  const number = random.integer(1, 99);
  return random.chance(0.5)
    ? { sql: `${column} > ${number}`, says: `\`${column}\` is above ${number}`, column }
    : { sql: `${column} < ${number}`, says: `\`${column}\` is below ${number}`, column };
}
