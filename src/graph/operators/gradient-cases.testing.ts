/** One table of gradient checks: every differentiable operator by its exported name, on random shapes. */
import type { Random } from '../../base/random.js';
import { int64, type Value } from '../../runtime/index.js';
import { between, broadcastPair, type GradientCase, normal, type Precision, randomShape } from '../graph.testing.js';
import * as g from '../index.js';

export interface GradientRow {
  /** Element types whose kernels exist. @default ['float64'] */
  types?: readonly Precision[];
  make(random: Random): GradientCase;
}

/** Kernels that ONNX Runtime has for float32 only: Erf, Softplus, the gates, rotary embedding, statistics of the norms. */
const float32Only: readonly Precision[] = ['float32'];
const both: readonly Precision[] = ['float32', 'float64'];

type Unary = (x: g.Tensor) => g.Tensor;
type Binary = (a: g.Tensor, b: g.Tensor) => g.Tensor;

const unary = (operator: Unary, low = -3, high = 3, types?: readonly Precision[]): GradientRow => ({
  types,
  make: (random) => ({
    leaves: { x: between(random, randomShape(random), low, high) },
    build: ({ x }) => operator(x),
  }),
});

const binary = (operator: Binary, low = -2, high = 2): GradientRow => ({
  make(random) {
    const [a, b] = broadcastPair(random);
    const leaves = { a: normal(random, a), b: between(random, b, low, high) };
    return { leaves, build: (t) => operator(t.a, t.b) };
  },
});

/** `x` and `y` of the same node: gradients of both uses must add up. */
const reused = (operator: Binary): GradientRow => ({
  make: (random) => ({
    leaves: { x: between(random, randomShape(random), 0.5, 2) },
    build: ({ x }) => operator(x, g.mul(x, x)),
  }),
});

const reduction = (operator: typeof g.reduceSum): GradientRow => ({
  make(random) {
    const shape = randomShape(random);
    const axes = random.chance(0.3) ? undefined : [...shape.keys()].filter(() => random.chance(0.5));
    // An empty list of axes means "all" to ONNX and "none" to a reader: not a case.
    const chosen = axes?.length === 0 ? [-1] : axes;
    const keep = random.chance(0.5);
    return { leaves: { x: normal(random, shape) }, build: ({ x }) => operator(x, chosen, keep) };
  },
});

function matmulRow(transposeA: boolean, transposeB: boolean): GradientRow {
  return {
    types: both,
    make(random) {
      const [rows, inner, columns] = randomShape(random, 3);
      const lead = randomShape(random, random.integer(0, 2));
      // One side may lack the leading axes or have ones there.
      const part = lead.slice(random.integer(0, lead.length)).map((size) => (random.chance(0.4) ? 1 : size));
      const [leadA, leadB] = random.chance(0.5) ? [lead, part] : [part, lead];
      const a = [...leadA, ...(transposeA ? [inner, rows] : [rows, inner])];
      const b = [...leadB, ...(transposeB ? [columns, inner] : [inner, columns])];
      const scale = random.pick([1, 0.5, 2]);
      return {
        leaves: { a: normal(random, a), b: normal(random, b) },
        build: (t) => g.matmul(t.a, t.b, { transposeA, transposeB, scale }),
      };
    },
  };
}

const norm = (build: GradientCase['build'], bias: boolean, types?: readonly Precision[]): GradientRow => ({
  types,
  make(random) {
    const shape = [...randomShape(random, random.integer(1, 3)), random.integer(3, 6)];
    const width = [shape[shape.length - 1]];
    const leaves = { x: normal(random, shape), w: normal(random, width) };
    return { leaves: bias ? { ...leaves, b: normal(random, width) } : leaves, build };
  },
});

function ropeRow(rank: 3 | 4): GradientRow {
  return {
    types: float32Only,
    make(random) {
      const [batch, sequence, heads, half, places] = [2, 3, random.integer(1, 3), random.integer(1, 3), 6];
      const x = rank === 3 ? [batch, sequence, heads * 2 * half] : [batch, heads, sequence, 2 * half];
      const angle = between(random, [places, half], 0, 6);
      return {
        leaves: { x: normal(random, x) },
        fixed: {
          positions: integers(random, [batch, sequence], places),
          cos: { ...angle, values: angle.values.map(Math.cos) },
          sin: { ...angle, values: angle.values.map(Math.sin) },
        },
        build: (t) => g.rope(t.x, t.positions, t.cos, t.sin, heads),
      };
    },
  };
}

