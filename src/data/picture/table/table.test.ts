import { describe, expect, it } from 'vitest';
import { rule, solve } from '../solve.testing.js';
import type { Table } from './meta.js';

/** The cells of the column with this header by row name; the plural of a head means that head. */
function column(table: Table, header: string): Record<string, string> {
  const at = table.columns.findIndex((candidate) => candidate.header === header);
  return Object.fromEntries(table.rows.map(({ name, cells }) => [name, cells[at]]));
}

function named(table: Table, header: string, test: (value: string) => boolean): string[] {
  return Object.entries(column(table, header)).flatMap(([name, value]) => (test(value) ? [name] : []));
}

function extreme(table: Table, degree: string, header: string): number {
  const values = Object.values(column(table, header)).map(Number);
  return degree === 'highest' ? Math.max(...values) : Math.min(...values);
}

const yes = (truth: boolean): string => (truth ? 'yes' : 'no');
const headers = (table: Table): string[] => [table.head, ...table.columns.map(({ header }) => header)];
const HEAD = '(?:item|name|thing)';

const RULES = [
  rule<Table>(`How many rows (?:are below the header|does the table have without the header)`, (t) => t.rows.length),
  rule<Table>(`How many ${HEAD}s (?:are in the table|does the table list)`, (t) => t.rows.length),
  rule<Table>(`How many columns are there|How many columns does the table have`, (t) => headers(t).length),
  rule<Table>(
    `Is there a column for (\\w+)|Does the table have a column called (\\w+)|Does the table show the (\\w+)`,
    (t, ...words) => yes(words.some((word) => headers(t).includes(word))),
  ),
  rule<Table>(`Is (\\w+) in the (color|place|day) column`, (t, word, h) =>
    yes(named(t, h, (v) => v === word).length > 0),
  ),
  rule<Table>(`Does any ${HEAD} have the (\\w+) (\\w+)`, (t, h, word) =>
    yes(named(t, h, (v) => v === word).length > 0),
  ),
  rule<Table>(`Is there a row for (\\w+)|Does the table list (\\w+)|Is (\\w+) in the table`, (t, ...words) =>
    yes(t.rows.some(({ name }) => words.includes(name))),
  ),
  rule<Table>(
    `How many (?:\\w+) have an? (\\w+) (?:above|higher than) (\\d+)`,
    (t, h, n) => named(t, h, (v) => +v > +n).length,
  ),
  rule<Table>(`How many ${HEAD}s have the (\\w+) (\\w+)`, (t, h, word) => named(t, h, (v) => v === word).length),
  rule<Table>(`How often is (\\w+) in the (\\w+) column`, (t, word, h) => named(t, h, (v) => v === word).length),
  rule<Table>(`How many rows have (\\w+) as (\\w+)`, (t, word, h) => named(t, h, (v) => v === word).length),
  rule<Table>(`What is the (highest|lowest) (?:value of )?(\\w+)`, (t, degree, h) => extreme(t, degree, h)),
  rule<Table>(`What is the (highest|lowest) number in the (\\w+) column`, (t, degree, h) => extreme(t, degree, h)),
  rule<Table>(
    `(?:What|Which \\w+) has the (highest|lowest) (\\w+)`,
    (t, degree, h) => named(t, h, (v) => +v === extreme(t, degree, h))[0],
  ),
  rule<Table>(`Does (\\w+) have a higher (\\w+) than (\\w+)`, (t, a, h, b) => yes(+column(t, h)[a] > +column(t, h)[b])),
  rule<Table>(`Is the (\\w+) of (\\w+) (higher|lower) than that of (\\w+)`, (t, h, a, word, b) =>
    yes(word === 'higher' ? +column(t, h)[a] > +column(t, h)[b] : +column(t, h)[a] < +column(t, h)[b]),
  ),
  rule<Table>(`Which (?:${HEAD} )?has the (higher|lower) (\\w+), (\\w+) or (\\w+)`, (t, word, h, a, b) =>
    (word === 'higher') === +column(t, h)[a] > +column(t, h)[b] ? a : b,
  ),
  rule<Table>(`Do (\\w+) and (\\w+) have the same (\\w+)`, (t, a, b, h) => yes(column(t, h)[a] === column(t, h)[b])),
  rule<Table>(`Is the (\\w+) of (\\w+) the same as that of (\\w+)`, (t, h, a, b) =>
    yes(column(t, h)[a] === column(t, h)[b]),
  ),
  rule<Table>(`Is the (\\w+) of (\\w+) (\\w+)`, (t, h, name, value) => yes(column(t, h)[name] === value)),
  rule<Table>(`Does (\\w+) have the (\\w+) (\\w+)`, (t, name, h, value) => yes(column(t, h)[name] === value)),
  rule<Table>(`What colou?r is (\\w+)`, (t, name) => column(t, 'color')[name]),
  rule<Table>(`What is the value of (\\w+) for (\\w+)`, (t, h, name) => column(t, h)[name]),
  rule<Table>(`Which (\\w+) does (\\w+) have`, (t, h, name) => column(t, h)[name]),
  rule<Table>(
    `What is the header of column (\\d)|What is column (\\d) called`,
    (t, a, b) => headers(t)[Number(a ?? b) - 1],
  ),
  rule<Table>(`(?:What is the name|Which ${HEAD} is) in row (\\d)`, (t, row) => t.rows[Number(row) - 1].name),
  rule<Table>(`Which ${HEAD} is in the last row|What is the last ${HEAD}`, (t) => t.rows[t.rows.length - 1].name),
  rule<Table>(`What is the (\\w+) of (\\w+)`, (t, h, name) => column(t, h)[name]),
  rule<Table>(`Which row has (\\w+) as (\\w+)`, (t, value, h) => named(t, h, (v) => v === value).join(' ')),
  rule<Table>(`(?:Which ${HEAD}|What) has the (\\w+) (\\w+)`, (t, h, value) =>
    named(t, h, (v) => v === value).join(' '),
  ),
];

describe('table', () => {
  it('answers every question as a second reading of the metadata does', () => {
    expect(solve('table', RULES, 300)).toEqual([]);
  });
});
