import { describe, expect, test } from 'vitest';
import { Random } from '../base/random.js';
import { int32, int64, type Value } from '../runtime/index.js';
import { asValue, between, largestDifference, normal, numbers, runOnce, type Sample } from './graph.testing.js';
import * as g from './index.js';
import { causalMask, ropeTable } from './operators/composition-cases.testing.js';

/** Different kernels for one formula must agree to this, float32, inputs of size one. */
const tolerance = 1e-5;

const feed = (samples: Record<string, Sample>): Record<string, Value> =>
  Object.fromEntries(Object.entries(samples).map(([name, sample]) => [name, asValue(sample, 'float32')]));
const leaf = (name: string, { shape }: Sample) => g.input(name, shape);

interface Heads {
  batch: number;
  sequence: number;
  heads: number;
  kvHeads: number;
  width: number;
}

/** Attention in plain loops and double precision: output `[B, S, H·d]`, probabilities `[B, H, S, S]`. */
function attentionByHand(
  q: Sample,
  k: Sample,
  v: Sample,
  mask: Sample,
  { batch, sequence, heads, kvHeads, width }: Heads,
) {
  const output: number[] = Array(batch * sequence * heads * width).fill(0);
  const probabilities: number[] = [];
  for (let b = 0; b < batch; b++) {
    for (let h = 0; h < heads; h++) {
      const group = Math.floor(h / (heads / kvHeads));
      for (let i = 0; i < sequence; i++) {
        const row = (b * sequence + i) * heads * width + h * width;
        const keyRow = (j: number) => (b * sequence + j) * kvHeads * width + group * width;
        const scores = Array.from({ length: sequence }, (_, j) => {
          let dot = 0;
          for (let c = 0; c < width; c++) dot += q.values[row + c] * k.values[keyRow(j) + c];
          return Math.exp(dot / Math.sqrt(width) + mask.values[i * sequence + j]);
        });
        const total = scores.reduce((a, x) => a + x, 0);
        scores.forEach((score, j) => {
          probabilities.push(score / total);
          for (let c = 0; c < width; c++) output[row + c] += (score / total) * v.values[keyRow(j) + c];
        });
      }
    }
  }
  return { output, probabilities };
}

const sizes: Heads[] = [
  { batch: 1, sequence: 1, heads: 1, kvHeads: 1, width: 8 },
  { batch: 2, sequence: 7, heads: 4, kvHeads: 4, width: 8 },
  { batch: 3, sequence: 5, heads: 4, kvHeads: 2, width: 16 },
  { batch: 1, sequence: 33, heads: 6, kvHeads: 1, width: 8 },
];

const samplesOf = ({ batch, sequence, heads, kvHeads, width }: Heads, random: Random) => ({
  q: normal(random, [batch, sequence, heads * width]),
  k: normal(random, [batch, sequence, kvHeads * width]),
  v: normal(random, [batch, sequence, kvHeads * width]),
});

