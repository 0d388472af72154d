import { describe, expect, it } from 'vitest';
import { checkLayout, tileLayout, validCounts, validPatches } from './layout.js';
import { none } from './none.js';
import { packTokens } from './pack.js';
import { golden, micro, nextLayout, unpad } from './reduce.testing.js';
import type { TileLayout } from './reducer.js';

const unreduced = (layout: TileLayout) => packTokens(layout, none.select(new Map(), layout, 1));

it('golden: token counts of plain LLaVA-NeXT pictures', () => {
  const { inputs, expected } = micro('layout-next');
  inputs.sizes.forEach((size: { width: number; height: number }, i: number) => {
    const { grid, keptMap, newlines, total } = expected[i];
    const side = inputs.patchGrid;
    const kept = unpad(size, grid.rows * side, grid.cols * side);
    expect({ rows: kept.rows, cols: kept.cols }).toEqual(keptMap);
    const tokens = unreduced(nextLayout(grid, side, kept));
    expect(tokens.length / 2).toBe(total);
    expect(tokens.filter((value) => value < 0).length / 2).toBe(newlines);
  });
});

it("golden: token counts of HiRED's release at full rate, with and without its grid mistake", () => {
  const [{ params, expected }] = golden('hired').of('packAll');
  for (const row of expected.official.rows) {
    const { rows, cols } = row.grid;
    const side = params.patchGrid;
    const counts = (grid: { rows: number; cols: number }, arithmetic: 'exact' | 'float32') => {
      const layout = nextLayout(grid, side, unpad(row, grid.rows * side, grid.cols * side, arithmetic));
      const newlines = layout.kept!.rows;
      const tokens = unreduced(layout).length / 2;
      return [tokens - newlines, tokens];
    };
    expect(counts({ rows: cols, cols: rows }, 'float32')[0]).toBe(row.official);
    expect(counts(row.grid, 'float32')).toEqual([row['official+gridfix'], row['official+gridfix+newline']]);
    expect(counts(row.grid, 'exact')).toEqual([row.exactArithmetic, row['exactArithmetic+newline']]);
  }
});

describe('padding', () => {
  it('cuts through crops, and can take whole crops away', () => {
    const layout = nextLayout({ rows: 3, cols: 1 }, 4, { top: 5, left: 1, rows: 2, cols: 2 });
    expect(validCounts(layout)).toEqual([16, 0, 4, 0]);
    expect([...validPatches(layout, 2)]).toEqual([5, 6, 9, 10]);
    expect([...validPatches(layout, 0)]).toHaveLength(16);
  });

  it('a shrunk map is refused', () => {
    const picture = { side: 27, grid: { rows: 6, cols: 6 }, shrunk: { rows: 81, cols: 81 } };
    expect(() => tileLayout(picture)).toThrow(expect.objectContaining({ code: 'reducer-layout' }));
    expect(tileLayout({ side: 24, grid: { rows: 2, cols: 1 } }).tiles).toBe(3);
    expect(tileLayout({ side: 16 }, 8)).toEqual({ tiles: 8, side: 16 });
  });
});

describe('layouts that contradict themselves', () => {
  it.each([
    { tiles: 0, side: 4 },
    { tiles: 1.5, side: 4 },
    { tiles: 1, side: 0 },
    { tiles: 4, side: 4, grid: { rows: 2, cols: 2 } },
    { tiles: 1, side: 4, grid: { rows: 0, cols: 2 } },
    { tiles: 1, side: 4, kept: { top: 0, left: 0, rows: 4, cols: 4 } },
    { tiles: 3, side: 4, grid: { rows: 1, cols: 2 }, kept: { top: 0, left: 1, rows: 4, cols: 8 } },
    { tiles: 3, side: 4, grid: { rows: 1, cols: 2 }, kept: { top: -1, left: 0, rows: 4, cols: 8 } },
    { tiles: 3, side: 4, grid: { rows: 1, cols: 2 }, kept: { top: 0, left: 0, rows: -1, cols: 8 } },
  ])('%j', (layout) => {
    expect(() => checkLayout(layout)).toThrow(expect.objectContaining({ code: 'reducer-layout' }));
    expect(() => none.select(new Map(), layout, 1)).toThrow(expect.objectContaining({ code: 'reducer-layout' }));
  });
});
