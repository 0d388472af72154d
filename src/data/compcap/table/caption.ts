import type { Random } from '../../../base/random.js';
import { joinWords, numberWord, sentenceCase } from '../words.js';
import { factsOf, figure } from './facts.js';
import { writeMarkdown } from './markdown.js';
import { amountIn, numeric, type Table } from './meta.js';

/** A summary, a breakdown of columns and rows, and the table itself in Markdown. */
export function captionTable(table: Table, random: Random): string {
  const text = [opening(table, random), ...summary(table, random), ...breakdown(table, random)].join(' ');
  const lead = random.pick([
    'The table reads:',
    'In full, the table is:',
    'The complete table:',
    'All cells of the table:',
  ]);
  const block = `${lead}\n\n${writeMarkdown(table)}`;
  return random.chance(0.5)
    ? `${text}\n\n${block}`
    : `${opening(table, random)} ${block}\n\n${text.slice(text.indexOf('. ') + 2)}`;
}

function opening({ title, look, rows, columns }: Table, random: Random): string {
  const named = look.titlePlace === 'none' ? '' : ` titled "${title}"`;
  const size = `${numberWord(rows.length)} rows and ${numberWord(columns.length + 1)} columns`;
  return random.pick([
    `The image shows a table${named} with ${size}.`,
    `This is a table${named} that has ${size}, the header not counted as a row.`,
    `The picture presents a table${named} of ${size}.`,
  ]);
}

function summary(table: Table, random: Random): string[] {
  const { columns, rows, plural, timed } = table;
  const names = joinWords(columns.map(({ name }) => name));
  const list = joinWords(rows.map(({ name }) => name));
  const what = timed ? `values for ${names}` : names;
  return [
    random.pick([
      `Its rows are the ${plural} ${list}, and for each of them it gives ${what}.`,
      `For the ${plural} ${list} it lists ${what}.`,
      `It covers the ${plural} ${list}; the other columns hold ${what}.`,
    ]),
  ];
}

function breakdown(table: Table, random: Random): string[] {
  const columns = numeric(table);
  const sentences = columns.flatMap((column) => columnSentences(table, column, random));
  const rows = random.sample(table.rows, 1).map((row) => rowSentence(table, row, random));
  const trends = table.timed ? [trendSentence(table, random)] : [];
  return [...sentences, ...trends, ...rows, ...textSentences(table)].filter((sentence) => sentence !== '');
}

/** Extremes, total or mean, and one comparison of a column of numbers. */
function columnSentences(table: Table, column: number, random: Random): string[] {
  const { name, additive } = table.columns[column];
  const { sorted, total, mean } = factsOf(table, column);
  const [top, bottom] = [sorted[0], sorted[sorted.length - 1]];
  const [high, low] = [cellOf(table, top[0], column), cellOf(table, bottom[0], column)];
  if (top[1] === bottom[1]) return [`In the column ${name} all values are ${high}.`];
  const holders = (extreme: number): string =>
    joinWords(sorted.filter(([, value]) => value === extreme).map(([row]) => row));
  const [first, last] = [holders(top[1]), holders(bottom[1])];
  const verb = (names: string): string => (/ and /.test(names) ? 'are' : 'is');
  const extremes = random.pick([
    `In the column ${name}, the highest value is ${high} for ${first}, and the lowest is ${low} for ${last}.`,
    `For ${name}, ${first} ${verb(first)} highest with ${high}, and ${last} ${verb(last)} lowest with ${low}.`,
    `${name} ranges from ${low} for ${last} to ${high} for ${first}.`,
  ]);
  const whole = additive && random.chance(0.6);
  const summing = whole
    ? random.pick([`The total of ${name} is ${figure(total)}.`, `Added up, ${name} comes to ${figure(total)}.`])
    : random.pick([`The mean of ${name} is about ${figure(mean)}.`, `On average, ${name} is about ${figure(mean)}.`]);
  const [a, b] = random.sample(sorted, 2).sort((x, y) => y[1] - x[1]);
  const gap = figure(a[1] - b[1]);
  const comparing =
    a[1] === b[1] || !random.chance(0.45)
      ? ''
      : random.pick([
          `There, ${a[0]} exceeds ${b[0]} by ${gap}.`,
          `There, the value of ${a[0]} is higher than that of ${b[0]} by ${gap}.`,
          `There, ${b[0]} is ${gap} lower than ${a[0]}.`,
        ]);
  return [extremes, random.chance(0.75) ? summing : '', comparing];
}

function rowSentence({ columns }: Table, row: Table['rows'][number], random: Random): string {
  const parts = columns.map(({ name }, at) => `${name} ${row.cells[at]}`);
  return random.pick([
    `The row of ${row.name} holds ${joinWords(parts)}.`,
    `For ${row.name} the table says ${joinWords(parts)}.`,
  ]);
}

function trendSentence(table: Table, random: Random): string {
  const row = random.pick(table.rows);
  const [first, last] = [table.columns[0], table.columns[table.columns.length - 1]];
  const [from, to] = [row.cells[0], row.cells[row.cells.length - 1]];
  if (amountIn(from) === amountIn(to)) return `${row.name} has ${to} in ${last.name}, as in ${first.name}.`;
  const verb = amountIn(to) > amountIn(from) ? 'rises' : 'falls';
  return `From ${first.name} to ${last.name}, ${row.name} ${verb} from ${from} to ${to}.`;
}

/** Which rows share which word. */
function textSentences(table: Table): string[] {
  return table.columns.flatMap(({ name, holds }, at) => {
    if (holds === 'numbers') return [];
    const words = [...new Set(table.rows.map(({ cells }) => cells[at]))];
    const groups = words.map((word) => {
      const holders = table.rows.filter(({ cells }) => cells[at] === word).map((row) => row.name);
      return `${word} for ${joinWords(holders)}`;
    });
    return [`${sentenceCase(name)} is ${groups.join('; ')}.`];
  });
}

function cellOf({ rows }: Table, name: string, column: number): string {
  return rows.find((row) => row.name === name)!.cells[column];
}
