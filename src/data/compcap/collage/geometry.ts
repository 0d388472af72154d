/**
 * Where the pictures of a collage lie. Grids: the cell at row r and column c that spans a rows and b columns has width
 * b·cw + (b-1)·g and height a·ch + (a-1)·g at x = p + c·(cw+g), y = p + r·(ch+g). Rows of pictures of ratios ρ: common height
 * (W - 2p - (k-1)·g) / Σρ, no cropping; columns with the roles swapped.
 */
import type { Box, Size } from '../kind.js';

/** A cell of a grid, counted from 0, with the rows and columns it spans. */
export interface Cell {
  row: number;
  column: number;
  rows: number;
  columns: number;
}

export interface GridLayout {
  kind: 'grid';
  rows: number;
  columns: number;
  /** In reading order of their upper left corners; they tile the grid. */
  cells: Cell[];
  cellWidth: number;
  cellHeight: number;
  gap: number;
  padding: number;
}

/** Rows (`rows`) of pictures side by side, or columns (`columns`) of pictures one below the other. */
export interface AlignedLayout {
  kind: 'rows' | 'columns';
  /** Ratios width / height, line by line. */
  lines: number[][];
  /** Width of the canvas for rows, height for columns. */
  side: number;
  gap: number;
  padding: number;
}

export type Layout = GridLayout | AlignedLayout;

/** Size of the canvas and the box of every picture, in the order of the cells or line by line. */
export function placeLayout(layout: Layout): { size: Size; boxes: Box[] } {
  return layout.kind === 'grid' ? placeGrid(layout) : placeLines(layout);
}

function placeGrid({ rows, columns, cells, cellWidth, cellHeight, gap, padding }: GridLayout): {
  size: Size;
  boxes: Box[];
} {
  const span = (count: number, side: number): number => count * side + (count - 1) * gap;
  return {
    size: { width: 2 * padding + span(columns, cellWidth), height: 2 * padding + span(rows, cellHeight) },
    boxes: cells.map((cell) => ({
      x: padding + cell.column * (cellWidth + gap),
      y: padding + cell.row * (cellHeight + gap),
      width: span(cell.columns, cellWidth),
      height: span(cell.rows, cellHeight),
    })),
  };
}

function placeLines({ kind, lines, side, gap, padding }: AlignedLayout): { size: Size; boxes: Box[] } {
  const boxes: Box[] = [];
  let across = padding;
  for (const ratios of lines) {
    const along = kind === 'rows' ? ratios : ratios.map((ratio) => 1 / ratio);
    const total = along.reduce((sum, value) => sum + value, 0);
    const room = side - 2 * padding - (along.length - 1) * gap;
    const depth = Math.round(room / total);
    let before = 0;
    along.forEach((value, i) => {
      // Ends are rounded, not lengths: the last picture ends exactly at the padding.
      const start = padding + i * gap + Math.round((before / total) * room);
      before += value;
      const length = padding + i * gap + Math.round((before / total) * room) - start;
      boxes.push(
        kind === 'rows'
          ? { x: start, y: across, width: length, height: depth }
          : { x: across, y: start, width: depth, height: length },
      );
    });
    across += depth + gap;
  }
  const deep = across - gap + padding;
  return { size: kind === 'rows' ? { width: side, height: deep } : { width: deep, height: side }, boxes };
}

/** The name of a layout by which prompts choose their example. */
export function layoutKind(layout: Layout): 'grid' | 'multi-row' | 'multi-column' | 'row-aligned' | 'column-aligned' {
  if (layout.kind !== 'grid') return layout.kind === 'rows' ? 'row-aligned' : 'column-aligned';
  if (layout.cells.some(({ columns }) => columns > 1)) return 'multi-column';
  return layout.cells.some(({ rows }) => rows > 1) ? 'multi-row' : 'grid';
}
