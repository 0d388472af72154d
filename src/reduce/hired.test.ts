import { describe, expect, it } from 'vitest';
import { clsAttention } from './cls-attention.js';
import { hired } from './hired.js';
import { bandCounts, rectangleMass, splitByCounts, splitByMass, splitTotal } from './hired-budget.js';
import { packTokens } from './pack.js';
import {
  type ArrayReference,
  furthest,
  golden,
  lists,
  maskedPatches,
  micro,
  nextLayout,
  signalsOf,
  unpad,
} from './reduce.testing.js';
import type { Signals, TileLayout } from './reducer.js';
import { headMean } from './signals.js';

const data = golden('hired');

function hiredSignals(init: ArrayLike<number>, final: ArrayLike<number>): Signals {
  return signalsOf(
    [{ kind: 'cls-attention', layer: 0, form: 'probabilities' }, init],
    [{ kind: 'cls-attention', layer: -2, form: 'probabilities' }, final],
  );
}

describe('golden: selection over thumbnail and crops', () => {
  for (const { id, params, inputs, expected } of data.of('select')) {
    const { grid, patchGrid: side, heads, rate, alpha } = params;
    const tiles = 1 + grid.rows * grid.cols;
    const cls = (name: string) => headMean(data.read(inputs[name]) as Float32Array, tiles, heads);
    const signals = hiredSignals(cls('clsInit'), cls('clsFinal'));
    const whole = nextLayout(grid, side);

    it(`${id}: official`, () => {
      const { official } = expected;
      const options = { variant: 'official', alpha } as const;
      const selection = hired.select(signals, whole, rate, options);
      expect(selection.budgets).toEqual([official.budget.full, ...official.perCrop]);
      expect(lists(selection)).toEqual(maskedPatches(data.read(official.masks), side * side));
      // Nothing is marked at alpha = 1, where the data has null.
      expect(bandCounts(cls('clsInit').subarray(0, side * side), alpha, tiles - 1)).toEqual(
        official.bandCounts ?? [0, 0, 0, 0],
      );

      // The release stitches with rows and columns exchanged; the two corrected variants do not.
      const turned = nextLayout({ rows: grid.cols, cols: grid.rows }, side, official.keptRect);
      expect(official.stitchedAs).toEqual({ rows: grid.cols * side, cols: grid.rows * side });
      expect(packTokens(turned, selection)).toEqual(data.read(official.packed));
      const valid = expected['official+gridfix'].keptRect;
      const upright = nextLayout(grid, side, valid);
      const packed = (newlines: 'none' | 'every-row') => {
        return packTokens(upright, hired.select(signals, upright, rate, { ...options, newlines }));
      };
      expect(packed('none')).toEqual(data.read(expected['official+gridfix'].packed));
      expect(packed('every-row')).toEqual(data.read(expected['official+gridfix+newline'].packed));
    });

    it(`${id}: paper`, () => {
      const { paper } = expected;
      const options = { alpha, newlines: 'none' } as const;
      const { full } = paper.budget;
      const selection = hired.select(signals, whole, rate, options);
      expect(selection.budgets).toEqual([full, ...paper.perCrop]);
      expect(lists(selection)).toEqual(maskedPatches(data.read(paper.masks), side * side));
      const layout = nextLayout(grid, side, paper.keptRect);
      expect(packTokens(layout, hired.select(signals, layout, rate, options))).toEqual(data.read(paper.packed));
      rectangleMass(cls('clsInit').subarray(0, side * side), side, grid).forEach((mass, crop) => {
        if (paper.rectMass) expect(mass * heads).toBeCloseTo(paper.rectMass[crop], 4);
      });
    });
  }
});

it('golden: two pictures of one call are two independent selections', () => {
  const [{ params, inputs, expected }] = data.of('batch');
  params.images.forEach((image: { grid: { rows: number; cols: number }; width: number; height: number }, i: number) => {
    const { grid } = image;
    const tiles = 1 + grid.rows * grid.cols;
    const side = params.patchGrid;
    const cls = (name: string) => headMean(data.read(inputs.images[i][name]) as Float32Array, tiles, params.heads);
    const layout = nextLayout(grid, side, unpad(image, grid.rows * side, grid.cols * side));
    const signals = hiredSignals(cls('clsInit'), cls('clsFinal'));
    const selection = hired.select(signals, layout, params.rate, { variant: 'official', alpha: params.alpha });
    const wanted = expected['official+gridfix'].images[i];
    expect(selection.budgets).toEqual([wanted.full, ...wanted.perCrop]);
    expect(packTokens(layout, selection)).toEqual(data.read(wanted.packed));
    expect(packTokens(layout, selection).length / 2).toBe(expected['official+gridfix'].featureLengths[i]);
  });
});

