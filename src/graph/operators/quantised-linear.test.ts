import { describe, expect, test } from 'vitest';
import { Random } from '../../base/random.js';
import { float32, Program, type Value } from '../../runtime/index.js';
import { largestDifference, numbers } from '../graph.testing.js';
import {
  type Activations,
  embed,
  input,
  linear,
  mul,
  quantisedLinear,
  type Tensor,
  type WeightSource,
  weight,
} from '../index.js';

interface Case {
  bits: 4 | 8;
  block: number;
  /** N, K, rows of x. */
  outputs: number;
  inputs: number;
  rows: number;
  zeroPoints: boolean;
  bias: boolean;
}

const bytesOf = (data: ArrayBufferView) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
const packed = (codes: number[], bits: number) =>
  bits === 8
    ? Uint8Array.from(codes)
    : Uint8Array.from({ length: Math.ceil(codes.length / 2) }, (_, i) => codes[2 * i] | ((codes[2 * i + 1] ?? 0) << 4));

/** Random codes, scales of both signs and zero points, packed row by row, and the weights that they stand for. */
function randomWeight({ bits, block, outputs, inputs, zeroPoints }: Case, random: Random) {
  const blocks = Math.ceil(inputs / block);
  const codes: number[] = [];
  const scales: number[] = [];
  const zeros: number[] = [];
  const weights: number[] = [];
  for (let row = 0; row < outputs; row++) {
    for (let b = 0; b < blocks; b++) {
      const scale = Math.fround(random.normal() * 2 ** -bits);
      const zero = zeroPoints ? random.integer(0, 2 ** bits - 1) : 2 ** (bits - 1);
      scales.push(scale);
      zeros.push(zero);
      for (let i = 0; i < block; i++) {
        const code = random.integer(0, 2 ** bits - 1);
        codes.push(code);
        if (b * block + i < inputs) weights.push((code - zero) * scale);
      }
    }
  }
  const zeroRows = Array.from({ length: outputs }, (_, row) => [
    ...packed(zeros.slice(row * blocks, (row + 1) * blocks), bits),
  ]);
  return {
    weights,
    stored: {
      codes: packed(codes, bits),
      scales: bytesOf(Float32Array.from(scales)),
      zeros: Uint8Array.from(zeroRows.flat()),
      bias: bytesOf(Float32Array.from({ length: outputs }, () => random.normal())),
    } as Record<string, Uint8Array>,
    blocks,
  };
}

/** Both products of the same numbers, and the root mean square of their difference relative to the result. */
async function compare(shape: Case, activations: Activations, seed: number): Promise<number> {
  const random = new Random(seed);
  const { bits, block, outputs, inputs, rows } = shape;
  const { weights, stored, blocks } = randomWeight(shape, random);
  const x = input('x', ['rows', inputs]);
  const bias = shape.bias ? weight('bias', [outputs]) : undefined;
  const quantised = quantisedLinear(
    x,
    {
      bits,
      block,
      codes: weight('codes', [outputs, blocks, (block * bits) / 8], 'uint8'),
      scales: weight('scales', [outputs, blocks]),
      zeroPoints: shape.zeroPoints ? weight('zeros', [outputs, Math.ceil((blocks * bits) / 8)], 'uint8') : undefined,
    },
    { bias, activations },
  );
  const plain = linear(x, weight('w', [outputs, inputs]), bias);
  stored.w = bytesOf(Float32Array.from(weights));
  const program = await Program.compile({ quantised, plain }, (name) => ({ data: stored[name] }), { threads: 1 });
  const values = Float32Array.from({ length: rows * inputs }, () => random.normal());
  const result: Record<string, Value> = await program.run({ x: float32(values, [rows, inputs]) });
  await program.dispose();
  expect(result.quantised.shape).toEqual([rows, outputs]);
  const [got, expected] = [numbers(result.quantised), numbers(result.plain)];
  const energy = expected.reduce((sum, value) => sum + value * value, 0);
  return Math.sqrt(expected.reduce((sum, value, i) => sum + (got[i] - value) ** 2, 0) / energy);
}

const base: Case = { bits: 4, block: 32, outputs: 24, inputs: 96, rows: 5, zeroPoints: false, bias: false };
const cases: [string, Partial<Case>][] = [
  ['4 bits', {}],
  ['8 bits', { bits: 8 }],
  ['one row, as in decode', { rows: 1, outputs: 64, inputs: 256 }],
  ['8 bits, one row', { bits: 8, rows: 1, outputs: 64, inputs: 256 }],
  ['bias', { bias: true }],
  ['4 bits, zero points, an odd number of blocks', { zeroPoints: true, bias: true }],
  ['8 bits, zero points', { bits: 8, zeroPoints: true }],
  ['inputs that do not fill the last block', { inputs: 72, bias: true }],
  ['odd outputs, block 64', { outputs: 7, block: 64, inputs: 128, rows: 3 }],
];

