import type { Random } from '../../../base/random.js';
import { compareFacts, type Fact, normaliseCaption } from '../facts.js';
import type { CaptionCheck } from '../kind.js';
import { counted } from '../words.js';
import type { Table } from './meta.js';

/** One sentence with the headers and then the rows: the name and its cells in the order of the columns. */
export function captionTable(table: Table, random: Random): string {
  const headers = headersOf(table).join(', ');
  const count = counted(table.rows.length, 'row');
  const rows = table.rows.map(({ name, cells }) => [name, ...cells].join(' ')).join('; ');
  return random.pick([
    `A table with ${count} and columns ${headers}: ${rows}.`,
    `The table has ${count} and columns ${headers}: ${rows}.`,
    `This is a table. It has ${count} and columns ${headers}: ${rows}.`,
  ]);
}

/** Facts: number of rows, every header at its place, and of every row its name and its cells under their headers. */
export function checkTable(table: Table, text: string): CaptionCheck {
  const headers = headersOf(table);
  const truth: Fact[] = [['rows', String(table.rows.length)], ...headerFacts(headers)];
  for (const { name, cells } of table.rows) truth.push(...rowFacts(headers, [name, ...cells]));
  return compareFacts(truth, statedFacts(normaliseCaption(text)));
}

function headersOf(table: Table): string[] {
  return [table.head, ...table.columns.map((column) => column.header)];
}

function statedFacts(text: string): Fact[] {
  const facts: Fact[] = [];
  const count = /(\d+) rows?\b/.exec(text);
  if (count) facts.push(['rows', count[1]]);
  const columns = /columns? ([a-z]+(?:, [a-z]+)*)/.exec(text);
  const headers = columns ? columns[1].split(', ') : [];
  facts.push(...headerFacts(headers));
  const body = /:([^:.]*)/.exec(text);
  for (const row of body ? body[1].split(';') : []) {
    const words = row.trim().split(/[ ,]+/).filter(Boolean);
    if (words.length > 0) facts.push(...rowFacts(headers, words));
  }
  return facts;
}

function headerFacts(headers: readonly string[]): Fact[] {
  return headers.map((header, column) => [`header of column ${column + 1}`, header] as const);
}

function rowFacts(headers: readonly string[], [name, ...cells]: readonly string[]): Fact[] {
  const facts: Fact[] = [[name, 'is a row']];
  cells.forEach((cell, column) => {
    facts.push([`${headers[column + 1] ?? `column ${column + 2}`} of ${name}`, cell]);
  });
  return facts;
}