describe('golden: single tile (LLaVA-1.5)', () => {
  for (const { id, params, inputs, expected } of data.of('llava15')) {
    const mean = headMean(data.read(inputs.cls) as Float32Array, params.batch, params.heads).subarray(
      0,
      params.patches,
    );
    for (const { rate, count, kept } of expected.official.rows) {
      it(`${id}: rate ${rate}`, () => {
        const layout: TileLayout = { tiles: 1, side: Math.sqrt(params.patches) };
        const selection = hired.select(hiredSignals(mean, mean), layout, rate, { variant: 'official' });
        expect(lists(selection)).toEqual([kept]);
        expect(selection.budgets).toEqual([count]);
      });
    }
  }
});

describe('golden: arithmetic tables', () => {
  it('budgets', () => {
    const rows = [...data.of('budgets')[0].expected.official.rows];
    const { inputs, expected } = micro('hired-budgets');
    inputs.rows.forEach((row: object, i: number) => {
      rows.push({ ...row, ...expected[i], patches: inputs.patches, alpha: inputs.alpha });
    });
    for (const { partitions, patches, rate, alpha, total, full, sub } of rows) {
      const all = Math.trunc(partitions * patches * rate);
      expect(splitTotal(all, alpha, patches, partitions - 1)).toEqual({ total, full, sub });
    }
  });

  it('crops never get more than they hold', () => {
    expect(splitTotal(2880, 0, 576, 4)).toEqual({ total: 2880, full: 0, sub: 2304 });
  });

  it('float32 split of the release', () => {
    const { inputs, expected } = micro('hired-float32-split');
    const rows = [...data.of('split')[0].expected.official.rows];
    inputs.rows.forEach((row: object, i: number) => {
      rows.push({ ...row, patches: inputs.patches, perCrop: expected[i].perCrop, exactArithmetic: expected[i].exact });
    });
    for (const { counts, sub, patches, perCrop, exactArithmetic } of rows) {
      expect(splitByCounts(sub, counts, patches)).toEqual(perCrop);
      expect(splitByMass(sub, counts, patches)).toEqual(exactArithmetic);
    }
  });

  for (const name of ['left-half', 'top-half', 'top-left-quadrant', 'constant']) {
    it(`thumbnail map: ${name}`, () => {
      const { inputs, expected } = micro(`hired-map-${name}`);
      const side = inputs.patchGrid;
      const map = new Float64Array(side * side).fill(inputs.base);
      for (const { top, left, rows, cols, value } of inputs.rectangles) {
        for (let row = top; row < top + rows; row++) map.fill(value, row * side + left, row * side + left + cols);
      }
      const mass = rectangleMass(map, side, inputs.grid);
      for (const [i, wanted] of expected.paper.mass.entries()) expect(mass[i]).toBeCloseTo(wanted, 9);
      expect(splitByMass(inputs.sub, mass, side * side)).toEqual(expected.paper.perCrop);
      const counts = bandCounts(map, inputs.alpha, mass.length);
      expect(counts).toEqual(expected.official.bandCounts);
      expect(splitByCounts(inputs.sub, counts, side * side)).toEqual(expected.official.perCrop);
    });
  }

  it('tiny 1×2 picture', () => {
    const { inputs, expected } = micro('hired-tiny-1x2');
    const layout = nextLayout(inputs.grid, inputs.patchGrid);
    const final = inputs.finalScores.flat();
    const init = [...inputs.thumbnailInitScore, ...new Array(final.length - inputs.thumbnailInitScore.length).fill(0)];
    const pack = (variant: 'official' | 'paper') => {
      const options = { variant, alpha: inputs.alpha, newlines: 'none' } as const;
      const selection = hired.select(hiredSignals(init, final), layout, inputs.rate, options);
      const pairs = packTokens(layout, selection);
      return {
        perCrop: selection.budgets.slice(1),
        packed: Array.from({ length: pairs.length / 2 }, (_, i) => [...pairs.slice(2 * i, 2 * i + 2)]),
      };
    };
    const { perCrop, packed } = expected['official+gridfix'];
    expect(pack('official')).toEqual({ perCrop, packed });
    expect(pack('paper')).toEqual({ perCrop: expected.paper.perCrop, packed: expected.paper.packed });
  });
});

