import { type Font, lineHeight } from '../font.js';
import type { Box, Size } from '../kind.js';
import { snap } from '../painter.js';

/** Where a table stands in its picture. */
export interface TableLayout {
  /** The largest number of rows below the header at this size and font. */
  mostRows: number;
  outline: Box;
  /** The box of one row over all columns; row 0 is the header. */
  row(row: number): Box;
  /** The box of one cell. */
  cell(row: number, column: number): Box;
}

const MARGIN = 4;
const PADDING = 4;
const WIDEST_COLUMN = 88;
const HIGHEST_ROW = 32;

/** Places `rowCount` rows below a header, centred in the picture and on the text grid. */
export function layoutTable(size: Size, font: Font, rowCount: number, columnCount: number): TableLayout {
  const width = columnWidth(size, columnCount);
  const lowest = lineHeight(font) + 4;
  const height = Math.max(lowest, Math.min(snap((size.height - 2 * MARGIN) / (rowCount + 1)), HIGHEST_ROW));
  const outline = {
    x: snap((size.width - width * columnCount) / 2),
    y: snap((size.height - height * (rowCount + 1)) / 2),
    width: width * columnCount,
    height: height * (rowCount + 1),
  };
  return {
    mostRows: Math.floor((size.height - 2 * MARGIN) / lowest) - 1,
    outline,
    row: (row) => ({ x: outline.x, y: outline.y + row * height, width: outline.width, height }),
    cell: (row, column) => ({ x: outline.x + column * width, y: outline.y + row * height, width, height }),
  };
}

/** Room for text in a cell, in pixels. */
export function cellRoom(size: Size, columnCount: number): number {
  return columnWidth(size, columnCount) - PADDING;
}

/** The part of a cell that text may fill. */
export function insideCell(cell: Box): Box {
  return { ...cell, x: cell.x + PADDING / 2, width: cell.width - PADDING };
}

function columnWidth(size: Size, columnCount: number): number {
  return Math.min(snap((size.width - 2 * MARGIN) / columnCount), WIDEST_COLUMN);
}