describe('equal: attention', () => {
  test.each(sizes)(
    'training, fast, capture and plain loops, causal: $heads/$kvHeads heads, $sequence places',
    async (size) => {
      const { batch, sequence, heads, kvHeads, width } = size;
      for (const window of [sequence, 3]) {
        const samples = { ...samplesOf(size, new Random(sequence)), mask: causalMask(sequence, window) };
        const [q, k, v, mask] = Object.entries(samples).map(([name, sample]) => leaf(name, sample));
        const plain = g.attention(q, k, v, { heads, kvHeads, mask });
        const last = g.input('last', [batch], 'int32');
        const total = g.input('total', [], 'int32');
        const local = window === sequence ? -1 : window;
        const [fast, keys, values] = g.groupedAttention(q, k, v, last, total, { heads, kvHeads, window: local });
        const split = (x: g.Tensor) => g.transpose(g.reshape(x, [batch, sequence, kvHeads, width]), [0, 2, 1, 3]);
        const result = await runOnce(
          { ...plain, fast, keys, values, k4: split(k), v4: split(v) },
          { ...feed(samples), last: int32(Array(batch).fill(sequence - 1)), total: int32([sequence], []) },
        );
        const expected = attentionByHand(samples.q, samples.k, samples.v, samples.mask, size);
        expect(largestDifference(numbers(result.output), expected.output)).toBeLessThan(tolerance);
        expect(largestDifference(numbers(result.fast), expected.output)).toBeLessThan(tolerance);
        expect(largestDifference(numbers(result.probabilities), expected.probabilities)).toBeLessThan(tolerance);
        expect(numbers(result.keys)).toEqual(numbers(result.k4));
        expect(numbers(result.values)).toEqual(numbers(result.v4));
      }
    },
  );

  test.each(sizes.filter((size) => size.heads === size.kvHeads))(
    'full: one kernel and plain operators, $sequence places',
    async (size) => {
      const samples = samplesOf(size, new Random(2));
      const [q, k, v] = Object.entries(samples).map(([name, sample]) => leaf(name, sample));
      const { output } = g.attention(q, k, v, { heads: size.heads });
      const fused = g.fusedAttention(q, k, v, size.heads);
      const result = await runOnce({ output, fused }, feed(samples));
      expect(largestDifference(numbers(result.fused), numbers(result.output))).toBeLessThan(tolerance);
    },
  );

  test('rows padded on the right: every real position as if the row were alone', async () => {
    const size = { batch: 3, sequence: 6, heads: 4, kvHeads: 2, width: 8 };
    const lengths = [6, 2, 4];
    const samples = { ...samplesOf(size, new Random(3)), mask: causalMask(size.sequence) };
    const [q, k, v, mask] = Object.entries(samples).map(([name, sample]) => leaf(name, sample));
    const last = g.input('last', [3], 'int32');
    const [fast] = g.groupedAttention(q, k, v, last, g.input('total', [], 'int32'), { heads: 4, kvHeads: 2 });
    const { output } = g.attention(q, k, v, { heads: 4, kvHeads: 2, mask });
    const feeds = { ...feed(samples), last: int32(lengths.map((n) => n - 1)), total: int32([6], []) };
    const result = await runOnce({ output, fast }, feeds);
    const rowSize = size.heads * size.width;
    lengths.forEach((length, b) => {
      const real = (value: Value) => numbers(value).slice(b * 6 * rowSize, (b * 6 + length) * rowSize);
      expect(largestDifference(real(result.fast), real(result.output))).toBeLessThan(tolerance);
    });
  });
});

describe('equal: norms', () => {
  const plain = { layerNorm: g.layerNormPlain, rmsNorm: (x: g.Tensor, w: g.Tensor) => g.rmsNormPlain(x, w) };
  const fused = { layerNorm: g.layerNorm, rmsNorm: (x: g.Tensor, w: g.Tensor) => g.rmsNorm(x, w) };

  test.each(['layerNorm', 'rmsNorm'] as const)('%s: kernel and plain operators, values and gradients', async (name) => {
    for (const shape of [[5], [1, 1], [3, 8], [2, 3, 17], [2, 2, 3, 64]]) {
      const random = new Random(shape.length);
      const width = shape.slice(-1);
      const samples = {
        x: normal(random, shape),
        w: normal(random, width),
        b: normal(random, width),
        dy: normal(random, shape),
      };
      const [x, w, b, dy] = Object.entries(samples).map(([key, sample]) => leaf(key, sample));
      const parameters = name === 'layerNorm' ? [x, w, b] : [x, w];
      const both = [fused[name](x, w, b), plain[name](x, w, b)].map((y) => {
        const gradients = g.grad(g.reduceSum(g.mul(y, dy)), parameters);
        return [y, ...gradients];
      });
      const outputs = Object.fromEntries(both.flatMap((list, i) => list.map((tensor, j) => [`${i}.${j}`, tensor])));
      const feeds = feed(samples);
      if (name === 'rmsNorm') delete feeds.b;
      const result = await runOnce(outputs, feeds);
      for (let j = 0; j <= parameters.length; j++) {
        const difference = largestDifference(numbers(result[`0.${j}`]), numbers(result[`1.${j}`]));
        expect(difference, `[${shape}], ${j === 0 ? 'values' : `gradient ${j}`}`).toBeLessThan(tolerance);
      }
    }
  });
});

