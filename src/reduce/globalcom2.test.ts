import { describe, expect, it } from 'vitest';
import { clsAttention } from './cls-attention.js';
import { globalcom2 } from './globalcom2.js';
import { cropRatios, cropShares, cropSums } from './globalcom2-ratio.js';
import { combineScores, dissimilarity, globalScores, localScores, resizeBilinear } from './globalcom2-score.js';
import { packTokens } from './pack.js';
import { furthest, golden, lists, micro, nextLayout, signalsOf, unpad } from './reduce.testing.js';
import type { Signals } from './reducer.js';

const data = golden('globalcom2');

/** Thumbnail and crop scores as the one (tiles, patches) signal they come from. */
function scoresOf(inputs: { base: never; crops: never }): Float32Array {
  return Float32Array.from([...data.read(inputs.base), ...data.read(inputs.crops)]);
}

function logitSignal(scores: ArrayLike<number>): Signals {
  return signalsOf([{ kind: 'cls-attention', layer: -1, form: 'logits' }, scores]);
}

describe('golden: ratios of the crops', () => {
  for (const { id, params, inputs, expected } of data.of('scales')) {
    it(id, () => {
      for (const { rows, cols, settings } of expected.official.grids) {
        const sums = cropSums(data.read(inputs.base), params.patchGrid, { rows, cols });
        for (const { retention, temperature, S, sigma, ratios } of settings) {
          expect(furthest(sums, S)).toBeLessThan(1e-9);
          expect(furthest(cropShares(sums, temperature), sigma)).toBeLessThan(1e-9);
          expect(furthest(cropRatios(cropShares(sums, temperature), retention), ratios)).toBeLessThan(1e-9);
        }
      }
    });
  }
});

describe('golden: thumbnail and crop selection', () => {
  for (const { id, params, inputs, expected } of data.of('select')) {
    const { grid, patchGrid: side, keptRect, validCounts } = params;
    const layout = nextLayout(grid, side, keptRect);
    const scores = scoresOf(inputs);
    for (const row of expected.rows) {
      it(`${id}: R ${row.retention}, τ ${row.temperature}`, () => {
        const options = { temperature: row.temperature };
        const official = globalcom2.select(logitSignal(scores), layout, row.retention, {
          ...options,
          variant: 'official',
        });
        const thumbnail = data.list(row.thumbnail);
        expect(Array.from(official.packing.thumbnail!)).toEqual(thumbnail);
        expect(official.budgets).toEqual([thumbnail.length, ...row.keptPerCrop]);
        expect(lists(official).slice(1)).toEqual(row.kept.map(data.list));
        expect(packTokens(layout, official)).toEqual(data.read(row.official.list));

        const fixed = { ...official, packing: { ...official.packing, cells: undefined } };
        expect(packTokens(layout, fixed)).toEqual(data.read(row['official+placementfix'].list));
        expect(lists(globalcom2.select(logitSignal(scores), layout, row.retention, options))).toEqual(lists(official));
      });
      it(`${id}: R ${row.retention}, τ ${row.temperature}: scores and ratios`, () => {
        const global = globalScores(scores, layout);
        const local = localScores(scores, layout);
        expect(global.map(({ length }) => length)).toEqual(validCounts);
        const flat = (parts: Float64Array[]) => parts.flatMap((part) => Array.from(part));
        expect(furthest(flat(global), data.read(row.globalScores))).toBeLessThan(1e-5);
        const combined = local.map((values, crop) => combineScores(values, global[crop], 0.5));
        expect(
          furthest(
            flat(combined).map((half) => 2 * half),
            data.read(row.combined),
          ),
        ).toBeLessThan(1e-5);
        const sums = cropSums(scores.subarray(0, side * side), side, grid);
        expect(furthest(cropRatios(cropShares(sums, row.temperature), row.retention), row.ratios)).toBeLessThan(1e-9);
      });
    }
  }
});

describe('golden: weight of the global view', () => {
  for (const { id, params, inputs, expected } of data.of('alpha')) {
    const { grid, patchGrid: side, imageSize, retention, temperature } = params;
    const layout = nextLayout(grid, side, unpad(imageSize, grid.rows * side, grid.cols * side));
    for (const { alpha, kept } of expected.spec.rows) {
      it(`${id}: α ${alpha}`, () => {
        const selection = globalcom2.select(logitSignal(scoresOf(inputs)), layout, retention, { alpha, temperature });
        expect(lists(selection).slice(1)).toEqual(kept);
      });
    }
  }
});

describe('golden: whole prompt', () => {
  for (const { id, params, inputs, expected } of data.of('pipeline')) {
    it(id, () => {
      const { grid, patchGrid: side, imageSize, retention, temperature, inputIds, imageTokenId } = params;
      const layout = nextLayout(grid, side, unpad(imageSize, grid.rows * side, grid.cols * side));
      const options = { variant: 'official', temperature } as const;
      const selection = globalcom2.select(logitSignal(scoresOf(inputs)), layout, retention, options);
      const visual = (packed: Int32Array) => {
        return Array.from({ length: packed.length / 2 }, (_, i) => {
          return packed[2 * i] < 0 ? ['n'] : ['v', packed[2 * i], packed[2 * i + 1]];
        });
      };
      const tokens = visual(packTokens(layout, selection));
      const whole = inputIds.flatMap((token: number) => (token === imageTokenId ? tokens : [['t', token]]));
      expect(whole).toEqual(expected.official.sequence);
      expect(tokens).toHaveLength(expected.official.visualTokens);
      const fixed = { ...selection, packing: { ...selection.packing, cells: undefined } };
      expect(visual(packTokens(layout, fixed))).toEqual(expected['official+placementfix'].visual);
    });
  }
});

