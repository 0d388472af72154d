import { type Claims, comparisonsOf, NO_CLAIMS, type NumberClaim, superlativesOf, type TrendClaim } from '../claims.js';
import { factsOf } from './facts.js';
import { writeMarkdown } from './markdown.js';
import { amountIn, numeric, type Table, valuesIn } from './meta.js';

/** Every cell, and what follows from them: totals, means, differences, extremes and orderings of every column. */
export function claimTable(table: Table): Claims {
  const { title, head, columns, rows, noun, plural } = table;
  const places = numeric(table);
  const inColumn = (column: number): [string, number][] => valuesIn(table, column);
  return {
    ...NO_CLAIMS,
    types: ['table'],
    names: [
      ...rows.map(({ name }) => ({ name, required: true })),
      ...columns.map(({ name, header }) => ({ name, required: true, aliases: header === name ? [] : [header] })),
    ],
    numbers: [
      { value: rows.length },
      { value: columns.length + 1 },
      { value: columns.length },
      ...places.flatMap((column) => numbersOf(table, column)),
      ...(table.timed ? rows.flatMap(({ name, cells }) => changes(table, name, cells)) : []),
    ],
    superlatives: places.flatMap((column) => superlativesOf(inColumn(column))),
    comparisons: places.flatMap((column) => comparisonsOf(inColumn(column))),
    ...(table.timed ? { trends: trendsOf(table) } : {}),
    verbatim: [writeMarkdown(table)],
    words: [title, head, noun, plural, ...columns.map(({ header }) => header), ...rows.flatMap(({ cells }) => cells)],
  };
}

function numbersOf(table: Table, column: number): NumberClaim[] {
  const { name } = table.columns[column];
  const { sorted, total, mean } = factsOf(table, column);
  const gaps = sorted.flatMap(([a, high], at) =>
    sorted.slice(at + 1).map(([b, low]) => ({ value: high - low, tolerance: 0.051, of: [a, b] })),
  );
  return [
    ...sorted.map(([row, value]) => ({ value, of: [row, name] })),
    ...sorted.map(([row, value]) => ({ value, of: [row] })),
    { value: total, tolerance: 0.051, of: [name] },
    { value: mean, tolerance: 0.051, of: [name] },
    ...gaps,
  ];
}

/** Values of a row at its first and last time may be told together. */
function changes({ columns }: Table, row: string, cells: readonly string[]): NumberClaim[] {
  return cells.map((cell, at) => ({ value: amountIn(cell), of: [row, columns[at].name] }));
}

function trendsOf({ rows }: Table): TrendClaim[] {
  return rows.flatMap(({ name, cells }) => {
    const change = amountIn(cells[cells.length - 1]) - amountIn(cells[0]);
    return change === 0 ? [] : [{ of: [name], direction: change > 0 ? ('rise' as const) : ('fall' as const) }];
  });
}
