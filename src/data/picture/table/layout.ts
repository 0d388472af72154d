import { type Font, lineHeight, textWidth } from '../font.js';
import type { Box } from '../kind.js';
import { snap } from '../painter.js';
import type { Table } from './meta.js';

/** Where a table stands in its picture. */
export interface TableLayout {
  /** False when the table is larger than its picture. */
  fits: boolean;
  outline: Box;
  /** The box of one row over all columns; row 0 is the header. */
  row(row: number): Box;
  /** The box of one cell. */
  cell(row: number, column: number): Box;
}

const MARGIN = 4;
/** Least space left and right of a text, in pixels. */
const PADDING = 4;
const WIDEST_COLUMN = 96;
const HIGHEST_ROW = 40;

/** Centres a table in its picture: columns as wide as their texts need, the rest of the room shared evenly. */
export function layoutTable(table: Table): TableLayout {
  const lines = linesOf(table);
  const needs = table.columns.map((_, at) => needOf(lines, at + 1, table.font));
  needs.unshift(needOf(lines, 0, table.font));
  const room = table.width - 2 * MARGIN;
  const spare = Math.floor((room - sum(needs)) / needs.length);
  const widths = needs.map((need) => Math.max(need, Math.min(need + spare, WIDEST_COLUMN)));
  const lowest = lineHeight(table.font) + 4;
  const height = Math.max(lowest, Math.min(snap((table.height - 2 * MARGIN) / lines.length), HIGHEST_ROW));
  const outline = {
    x: snap((table.width - sum(widths)) / 2),
    y: snap((table.height - height * lines.length) / 2),
    width: sum(widths),
    height: height * lines.length,
  };
  const row = (at: number): Box => ({ x: outline.x, y: outline.y + at * height, width: outline.width, height });
  return {
    fits: outline.width <= room && outline.height <= table.height - 2 * MARGIN,
    outline,
    row,
    cell: (at, column) => ({ ...row(at), x: outline.x + sum(widths.slice(0, column)), width: widths[column] }),
  };
}

/** All texts of a table, line by line; the first line is the header. */
export function linesOf({ head, columns, rows }: Table): string[][] {
  return [[head, ...columns.map((column) => column.header)], ...rows.map(({ name, cells }) => [name, ...cells])];
}

/** The part of a cell that text may fill. */
export function insideCell(cell: Box): Box {
  return { ...cell, x: cell.x + PADDING, width: cell.width - 2 * PADDING };
}

/** The font of a line: the header is bold. */
export function lineFont(line: number, font: Font): Font {
  return line === 0 ? { ...font, face: 'bold' } : font;
}

function needOf(lines: readonly string[][], column: number, font: Font): number {
  return 2 * PADDING + Math.max(...lines.map((line, at) => textWidth(line[column], lineFont(at, font))));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
