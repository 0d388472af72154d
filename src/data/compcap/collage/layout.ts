import type { Random } from '../../../base/random.js';
import { type AlignedLayout, type Cell, type GridLayout, placeLayout } from './geometry.js';

/** Longest side of a collage in pixels, drawn per sample between these. */
const SHORTEST_LONG_SIDE = 480;
const LONGEST_SIDE = 768;
const MOST_PICTURES = 9;
/** Ratios of grid cells before merging. */
const CELL_RATIOS = [1, 1, 4 / 3, 3 / 4, 3 / 2, 2 / 3] as const;
/** Shortest side of a picture in a collage. */
const SHORTEST_PICTURE = 90;

/** Draws a grid of 1 to 4 rows and columns with 2 to 9 pictures; half of the larger ones have merged cells of one sort. */
export function drawGrid(random: Random): GridLayout {
  for (;;) {
    const [rows, columns] = [random.integer(1, 4), random.integer(1, 4)];
    const cells = drawCells(random, rows, columns);
    if (cells.length < 2 || cells.length > MOST_PICTURES) continue;
    const ratio = random.pick(CELL_RATIOS);
    const { gap, padding } = drawSpacing(random);
    const longest = random.integer(SHORTEST_LONG_SIDE, LONGEST_SIDE);
    const room = {
      width: longest - 2 * padding - (columns - 1) * gap,
      height: longest - 2 * padding - (rows - 1) * gap,
    };
    const cellHeight = Math.floor(Math.min(room.width / (columns * ratio), room.height / rows));
    const cellWidth = Math.round(cellHeight * ratio);
    if (Math.min(cellWidth, cellHeight) < SHORTEST_PICTURE) continue;
    return { kind: 'grid', rows, columns, cells, cellWidth, cellHeight, gap, padding };
  }
}

/** Merges neighbours into cells of several rows, or of several columns, never both in one grid. */
function drawCells(random: Random, rows: number, columns: number): Cell[] {
  const tall = random.chance(0.5);
  const merge = random.chance(0.5) && (tall ? rows : columns) > 1;
  const cells: Cell[] = [];
  const taken = new Set<string>();
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (taken.has(`${row} ${column}`)) continue;
      const free = tall ? rows - row : freeColumns(taken, row, column, columns);
      const span = merge && free > 1 && random.chance(0.4) ? random.integer(2, free) : 1;
      const cell = { row, column, rows: tall ? span : 1, columns: tall ? 1 : span };
      for (let i = 0; i < span; i++) taken.add(tall ? `${row + i} ${column}` : `${row} ${column + i}`);
      cells.push(cell);
    }
  }
  return cells;
}

function freeColumns(taken: ReadonlySet<string>, row: number, column: number, columns: number): number {
  let free = 0;
  while (column + free < columns && !taken.has(`${row} ${column + free}`)) free++;
  return free;
}

/**
 * Arranges pictures of given ratios in rows or in columns: lines of one to four, at most 768 pixels either way; none when
 * some picture would be too small.
 */
export function drawLines(random: Random, ratios: readonly number[]): AlignedLayout | undefined {
  const { gap, padding } = drawSpacing(random);
  const kind = random.pick(['rows', 'columns'] as const);
  const lines: number[][] = [];
  for (let at = 0; at < ratios.length; ) {
    const count = Math.min(ratios.length - at, random.integer(1, 4));
    lines.push(ratios.slice(at, at + count));
    at += count;
  }
  const longest = random.integer(SHORTEST_LONG_SIDE, LONGEST_SIDE);
  let side: number = longest;
  for (let tries = 0; tries < 8; tries++) {
    const layout: AlignedLayout = { kind, lines, side, gap, padding };
    const { size, boxes } = placeLayout(layout);
    const over = Math.max(size.width, size.height) / longest;
    if (over <= 1)
      return boxes.every(({ width, height }) => Math.min(width, height) >= SHORTEST_PICTURE) ? layout : undefined;
    side = Math.floor(side / over) - 1;
  }
  return undefined;
}

function drawSpacing(random: Random): { gap: number; padding: number } {
  return { gap: random.pick([0, 4, 6, 8, 12, 16, 24]), padding: random.pick([0, 0, 6, 10, 16, 24, 32]) };
}