describe('inputs on which the release raises', () => {
  const layout = nextLayout({ rows: 2, cols: 2 }, 4);
  const signals = hiredSignals(new Array(80).fill(0.05), new Array(80).fill(0.05));
  const wide = nextLayout({ rows: 1, cols: 3 }, 4);
  const wideSignals = hiredSignals(new Array(64).fill(0.05), new Array(64).fill(0.05));

  it('official raises as the release does', () => {
    const raises = data.of('errors')[0].expected.official.rows.map(({ raises }: { raises: boolean }) => raises);
    const runs = [
      () => hired.select(wideSignals, wide, 0.4, { variant: 'official' }),
      () => hired.select(signals, layout, 0.4, { variant: 'official', alpha: 0.95 }),
      () => hired.select(signals, layout, 0.4, { variant: 'official', alpha: 1 }),
      () => hired.select(signals, layout, 0.2, { variant: 'official', alpha: 1 }),
    ];
    expect(runs).toHaveLength(raises.length);
    runs.forEach((run, i) => {
      if (raises[i]) expect(run).toThrow(expect.objectContaining({ code: 'hired-bands' }));
      else expect(lists(run()).map(({ length }) => length)).toEqual([16, 0, 0, 0, 0]);
    });
  });

  it('the paper rule gives a budget in all of them', () => {
    const spent = (run: { budgets: number[] }) => run.budgets.reduce((a, b) => a + b, 0);
    expect(spent(hired.select(wideSignals, wide, 0.4))).toBeGreaterThanOrEqual(25 - 3);
    expect(hired.select(signals, layout, 0.4, { alpha: 1 }).budgets).toEqual([16, 4, 4, 4, 4]);
  });
});

describe('golden: from query and key projections to the language model', () => {
  for (const { id, params, inputs, expected } of data.of('e2e')) {
    it(id, () => {
      const { grid, patchGrid: side, heads, rate, alpha, imageSize } = params;
      const tiles = 1 + grid.rows * grid.cols;
      const attention = (layer: number) => {
        const query = data.read(inputs[`q${layer}`]) as Float32Array;
        const key = data.read(inputs[`k${layer}`]) as Float32Array;
        return clsAttention({ query, key, tiles, width: inputs.q0.shape[2] }, heads, 'probabilities');
      };
      const [init, final] = [attention(0), attention(22)];
      const { official } = expected;
      expect(
        furthest(
          init.map((mean) => mean * heads),
          data.read(official.scoreInit),
        ),
      ).toBeLessThan(1e-5);
      expect(
        furthest(
          final.map((mean) => mean * heads),
          data.read(official.scoreFinal),
        ),
      ).toBeLessThan(1e-5);

      const options = { variant: 'official', alpha } as const;
      const packedOn = (layout: TileLayout) => {
        return packTokens(layout, hired.select(hiredSignals(init, final), layout, rate, options));
      };
      const { rows, cols } = grid;
      const upright = nextLayout(grid, side, unpad(imageSize, rows * side, cols * side));
      expect(packedOn(upright)).toEqual(data.read(expected['official+gridfix'].packed));
      // Rows and columns exchanged, as the release stitches; the selection itself does not depend on the padding.
      const turned = nextLayout({ rows: cols, cols: rows }, side, unpad(imageSize, cols * side, rows * side));
      const selection = hired.select(hiredSignals(init, final), nextLayout(grid, side), rate, options);
      const packed = packTokens(turned, selection);
      expect(packed).toEqual(data.read(official.packed));
      expect(packed.length / 2).toBe(official.tokens);
      expect(furthest(splice(params, inputs, packed), data.read(official.embeds))).toBe(0);
    });
  }

  /** Text embeddings with the row of the placeholder replaced by the packed visual rows. */
  function splice(params: { imagePosition: number }, inputs: Record<string, ArrayReference>, packed: Int32Array) {
    const [, patches, width] = inputs.projected.shape;
    const projected = data.read(inputs.projected);
    const text = Array.from(data.read(inputs.textEmbeds));
    const visual = Array.from({ length: packed.length / 2 }, (_, i) => {
      const row = packed[2 * i] * patches + packed[2 * i + 1];
      return Array.from(projected.subarray(row * width, (row + 1) * width));
    }).flat();
    const at = params.imagePosition * width;
    return [...text.slice(0, at), ...visual, ...text.slice(at + width)];
  }
});
