import type { Comparison, Difference, GroupComparison } from './compare.js';
import type { RunCost } from './run-cost.js';
import type { CategoryEstimates, Estimate, ScoredRun } from './score-run.js';

/** One decimal where numbers are large, two where they are small, a dash for what is undefined. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return '–';
  return value.toFixed(Math.abs(value) >= 1000 ? 1 : 2).replace('-', '−');
}

export function formatSigned(value: number): string {
  return value > 0 ? `+${formatNumber(value)}` : formatNumber(value);
}

export function formatInterval([low, high]: readonly [number, number], format = formatNumber): string {
  return Number.isNaN(low) ? '' : `[${format(low)}, ${format(high)}]`;
}

export function formatProbability(p: number): string {
  return p < 0.0001 ? 'p < 0.0001' : `p = ${p.toFixed(4)}`;
}

/** A scored run as a table for the terminal. */
export function formatScore(score: ScoredRun): string {
  const row = ([name, { value, interval }]: [string, Estimate]) => [
    name,
    formatNumber(value),
    formatInterval(interval),
  ];
  const block = (title: string, { items, metrics }: CategoryEstimates): string[][] => {
    return [[`${title} (${items} items)`], ...Object.entries(metrics).map(row)];
  };
  return alignColumns([
    ...block('all', score),
    ...Object.entries(score.perCategory).flatMap(([name, group]) => block(name, group)),
  ]);
}

/** A comparison as a table for the terminal: first, second, difference with its interval. */
export function formatComparison(comparison: Comparison): string {
  const { onlyInFirst, onlyInSecond, first, second } = comparison;
  const lines = [
    ['', first.model, second.model, 'difference', 'interval'],
    ...comparisonRows('all', comparison),
    ...Object.entries(comparison.perCategory).flatMap(([name, group]) => comparisonRows(name, group)),
  ];
  const unpaired = onlyInFirst.length + onlyInSecond.length;
  const note = `${onlyInFirst.length} items only in the first run and ${onlyInSecond.length} only in the second left out`;
  return alignColumns(lines) + (unpaired > 0 ? `\n${note}` : '');
}

function comparisonRows(title: string, { items, metrics, right, counts, mcnemar }: GroupComparison): string[][] {
  const row = ([name, { first, second, difference, interval }]: [string, Difference]): string[] => [
    name,
    formatNumber(first),
    formatNumber(second),
    formatSigned(difference),
    formatInterval(interval, formatSigned),
  ];
  const test = `only first right ${counts.onlyFirst}, only second right ${counts.onlySecond}`;
  return [
    [`${title} (${items} items; ${test}; McNemar ${formatProbability(mcnemar.exact)})`],
    ...Object.entries({ right, ...metrics }).map(row),
  ];
}

/** What the answers of a run cost, in one line: `66 of 330 visual tokens, first token after 41 ms, …`. */
export function formatCost({ kept, visualTokens, firstTokenMs, totalMs }: RunCost): string {
  const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
  const tokens = `${Math.round(kept)} of ${Math.round(visualTokens)} visual tokens`;
  return `${tokens}, first token after ${ms(firstTokenMs)}, answer after ${ms(totalMs)} (median)`;
}

/** Pads columns to one width; a row of one cell is a title and is not padded. */
function alignColumns(rows: readonly string[][]): string {
  const cells = rows.filter(({ length }) => length > 1);
  const widths = Array.from({ length: Math.max(...cells.map(({ length }) => length)) }, (_, column) =>
    Math.max(...cells.map((row) => (row[column] ?? '').length)),
  );
  const line = (row: readonly string[]): string =>
    row.length === 1
      ? row[0]
      : `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ')}`;
  return rows.map((row) => line(row).trimEnd()).join('\n');
}
