import { type Font, lineHeight, textWidth } from '../fonts.js';
import type { Box, Size } from '../kind.js';
import type { Table } from './meta.js';

/** Where everything of a table stands. */
export interface TableLayout extends Size {
  outline: Box;
  /** None for a table without a title. */
  title?: Box;
  /** A line over all columns; 0 is the header. */
  line(line: number): Box;
  /** All lines of a column; 0 is the column of names. */
  column(column: number): Box;
  cell(line: number, column: number): Box;
}

type Content = Omit<Table, 'width' | 'height'>;

/** Measures a table in its look. */
export function layoutTable(table: Content): TableLayout {
  const { look } = table;
  const lines = linesOf(table);
  const [across, down] = look.padding;
  const widths = lines[0].map((_, column) => {
    const needs = lines.map((line, at) => textWidth(line[column], fontOf(table, at, column)));
    return Math.max(...needs) + 2 * across + look.widths[column];
  });
  const heights = lines.map((_, at) => lineHeight(fontOf(table, at, 0)) + 2 * down + look.heights[at]);
  const title = textWidth(table.title, titleFont(table));
  const room = look.titlePlace === 'none' ? 0 : lineHeight(titleFont(table), 1.5) + 8;
  // Rules are drawn on the edge of the table and need half their thickness beside it.
  const margin = Math.max(look.margin, 4);
  const wide = sum(widths);
  const width = 2 * margin + Math.max(wide, room === 0 ? 0 : title + 4);
  const outline = {
    x: Math.floor((width - wide) / 2),
    y: margin + (look.titlePlace === 'above' ? room : 0),
    width: wide,
    height: sum(heights),
  };
  const titleBox = {
    x: margin,
    y: look.titlePlace === 'above' ? margin : outline.y + outline.height,
    width: width - 2 * margin,
    height: room,
  };
  const line = (at: number): Box => ({ ...outline, y: outline.y + sum(heights.slice(0, at)), height: heights[at] });
  const column = (at: number): Box => ({ ...outline, x: outline.x + sum(widths.slice(0, at)), width: widths[at] });
  return {
    width,
    height: outline.height + 2 * margin + room,
    outline,
    ...(room > 0 ? { title: titleBox } : {}),
    line,
    column,
    cell: (at, place) => ({ ...line(at), x: column(place).x, width: widths[place] }),
  };
}

/** All texts line by line, the header first. */
export function linesOf({ head, columns, rows }: Pick<Table, 'head' | 'columns' | 'rows'>): string[][] {
  return [[head, ...columns.map(({ header }) => header)], ...rows.map(({ name, cells }) => [name, ...cells])];
}

/** The font of a cell: the header and the column of names may be bold. */
export function fontOf({ look }: Content, line: number, column: number): Font {
  const style = line === 0 ? look.header.style : column === 0 ? look.lead : 'regular';
  return { family: look.family, style, px: look.px };
}

export function titleFont({ look }: Content): Font {
  return { family: look.family, style: 'bold', px: Math.round(look.px * 1.2) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
