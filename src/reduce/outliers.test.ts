import { describe, expect, it } from 'vitest';
import { clsAttention } from './cls-attention.js';
import { outlierRows, outliers } from './outliers.js';
import { type ArrayReference, furthest, golden, micro } from './reduce.testing.js';
import { headMean } from './signals.js';

const data = golden('damro');

/** CLS attention from the projections of a case, (tiles, patches). */
function scoresOf({ q, k }: { q: ArrayReference; k: ArrayReference }, heads: number): Float32Array {
  const [query, key] = [data.read(q), data.read(k)] as Float32Array[];
  return clsAttention({ query, key, tiles: q.shape[0], width: q.shape[2] }, heads, 'probabilities');
}

function perTile(scores: Float32Array, tiles: number, count: number): number[][] {
  const patches = scores.length / tiles;
  return Array.from({ length: tiles }, (_, tile) => [
    ...outliers(scores.subarray(tile * patches, (tile + 1) * patches), count),
  ]);
}

describe('golden: LLaVA-1.5', () => {
  for (const { id, params, inputs, expected } of data.of('outliers')) {
    it.each([
      ['official', 1],
      ['spec:per-head-mean', params.heads],
    ])(`${id}: %s`, (variant, heads) => {
      const scores = scoresOf(inputs, heads);
      expect(furthest(scores, data.read(expected[variant].scores))).toBeLessThan(1e-5);
      for (const row of expected[variant].rows) {
        const found = perTile(scores, params.pictures, row.topk);
        expect(found).toEqual(row.outliers.map ? row.outliers : data.list(row.outliers));
        if (!row.negativeFeatures) continue;
        const features = data.read(inputs.features);
        const { hidden } = params;
        const gathered = found.flatMap((patches, picture) => {
          return patches.flatMap((patch) => {
            const at = (picture * params.patchGrid ** 2 + patch) * hidden;
            return [...features.subarray(at, at + hidden)];
          });
        });
        expect(furthest(gathered, data.read(row.negativeFeatures))).toBe(0);
      }
    });
  }
});

describe('golden: LLaVA-NeXT takes the thumbnail and one newline', () => {
  for (const { id, params, inputs, expected } of data.of('outliersNext')) {
    it(id, () => {
      const scores = scoresOf(inputs, 1);
      const { official } = expected;
      expect(furthest(scores, data.read(official.scores))).toBeLessThan(1e-5);
      const found = perTile(scores, inputs.q.shape[0], params.topk);
      expect(found).toEqual(official.outliersPerPartition);
      expect([...found[0].map((patch) => ['v', 0, patch]), ['n']]).toEqual(official.negativeVisual);
      expect(found[0].length + 1 + official.textTokens).toBe(official.negativePromptLength);
    });
  }
});

it('golden: InstructBLIP, with and without the off-by-one of the release', () => {
  const [{ params, inputs, expected }] = data.of('instructblip');
  const { hidden, heads } = params;
  const qkv = data.read(inputs.qkv) as Float32Array;
  const part = (which: number) => qkv.filter((_, i) => Math.floor((i % (3 * hidden)) / hidden) === which);
  const scores = clsAttention({ query: part(0), key: part(1), tiles: 1, width: hidden }, heads, 'probabilities');
  expect(furthest(scores, data.read(expected.official.scores))).toBeLessThan(1e-5);
  const found = outliers(scores, params.topk);
  expect([...found]).toEqual(expected.official.outliers);
  expect([...outlierRows(found, 'official')]).toEqual(expected.official.gatheredRows);
  expect([...outlierRows(found)]).toEqual(expected.spec.gatheredRows);
  const lastHidden = data.read(inputs.lastHidden);
  const memory = [...outlierRows(found, 'official')].flatMap((row) => [
    ...lastHidden.subarray(row * hidden, (row + 1) * hidden),
  ]);
  expect(furthest(memory, data.read(expected.official.negativeMemory))).toBe(0);
});

describe('hand-checked', () => {
  it('one wide head ranks otherwise than the mean over heads', () => {
    const { inputs, expected } = micro('damro-single-head-vs-per-head');
    const [first, second] = [inputs.dotProductsHead1, inputs.dotProductsHead2] as number[][];
    // Query (1, 0 | 1, 0); keys carry the products. The CLS key is far below all others, so the softmax ignores it.
    const query = Float32Array.from([1, 0, 1, 0, ...Array(12).fill(0)]);
    const key = Float32Array.from([-1e4, 0, -1e4, 0, ...first.flatMap((product, i) => [product, 0, second[i], 0])]);
    const projections = { query, key, tiles: 1, width: 4 };
    const wide = clsAttention(projections, 1, 'logits');
    expect(furthest(wide, expected['official:singleHeadLogits'])).toBeLessThan(1e-6);
    expect([...outliers(wide, 3)]).toEqual(expected['official:order']);
    const mean = clsAttention(projections, inputs.headDim, 'probabilities');
    expect(furthest(mean, expected['spec:perHeadMean'])).toBeLessThan(1e-6);
    expect([...outliers(mean, 3)]).toEqual(expected['spec:order']);
  });

  it('rows of InstructBLIP', () => {
    const { inputs, expected } = micro('damro-instructblip-gather');
    expect([...outlierRows(inputs.outlierPatches, 'official')]).toEqual(expected.official.rowsOfLastHidden);
    expect([...outlierRows(inputs.outlierPatches)]).toEqual(expected.spec.rowsOfLastHidden);
  });

  it('the mean over heads of attention rows and of projections is the same signal', () => {
    const query = Float32Array.from({ length: 12 }, (_, i) => Math.sin(i));
    const key = Float32Array.from({ length: 12 }, (_, i) => Math.cos(3 * i));
    const mean = clsAttention({ query, key, tiles: 1, width: 4 }, 2, 'logits');
    const dot = (head: number, k: number) =>
      [0, 1].reduce((sum, i) => sum + query[head * 2 + i] * key[k * 4 + head * 2 + i], 0);
    const rows = [0, 1].flatMap((head) => [0, 1, 2].map((k) => dot(head, k) / Math.SQRT2));
    expect(furthest(mean, headMean(rows, 1, 2))).toBeLessThan(1e-6);
  });

  it.each([0, -1, 2.5, 5, Number.NaN])('%d outliers of 4 patches are refused', (count) => {
    expect(() => outliers([1, 2, 3, 4], count)).toThrow(expect.objectContaining({ code: 'outlier-count' }));
  });
});
