import type { Painter } from '../painter.js';
import { THEMES } from '../palette.js';
import { ORDINALS } from '../words.js';
import { insideCell, layoutTable, lineFont, linesOf } from './layout.js';
import type { Table } from './meta.js';

/** Paints grounds first, then rules, then the header in bold and the cells. */
export function renderTable(table: Table, painter: Painter): void {
  const { fill, ink, faint, stripe, header } = THEMES[table.theme];
  const layout = layoutTable(table);
  const lines = linesOf(table);
  const groundOf = (row: number): string => {
    if (row === 0) return table.headerFill ? header : fill;
    return table.zebra && row % 2 === 0 ? stripe : fill;
  };
  painter.ground(fill);
  lines.forEach((_, row) => {
    painter.fill(layout.row(row), groundOf(row));
  });
  drawRules(table, painter, faint);
  lines.forEach((line, row) => {
    const style = { font: lineFont(row, table.font), ink, ground: groundOf(row) };
    line.forEach((text, column) => {
      painter.text(text, insideCell(layout.cell(row, column)), style);
      if (row > 0) painter.mark(layout.cell(row, column), wordsOf(table, row - 1, column));
    });
  });
}

function drawRules(table: Table, painter: Painter, colour: string): void {
  if (table.border === 'none') return;
  const layout = layoutTable(table);
  for (let row = 1; row <= table.rows.length; row++) painter.fill({ ...layout.row(row), height: 1 }, colour);
  if (table.border === 'lines') return;
  for (let column = 1; column <= table.columns.length; column++) {
    painter.fill({ ...layout.outline, x: layout.cell(0, column).x, width: 1 }, colour);
  }
  painter.frame(layout.outline, colour);
}

/** All that is true of one cell below the header, in the words of questions about it. */
function wordsOf({ head, columns, rows }: Table, row: number, column: number): string {
  const place = [rows[row].name, ORDINALS[row], ...(row === rows.length - 1 ? ['last'] : [])];
  if (column === 0) return [...place, head].join(' ');
  const { header, holds } = columns[column - 1];
  const text = rows[row].cells[column - 1];
  const others = rows.filter((_, at) => at !== row).map(({ cells }) => Number(cells[column - 1]));
  const numbers = holds === 'numbers';
  return [
    ...place,
    header,
    text,
    ...(numbers && others.every((other) => other < Number(text)) ? ['highest'] : []),
    ...(numbers && others.every((other) => other > Number(text)) ? ['lowest'] : []),
  ].join(' ');
}
