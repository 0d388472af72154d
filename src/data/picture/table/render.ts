import type { Painter } from '../painter.js';
import { THEMES } from '../palette.js';
import { insideCell, layoutTable } from './layout.js';
import type { Table } from './meta.js';

/** Paints grounds first, then rules, then the header in bold and the cells. */
export function renderTable(table: Table, painter: Painter): void {
  const { fill, ink, faint, stripe, header } = THEMES[table.theme];
  const layout = layoutTable(table, table.font, table.rows.length, table.columns.length + 1);
  const lines = [[table.head, ...table.columns.map((column) => column.header)]];
  for (const { name, cells } of table.rows) lines.push([name, ...cells]);
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
    const font = row === 0 ? ({ ...table.font, face: 'bold' } as const) : table.font;
    line.forEach((text, column) => {
      painter.text(text, insideCell(layout.cell(row, column)), { font, ink, ground: groundOf(row) });
    });
  });
}

function drawRules(table: Table, painter: Painter, colour: string): void {
  if (table.border === 'none') return;
  const columnCount = table.columns.length + 1;
  const layout = layoutTable(table, table.font, table.rows.length, columnCount);
  for (let row = 1; row <= table.rows.length; row++) painter.fill({ ...layout.row(row), height: 1 }, colour);
  if (table.border === 'lines') return;
  for (let column = 1; column < columnCount; column++) {
    painter.fill({ ...layout.outline, x: layout.cell(0, column).x, width: 1 }, colour);
  }
  painter.frame(layout.outline, colour);
}