describe('quantisedLinear equals the product with the dequantised weight', () => {
  test.each(cases)('%s, float32 activations', async (_, change) => {
    expect(await compare({ ...base, ...change }, 'float32', 1)).toBeLessThan(2e-6);
  });

  test.each(cases)('%s, int8 activations: within what rounding inputs to 8 bits costs', async (_, change) => {
    const error = await compare({ ...base, ...change }, 'int8', 2);
    expect(error).toBeLessThan(0.015);
  });
});

test('the sizes of codes, scales and zero points follow from the input', () => {
  const x = input('x', ['B', 'S', 96]);
  const codes = weight('codes', [24, 3, 16], 'uint8');
  const scales = weight('scales', [24, 3]);
  const y = quantisedLinear(x, { bits: 4, block: 32, codes, scales });
  expect([y.type, y.shape]).toEqual(['float32', ['B', 'S', 24]]);
  const faults: [string, () => Tensor][] = [
    ['codes of another width', () => quantisedLinear(x, { bits: 8, block: 32, codes, scales })],
    ['another block', () => quantisedLinear(x, { bits: 4, block: 64, codes, scales })],
    ['scales of another size', () => quantisedLinear(x, { bits: 4, block: 32, codes, scales: weight('s', [24, 4]) })],
    [
      'a zero point per block',
      () => quantisedLinear(x, { bits: 4, block: 32, codes, scales, zeroPoints: weight('z', [24, 3], 'uint8') }),
    ],
    [
      'a bias of another size',
      () => quantisedLinear(x, { bits: 4, block: 32, codes, scales }, { bias: weight('b', [23]) }),
    ],
    ['float codes', () => quantisedLinear(x, { bits: 4, block: 32, codes: weight('c', [24, 3, 16]), scales })],
  ];
  for (const [what, build] of faults) {
    expect(build, what).toThrow(expect.objectContaining({ code: 'graph-shape' }));
  }
});

describe('a weight that its source stores in blocks', () => {
  const random = new Random(4);
  const { weights, stored } = randomWeight(base, random);
  const { bits, block, outputs, inputs } = base;
  const blocks: WeightSource = { bits, block, codes: { data: stored.codes }, scales: { data: stored.scales } };
  const source = (name: string): WeightSource =>
    name === 'w' ? { ...blocks, activations: 'float32' } : { data: stored.bias };
  const x = input('x', [3, inputs]);
  const w = weight('w', [outputs, inputs]);
  const values = float32(
    Float32Array.from({ length: 3 * inputs }, () => random.normal()),
    [3, inputs],
  );

  test('equal: linear gives what it gives with plain numbers, also where two read one weight', async () => {
    const outputsOf = () => ({ y: linear(x, w, weight('bias', [outputs])), twice: linear(mul(x, 2), w) });
    const plain = { data: bytesOf(Float32Array.from(weights)) };
    const results = [];
    for (const of of [source, (name: string) => (name === 'w' ? plain : source(name))]) {
      const program = await Program.compile(outputsOf(), of, { threads: 1 });
      results.push(await program.run({ x: values }));
      await program.dispose();
    }
    const [inBlocks, expected] = results;
    for (const name of ['y', 'twice']) {
      expect(largestDifference(numbers(inBlocks[name]), numbers(expected[name])), name).toBeLessThan(1e-4);
    }
  });

  test.each<[string, Record<string, Tensor>]>([
    ['added', { y: mul(w, 2) }],
    ['looked up, also beside a linear', { y: linear(x, w), rows: embed(w, input('ids', [1], 'int64')) }],
    ['multiplied from the left', { y: linear(w, weight('v', [2, inputs])) }],
    ['an output', { w }],
  ])('refused where it is %s', async (_, graph) => {
    const compiled = Program.compile(graph, (name) => (name === 'v' ? 'input' : source(name)));
    await expect(compiled).rejects.toEqual(expect.objectContaining({ code: 'weight-quantised' }));
  });

  test('blocks that do not fill the shape are refused', async () => {
    const short = { ...blocks, codes: { data: stored.codes.subarray(1) } } as WeightSource;
    const compiled = Program.compile({ y: linear(x, w) }, () => short);
    await expect(compiled).rejects.toEqual(expect.objectContaining({ code: 'session-create' }));
  });
});