/** `seesValues`: whether what `pick` returns depends on the values, or on queries and keys only. */
function attentionRow(pick: (result: g.AttentionResult) => g.Tensor, seesValues = true): GradientRow {
  return {
    types: both,
    make(random) {
      const [batch, queries, keys, kvHeads, groups, width] = randomShape(random, 6);
      const heads = kvHeads * groups;
      const q = normal(random, [batch, queries, heads * width]);
      const k = normal(random, [batch, keys, kvHeads * width]);
      const v = normal(random, [batch, keys, kvHeads * width]);
      const mask = between(random, [random.pick([1, batch]), 1, queries, keys], 0, 1);
      // The first key is always visible: a row without any has no softmax.
      const values = mask.values.map((u, i) => (u < 0.4 && i % keys !== 0 ? -1e9 : u));
      const fixed: GradientCase['fixed'] = random.chance(0.6) ? { mask: { ...mask, values } } : {};
      return {
        leaves: { q, k, ...(seesValues && { v }) },
        fixed: { ...fixed, ...(!seesValues && { v }) },
        build: (t) => pick(g.attention(t.q, t.k, t.v, { heads, kvHeads, mask: t.mask })),
      };
    },
  };
}

/** Random int64 ids in [0, count). */
export function integers(random: Random, shape: readonly number[], count: number): Value {
  const size = shape.reduce((product, n) => product * n, 1);
  return int64(
    Array.from({ length: size }, () => random.integer(0, count - 1)),
    shape,
  );
}

const pickRowsRow: GradientRow = {
  make(random) {
    const [rows, picks, width] = [random.integer(1, 6), random.integer(1, 6), random.integer(1, 4)];
    const index = [...Array(rows).keys(), ...Array(picks).fill(rows)];
    const chosen = random.shuffle(index).slice(0, picks);
    const inverse = Array.from({ length: rows }, (_, row) => (chosen.includes(row) ? chosen.indexOf(row) : picks));
    return {
      leaves: { x: normal(random, [rows, width]) },
      fixed: { index: int64(chosen), inverse: int64(inverse) },
      build: (t) => g.pickRows(t.x, t.index, t.inverse),
    };
  },
};