it('golden: the score is the head mean of scaled logits of the last layer', () => {
  const [{ params, inputs, expected }] = data.of('tower');
  const [query, key] = [data.read(inputs.q), data.read(inputs.k)] as Float32Array[];
  const scores = clsAttention({ query, key, tiles: params.views, width: params.hidden }, params.heads, 'logits');
  expect(furthest(scores, data.read(expected.official.scores))).toBeLessThan(1e-5);
  expect(globalcom2.needs()).toEqual([{ kind: 'cls-attention', layer: -1, form: 'logits' }]);
});

describe('hand-checked', () => {
  it('ratios', () => {
    const { inputs, expected } = micro('globalcom2-ratios');
    inputs.rows.forEach(({ S, retention }: { S: number[]; retention: number }, i: number) => {
      const sigma = cropShares(S, inputs.temperature);
      const ratios = cropRatios(sigma, retention);
      expect(furthest(sigma, expected[i].sigma)).toBeLessThan(1e-6);
      expect(furthest(ratios, expected[i].ratios)).toBeLessThan(1e-6);
      expect(ratios.map((ratio) => Math.floor(576 * ratio))).toEqual(expected[i].keptOf576);
    });
  });

  it('bilinear resize', () => {
    const { inputs, expected } = micro('globalcom2-bilinear');
    const resized = resizeBilinear(inputs.map.flat(), 2, inputs.height, inputs.width);
    expect(furthest(resized, expected.flat())).toBeLessThan(1e-12);
  });

  it('thumbnail cells per crop', () => {
    const { inputs, expected } = micro('globalcom2-cells');
    const ones = new Float64Array(inputs.side ** 2).fill(1 / inputs.side);
    inputs.parts.forEach((parts: number, i: number) => {
      expect(furthest(cropSums(ones, inputs.side, { rows: parts, cols: 1 }), expected[i])).toBeLessThan(1e-9);
      expect(furthest(cropSums(ones, inputs.side, { rows: 1, cols: parts }), expected[i])).toBeLessThan(1e-9);
    });
  });

  it('counts with equal crop scores', () => {
    const { inputs, expected } = micro('globalcom2-counts');
    inputs.rows.forEach((row: { width: number; height: number; retention: number }, i: number) => {
      const { grid, validPerCrop, thumbnail, crops, newlines, total, plainTotal } = expected[i];
      const layout = nextLayout(grid, 24, unpad(row, grid.rows * 24, grid.cols * 24));
      const scores = new Float32Array(layout.tiles * 576).fill(0.1);
      expect(localScores(scores, layout).map(({ length }) => length)).toEqual(validPerCrop);
      const selection = globalcom2.select(logitSignal(scores), layout, row.retention, { variant: 'official' });
      expect(selection.budgets).toEqual([thumbnail, ...crops]);
      const packed = packTokens(layout, selection);
      expect(packed.filter((value) => value < 0).length / 2).toBe(newlines);
      expect(packed.length / 2).toBe(total);
      const everything = globalcom2.select(logitSignal(scores), layout, 1);
      expect(packTokens(layout, everything).length / 2).toBe(plainTotal);
    });
  });

  it('combined score', () => {
    const { inputs, expected } = micro('globalcom2-combined');
    const combined = combineScores(Float64Array.from(inputs.local), Float64Array.from(inputs.global), 0.5);
    expect(
      furthest(
        combined.map((half) => 2 * half),
        expected,
      ),
    ).toBeLessThan(1e-12);
  });

  it('a view without any score leaves the ranking to the other', () => {
    const [nothing, something] = [Float64Array.of(0, 0), Float64Array.of(3, 4)];
    expect(furthest(combineScores(nothing, something, 0.5), [0.3, 0.4])).toBeLessThan(1e-12);
    expect(furthest(combineScores(something, nothing, 0.5), [0.3, 0.4])).toBeLessThan(1e-12);
  });

  it('placement: the release writes to the place in the list of valid patches', () => {
    const { inputs, expected } = micro('globalcom2-placement');
    const { grid, patchGrid: side, imageSize } = inputs;
    const layout = nextLayout(grid, side, unpad(imageSize, grid.rows * side, grid.cols * side));
    const places = Int32Array.from(inputs.keptPositionsInValidList as number[]);
    const none = new Int32Array();
    const kept = [none, places.map((place) => inputs.validOfCrop1[place]), none];
    const pack = (cells?: Int32Array[]) => {
      const packed = packTokens(layout, {
        kept,
        budgets: [0, 2, 0],
        packing: { padding: 'keep', newlines: 'every-row', cells },
      });
      return Array.from({ length: packed.length / 2 }, (_, i) => [packed[2 * i], packed[2 * i + 1]]);
    };
    expect(pack([none, places, none])).toEqual(expected.official);
    expect(pack()).toEqual(expected['official+placementfix']);
  });

  it('without CLS: the patch that differs from the mean of its tile counts most', () => {
    const features = [1, 0, 1, 0, 1, 0, 0, 1].concat([0, 2, 2, 0, 0, 2, 0, 2]);
    const scores = dissimilarity(Float32Array.from(features), 2, 4);
    const cosine = (a: number, b: number) => a / Math.hypot(a, b);
    expect(furthest(scores.subarray(0, 4), [-cosine(3, 1), -cosine(3, 1), -cosine(3, 1), -cosine(1, 3)])).toBeLessThan(
      1e-6,
    );
    const signals = signalsOf([{ kind: 'patch-features', layer: -1 }, features]);
    const selection = globalcom2.select(signals, { tiles: 2, side: 2 }, 0.25, { score: 'dissimilarity' });
    expect(lists(selection)).toEqual([[3], [1]]);
  });
});
