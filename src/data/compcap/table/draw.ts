import type { Canvas, Point } from '../canvas.js';
import { legible } from '../code/legible.js';
import { capHeight, type Font } from '../fonts.js';
import type { Box } from '../kind.js';
import { fontOf, layoutTable, linesOf, type TableLayout, titleFont } from './layout.js';
import type { Align, Table } from './meta.js';

/** Draws grounds, rules, then every text; cells are recorded with their row and column. */
export function drawTable(table: Table, canvas: Canvas): void {
  const { look } = table;
  const layout = layoutTable(table);
  const lines = linesOf(table);
  canvas.ground(look.page);
  lines.forEach((line, at) => {
    line.forEach((_, column) => {
      canvas.rectangle(layout.cell(at, column), { fill: groundOf(table, at, column) });
    });
  });
  drawRules(table, layout, canvas);
  if (layout.title) {
    const style = { font: titleFont(table), ink: legible(look.ink, look.page), ground: look.page };
    canvas.text(table.title, layout.title, { ...style, align: look.titleAlign });
    canvas.element('title', table.title, layout.title);
  }
  lines.forEach((line, at) => {
    line.forEach((text, column) => {
      const cell = layout.cell(at, column);
      const font = fontOf(table, at, column);
      const ink = at === 0 ? look.header.ink : look.ink;
      const align = look.aligns[column];
      const start = startOf(cell, align, look.padding[0], font);
      // The ink of letters such as J reaches into the padding, never into the next cell.
      canvas.textAt(text, start, { font, ink, ground: groundOf(table, at, column), align }, cell);
      const words = at === 0 || column === 0 ? text : `${table.rows[at - 1].name}, ${lines[0][column]}: ${text}`;
      canvas.element(at === 0 ? 'header' : column === 0 ? 'row name' : 'cell', words, cell);
    });
  });
}

/** Where a text of a cell starts, ends or has its middle, by its alignment. */
function startOf(cell: Box, align: Align, padding: number, font: Font): Point {
  const { x, width } = cell;
  const place = { left: x + padding, centre: x + width / 2, right: x + width - padding };
  return { x: place[align], y: cell.y + (cell.height + capHeight(font)) / 2 };
}

/** The colour beneath a cell: that of the header, of a marked row or column, or of its row. */
export function groundOf({ look }: Pick<Table, 'look'>, line: number, column: number): string {
  if (line === 0) return look.header.fill;
  const own = look.marked.find((mark) => mark.row === line - 1 || mark.column === column);
  return own?.fill ?? look.grounds[(line - 1) % look.grounds.length];
}

function drawRules({ look, rows, columns }: Table, { outline, line, column }: TableLayout, canvas: Canvas): void {
  const { kind, colour, thickness, dash } = look.border;
  const paint = { stroke: colour, thickness, dash };
  const across = (y: number): void =>
    canvas.line(spanned({ x: outline.x, y }, { x: outline.x + outline.width, y }), paint);
  const down = (x: number): void =>
    canvas.line(spanned({ x, y: outline.y }, { x, y: outline.y + outline.height }), paint);
  const bottom = outline.y + outline.height;
  const inner = Array.from({ length: rows.length }, (_, at) => line(at + 1).y);
  const between = Array.from({ length: columns.length }, (_, at) => column(at + 1).x);
  if (kind === 'grid' || kind === 'rows') for (const y of inner) across(y);
  if (kind === 'grid' || kind === 'columns') for (const x of between) down(x);
  if (kind === 'grid' || kind === 'outline') canvas.rectangle(outline, paint);
  if (kind === 'header' || kind === 'book' || kind === 'outline') across(inner[0]);
  if (kind === 'book' || kind === 'rows') {
    across(outline.y);
    across(bottom);
  }
}

function spanned(from: Point, to: Point): [Point, Point] {
  return [from, to];
}