/** Exported name → rows. A differentiable operator missing here fails the test of the table. */
export const gradientTable: Record<string, readonly GradientRow[]> = {
  add: [binary(g.add), reused(g.add), unary((x) => g.add(x, 2))],
  sub: [binary(g.sub), reused(g.sub), unary((x) => g.sub(x, 2))],
  mul: [binary(g.mul), reused(g.mul), unary((x) => g.mul(x, -3))],
  div: [binary(g.div, 0.5, 2), binary(g.div, -2, -0.5), reused(g.div), unary((x) => g.div(x, 3))],
  neg: [unary(g.neg)],
  exp: [unary(g.exp)],
  log: [unary(g.log, 0.3, 3)],
  sqrt: [unary(g.sqrt, 0.3, 3)],
  reciprocal: [unary(g.reciprocal, 0.5, 3), unary(g.reciprocal, -3, -0.5)],
  sigmoid: [unary(g.sigmoid)],
  tanh: [unary(g.tanh)],
  erf: [unary(g.erf, -3, 3, float32Only)],
  logSigmoid: [unary(g.logSigmoid, -8, 8, float32Only)],
  silu: [unary(g.silu, -6, 6, float32Only)],
  quickGelu: [unary(g.quickGelu, -4, 4, float32Only)],
  gelu: [unary(g.gelu, -4, 4, float32Only)],
  geluTanh: [unary(g.geluTanh, -4, 4, float32Only)],
  softmax: [unary(g.softmax)],
  logSoftmax: [unary(g.logSoftmax)],
  reduceSum: [reduction(g.reduceSum)],
  reduceMean: [reduction(g.reduceMean)],
  sumTo: [
    {
      make(random) {
        const [whole, part] = broadcastPair(random).sort((a, b) => b.length - a.length);
        const fits = part.map((size, i) => Math.min(size, whole[whole.length - part.length + i]));
        return { leaves: { x: normal(random, whole) }, build: ({ x }) => g.sumTo(x, fits) };
      },
    },
  ],
  reshape: [
    {
      make(random) {
        const shape = randomShape(random, 3);
        const flat = [shape[0] * shape[1], shape[2]];
        return { leaves: { x: normal(random, shape) }, build: ({ x }) => g.mul(g.reshape(x, flat), 2) };
      },
    },
  ],
  transpose: [
    unary((x) => g.transpose(x, [...x.shape.keys()].reverse())),
    { make: (random) => ({ leaves: { x: normal(random, [2, 3, 4]) }, build: ({ x }) => g.transpose(x) }) },
    {
      make(random) {
        const axes = random.shuffle([0, 1, 2, 3]);
        const x = normal(random, randomShape(random, 4));
        return { leaves: { x }, build: (t) => g.transpose(t.x, axes) };
      },
    },
  ],
  expand: [
    {
      make(random) {
        const whole = randomShape(random, 3);
        const part = whole.map((size) => (random.chance(0.5) ? 1 : size));
        return { leaves: { x: normal(random, part) }, build: ({ x }) => g.expand(x, whole) };
      },
    },
  ],
  slice: [
    {
      make(random) {
        const shape = randomShape(random);
        const axis = random.integer(0, shape.length - 1);
        const start = random.integer(0, shape[axis] - 1);
        const end = random.chance(0.3) ? undefined : random.integer(start + 1, shape[axis]);
        const x = normal(random, shape);
        return { leaves: { x }, build: (t) => g.slice(t.x, axis - shape.length, start, end) };
      },
    },
  ],
  pad: [
    {
      make(random) {
        const shape = randomShape(random);
        const axis = random.integer(0, shape.length - 1);
        const [before, after] = [random.integer(0, 2), random.integer(1, 2)];
        return { leaves: { x: normal(random, shape) }, build: ({ x }) => g.pad(x, axis, before, after) };
      },
    },
  ],
  concat: [
    {
      make(random) {
        const shape = randomShape(random);
        const axis = random.integer(0, shape.length - 1);
        const other = shape.map((size, i) => (i === axis ? random.integer(1, 4) : size));
        const leaves = { a: normal(random, shape), b: normal(random, other) };
        return { leaves, build: ({ a, b }) => g.concat([a, b, a], axis) };
      },
    },
  ],
  matmul: [matmulRow(false, false), matmulRow(true, false), matmulRow(false, true), matmulRow(true, true)],
  linear: [
    {
      types: both,
      make(random) {
        const lead = randomShape(random);
        const [inner, outer] = randomShape(random, 2);
        const leaves = { x: normal(random, [...lead, inner]), w: normal(random, [outer, inner]) };
        return random.chance(0.5)
          ? { leaves, build: (t) => g.linear(t.x, t.w) }
          : { leaves: { ...leaves, b: normal(random, [outer]) }, build: (t) => g.linear(t.x, t.w, t.b) };
      },
    },
  ],
  cast: [unary((x) => g.mul(g.cast(x, 'float64'), 2), -2, 2, float32Only)],
  embed: [
    {
      types: both,
      make(random) {
        // Few rows, many ids: rows used twice must collect both gradients.
        const ids = integers(random, randomShape(random), 3);
        const table = normal(random, [3, random.integer(1, 4)]);
        return { leaves: { table }, fixed: { ids }, build: (t) => g.embed(t.table, t.ids) };
      },
    },
  ],
  pickRows: [pickRowsRow],
  crossEntropy: [
    {
      types: both,
      make(random) {
        const [rows, classes] = [random.integer(1, 5), random.integer(2, 6)];
        return {
          leaves: { logits: normal(random, [rows, classes]) },
          fixed: { targets: integers(random, [rows], classes), weights: between(random, [rows], 0, 1) },
          build: (t) => g.crossEntropy(t.logits, t.targets, t.weights),
        };
      },
    },
  ],
  layerNorm: [norm((t) => g.layerNorm(t.x, t.w, t.b, 1e-3), true, float32Only)],
  layerNormPlain: [norm((t) => g.layerNormPlain(t.x, t.w, t.b, 1e-3), true)],
  rmsNorm: [norm((t) => g.rmsNorm(t.x, t.w, 1e-3), false, float32Only)],
  rmsNormPlain: [norm((t) => g.rmsNormPlain(t.x, t.w, 1e-3), false)],
  rope: [ropeRow(3), ropeRow(4)],
  attention: [
    attentionRow((result) => result.output),
    attentionRow((result) => result.probabilities, false),
    attentionRow(({ output, probabilities }) =>
      g.add(g.reduceSum(g.mul(output, output)), g.reduceSum(g.exp(probabilities))),
    ),
  ],
};

/** Exports that carry no gradient: leaves, comparisons, index makers and kernels for inference. */
export const notDifferentiable = [
  ...['input', 'weight', 'constant', 'minimum', 'argMax', 'equal', 'greaterOrEqual', 'and', 'or', 'oneHot'],
  ...['quantisedLinear', 'emitStoredBlocks'],
  ...['topK', 'fusedAttention', 'groupedAttention'],
];

/** Exports that are not operators. */
export const notOperators = ['Tensor', 'emitModel', 'grad', 'numberOf', 'shapeText', 'sizeOf'];
