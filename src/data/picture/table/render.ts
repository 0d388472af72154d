import type { Painter } from '../painter.js';
import { THEMES } from '../palette.js';
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
