import { existsSync, readFileSync } from 'node:fs';

/** Rows of a `.jsonl` file, or the one of a `.json` file; none where the file is not there yet. */
export function readRows(path) {
  if (!existsSync(path)) return [];
  const text = readFileSync(path, 'utf8').trim();
  if (path.endsWith('.json')) return [JSON.parse(text)];
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** What rows of one sweep of `bench/reduce.ts` have in common. */
const shared = ['model', 'items', 'seed', 'maxTokens', 'threads', 'version', 'machine', 'node'];

/** The latest row of every setting of the sweep that the last row belongs to, in the order of first measurement. */
export function lastSweep(rows) {
  const last = rows.at(-1);
  const settings = new Map();
  for (const row of rows) {
    if (shared.every((field) => row[field] === last[field])) settings.set(`${row.method} ${row.keep}`, row);
  }
  return [...settings.values()];
}

/** Rows under a heading as a Markdown table; columns are `[title, cell of a row]`, the first aligned left. */
export function table(columns, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(([title]) => title)),
    line(columns.map((_, i) => (i === 0 ? '---' : '---:'))),
    ...rows.map((row) => line(columns.map(([, cell]) => cell(row)))),
  ].join('\n');
}

/** A number with so many decimals, with a true minus; a dash where there is none. */
export function number(value, decimals = 0) {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  const text = Math.abs(value).toLocaleString('en', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return value < 0 && Number(text.replaceAll(',', '')) !== 0 ? `−${text}` : text;
}

/** `34.0 [28.9, 39.5]`; nothing of nothing. */
export const withInterval = (estimate) =>
  estimate ? `${number(estimate.value, 1)} [${estimate.interval.map((end) => number(end, 1)).join(', ')}]` : '';
