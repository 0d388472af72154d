import { TesseraeError } from '../../../base/error.js';
import { linesOf } from './layout.js';
import type { Table } from './meta.js';

/** The table as Markdown, numbers aligned to the right. */
export function writeMarkdown(table: Pick<Table, 'head' | 'columns' | 'rows'>): string {
  const [header, ...rows] = linesOf(table).map((line) => `| ${line.map(escapeCell).join(' | ')} |`);
  const rule = ['---', ...table.columns.map(({ holds }) => (holds === 'numbers' ? '---:' : '---'))];
  return [header, `| ${rule.join(' | ')} |`, ...rows].join('\n');
}

/**
 * The first Markdown table of a text, line by line, the header first, without the rule below it.
 *
 * @throws TesseraeError `markdown-table` when there is none, or a line has another number of cells
 */
export function parseMarkdown(text: string): string[][] {
  const all = text.split('\n').map((line) => line.trim());
  const start = all.findIndex((line, at) => line.startsWith('|') && isRule(all[at + 1] ?? ''));
  if (start < 0) throw unreadable('a text without such a table');
  const lines: string[][] = [];
  for (let at = start; at < all.length && all[at].startsWith('|'); at++) {
    if (at === start + 1) continue;
    lines.push(cellsOf(all[at]));
  }
  const uneven = lines.find((line) => line.length !== lines[0].length);
  if (uneven) throw unreadable(`${lines[0].length} headers and a line of ${uneven.length} cells`);
  return lines;
}

const isRule = (line: string): boolean => /^\|(\s*:?-+:?\s*\|)+$/.test(line);

function cellsOf(line: string): string[] {
  const inner = line.replace(/^\|/, '').replace(/\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function unreadable(received: string): TesseraeError {
  return new TesseraeError('markdown-table', {
    expected: 'a Markdown table with a header, a rule and lines of as many cells',
    received,
    action: 'Write one line for each row, with the same number of cells.',
  });
}
