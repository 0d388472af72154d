/**
 * What choices of block quantisation cost in accuracy, on normal weights and on the weights of tesserae-nano.
 *
 *     node dist-bench/bench/quantise-error.js
 *
 * `error`: root mean square of what is lost, relative to the weights (or to the product, for `product` rows).
 */
import { Random } from '../src/base/random.js';
import { type Activations, input, linear, weight } from '../src/graph/index.js';
import { float32, Program } from '../src/runtime/index.js';
import { type Bits, blockSize, loadFloat32, openModelFolder, quantiseMatrix } from '../src/weights/index.js';
import { blockScale, nearest } from '../src/weights/quantise/block-scale.js';
import { writeRow } from './rows.js';

/** Squared error of one block. */
type Choice = (block: Float32Array, bits: Bits) => number;

const half = (bits: Bits) => 2 ** (bits - 1);
const largestOf = (block: Float32Array) => block.reduce((m, w) => (Math.abs(w) > Math.abs(m) ? w : m), 0);
const withScale = (block: Float32Array, scale: number, bits: Bits) =>
  block.reduce((sum, w) => sum + (w - scale * (scale && nearest(w / scale, half(bits)))) ** 2, 0);

/** The true optimum: between two scales at which a weight changes its step, steps are fixed and so is the best scale. */
function optimum(block: Float32Array, bits: Bits): number {
  const changes = [...block].flatMap((w) =>
    Array.from({ length: 2 * half(bits) - 1 }, (_, i) => (i - half(bits) + 0.5) / (w || Number.POSITIVE_INFINITY)),
  );
  changes.sort((a, b) => a - b);
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i + 1 < changes.length; i++) {
    const inverse = (changes[i] + changes[i + 1]) / 2;
    let [wq, qq, ww] = [0, 0, 0];
    for (const w of block) {
      const q = nearest(w * inverse, half(bits));
      wq += w * q;
      qq += q * q;
      ww += w * w;
    }
    if (qq > 0) best = Math.min(best, ww - (wq * wq) / qq);
  }
  return best;
}

/** Smallest and largest weight at the ends of the range, with a zero point of its own per block. */
function zeroPoint(block: Float32Array, bits: Bits): number {
  const [low, high] = [Math.min(0, ...block), Math.max(0, ...block)];
  const most = 2 ** bits - 1;
  const scale = (high - low) / most || 1;
  const zero = Math.round(-low / scale);
  const code = (w: number) => Math.min(most, Math.max(0, Math.round(w / scale) + zero));
  return block.reduce((sum, w) => sum + (w - scale * (code(w) - zero)) ** 2, 0);
}

/** What `quantiseMatrix` does. */
function searched(block: Float32Array, bits: Bits): number {
  return withScale(block, blockScale(block, 0, block.length, bits), bits);
}

const choices: Record<string, { choose: Choice; every?: number }> = {
  'largest weight on the upper end': { choose: (b, bits) => withScale(b, largestOf(b) / (half(bits) - 1), bits) },
  'largest weight on the lower end': { choose: (b, bits) => withScale(b, largestOf(b) / -half(bits), bits) },
  'zero point per block': { choose: zeroPoint },
  'searched scale': { choose: searched },
  'searched scale, on a sample': { choose: searched, every: 20 },
  'true optimum, on that sample': { choose: optimum, every: 20 },
};

/** Every 32nd block: the figures stand to three digits. */
const stride = 32;

function relativeError(
  matrices: readonly Float32Array[],
  { choose, every = 1 }: { choose: Choice; every?: number },
  bits: Bits,
) {
  let [lost, energy] = [0, 0];
  for (const values of matrices) {
    for (let start = 0; start + blockSize <= values.length; start += blockSize * stride * every) {
      const block = values.subarray(start, start + blockSize);
      lost += choose(block, bits);
      energy += block.reduce((sum, w) => sum + w * w, 0);
    }
  }
  return Math.sqrt(lost / energy);
}

const round = (value: number) => Number(value.toPrecision(4));
const random = new Random(1);
const normals = (count: number) => Float32Array.from({ length: count }, () => random.normal());
const layers = /layers\.\d+\..*(_proj|fc\d)\.weight$/;
const { weights } = openModelFolder('models/tesserae-nano');
const references = [...weights].filter(([name]) => layers.test(name)).map(([, reference]) => reference);
const sets = { normal: [normals(2 ** 22)], 'tesserae-nano': references.map(loadFloat32) };

for (const [set, matrices] of Object.entries(sets)) {
  for (const bits of [4, 8] as const) {
    for (const [choice, how] of Object.entries(choices)) {
      writeRow('quantise-error', {
        kind: 'weights',
        set,
        bits,
        block: blockSize,
        choice,
        error: round(relativeError(matrices, how, bits)),
      });
    }
  }
}

/** Inputs rounded to 8 bits or not: the product of one matrix of nano with normal rows. */
const [rows, columns] = references[0].shape;
const values = sets['tesserae-nano'][0];
const x = float32(normals(64 * columns), [64, columns]);
const bytes = (data: Float32Array) => ({ data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) });
async function product(source: Parameters<typeof Program.compile>[1]): Promise<Float32Array> {
  const y = linear(input('x', [64, columns]), weight('w', [rows, columns]));
  const program = await Program.compile({ y }, source);
  const result = await program.run({ x });
  await program.dispose();
  return result.y.data as Float32Array;
}
const exact = await product(() => bytes(values));
for (const bits of [4, 8] as const) {
  const { codes, scales } = quantiseMatrix(values, rows, columns, bits);
  for (const activations of ['float32', 'int8'] satisfies Activations[]) {
    const y = await product(() => ({
      bits,
      block: blockSize,
      activations,
      codes: { data: codes },
      scales: bytes(scales),
    }));
    const squares = (of: (i: number) => number) => exact.reduce((sum, _, i) => sum + of(i) ** 2, 0);
    const error = Math.sqrt(squares((i) => y[i] - exact[i]) / squares((i) => exact[i]));
    writeRow('quantise-error', {
      kind: 'product',
      set: 'tesserae-nano',
      bits,
      block: blockSize,
      activations,
      error: round(error),
    });
  }
}