describe('equal: rope', () => {
  const [batch, sequence, heads, half, places] = [2, 5, 3, 4, 40];

  test('rank 3, rank 4 and the formula (x₁c − x₂s, x₂c + x₁s)', async () => {
    const random = new Random(4);
    const table = ropeTable(places, half);
    const x = normal(random, [batch, sequence, heads * 2 * half]);
    const position = Array.from({ length: batch * sequence }, () => random.integer(0, places - 1));
    const t = leaf('x', x);
    const positions = g.input('positions', [batch, sequence], 'int64');
    const [cos, sin] = [leaf('cos', table.cos), leaf('sin', table.sin)];
    const order = [0, 2, 1, 3];
    const x4 = g.transpose(g.reshape(t, [batch, sequence, heads, 2 * half]), order);
    const result = await runOnce(
      {
        rank3: g.rope(t, positions, cos, sin, heads),
        rank4: g.transpose(g.rope(x4, positions, cos, sin, heads), order),
      },
      { ...feed({ x, ...table }), positions: int64(position, [batch, sequence]) },
    );
    const expected = x.values.map((value, i) => {
      const place = position[Math.floor(i / (heads * 2 * half))];
      const c = i % (2 * half);
      const entry = place * half + (c % half);
      const partner = x.values[c < half ? i + half : i - half];
      return value * table.cos.values[entry] + (c < half ? -partner : partner) * table.sin.values[entry];
    });
    expect(largestDifference(numbers(result.rank3), expected)).toBeLessThan(tolerance);
    expect(numbers(result.rank4)).toEqual(numbers(result.rank3));
  });

  test('law: scores depend on the distance of two places only', async () => {
    const random = new Random(5);
    const table = ropeTable(places, half);
    const samples = { q: normal(random, [1, 1, 2 * half]), k: normal(random, [1, 1, 2 * half]), ...table };
    const [q, k, cos, sin] = Object.entries(samples).map(([name, sample]) => leaf(name, sample));
    const [m, n] = [g.input('m', [1, 1], 'int64'), g.input('n', [1, 1], 'int64')];
    const score = g.reduceSum(g.mul(g.rope(q, m, cos, sin, 1), g.rope(k, n, cos, sin, 1)));
    const at = async (a: number, b: number) =>
      numbers((await runOnce({ score }, { ...feed(samples), m: int64([a], [1, 1]), n: int64([b], [1, 1]) })).score)[0];
    const near = await at(7, 3);
    expect(Math.abs((await at(39, 35)) - near)).toBeLessThan(tolerance);
    expect(Math.abs((await at(7, 5)) - near)).toBeGreaterThan(1e-3);
  });
});

test('equal: matrix products by the fused float32 kernel and by plain operators in float64', async () => {
  const random = new Random(6);
  for (const [transposeA, transposeB] of [
    [true, false],
    [false, true],
    [true, true],
  ]) {
    const a = normal(random, transposeA ? [2, 1, 5, 3] : [2, 1, 3, 5]);
    const b = between(random, transposeB ? [4, 2, 5] : [4, 5, 2], -1, 1);
    const product = (type: 'float32' | 'float64') => {
      const options = { transposeA, transposeB, scale: 0.25 };
      const y = g.matmul(g.input('a', a.shape, type), g.input('b', b.shape, type), options);
      return runOnce({ y }, { a: asValue(a, type), b: asValue(b, type) });
    };
    const [single, double] = [await product('float32'), await product('float64')];
    expect(single.y.shape).toEqual([2, 4, 3, 2]);
    expect(largestDifference(numbers(single.y), numbers(double.y))).toBeLessThan(tolerance);
  }
});
