/** Gradient cases made of many operators, wired as the models and losses wire them. */
import type { Random } from '../../base/random.js';
import { int64 } from '../../runtime/index.js';
import { between, type GradientCase, normal, type Sample } from '../graph.testing.js';
import * as g from '../index.js';
import { integers } from './gradient-cases.testing.js';

const scaled = (sample: Sample, factor: number): Sample => ({
  ...sample,
  values: sample.values.map((v) => v * factor),
});

/** Weights with the spread of a real initialisation, so that the softmaxes stay soft. */
const matrix = (random: Random, out: number, into: number) => scaled(normal(random, [out, into]), 1 / Math.sqrt(into));
const around1 = (random: Random, width: number) => between(random, [width], 0.5, 1.5);

/** Rotary tables `[places, half]` for a base of 100. */
export function ropeTable(places: number, half: number): { cos: Sample; sin: Sample } {
  const angles = Array.from({ length: places * half }, (_, i) => Math.floor(i / half) * 100 ** (-(i % half) / half));
  const shape = [places, half];
  return { cos: { shape, values: angles.map(Math.cos) }, sin: { shape, values: angles.map(Math.sin) } };
}

/** Additive mask `[1, 1, S, S]`: zero up to `window` positions back, −1e9 elsewhere. */
export function causalMask(sequence: number, window = sequence): Sample {
  const values = Array.from({ length: sequence * sequence }, (_, i) => {
    const back = Math.floor(i / sequence) - (i % sequence);
    return back >= 0 && back < window ? 0 : -1e9;
  });
  return { shape: [1, 1, sequence, sequence], values };
}

/** One Llama layer between an embedding table and a cross entropy; the table is tied to the head. */
export function decoderBlock(random: Random): GradientCase {
  const [batch, sequence, width, inner, vocabulary, heads, kvHeads] = [2, 4, 8, 12, 6, 4, 2];
  const half = width / heads / 2;
  return {
    leaves: {
      table: matrix(random, vocabulary, width),
      norm1: around1(random, width),
      wq: matrix(random, width, width),
      wk: matrix(random, kvHeads * 2 * half, width),
      wv: matrix(random, kvHeads * 2 * half, width),
      wo: matrix(random, width, width),
      norm2: around1(random, width),
      up: matrix(random, inner, width),
      gate: matrix(random, inner, width),
      down: matrix(random, width, inner),
    },
    fixed: {
      ids: integers(random, [batch, sequence], vocabulary),
      positions: int64([0, 1, 2, 3, 3, 4, 5, 6], [batch, sequence]),
      ...ropeTable(7, half),
      mask: causalMask(sequence),
      targets: integers(random, [batch * sequence], vocabulary),
      weights: between(random, [batch * sequence], 0, 0.3),
    },
    build(t) {
      const turn = (x: g.Tensor, count: number) => g.rope(x, t.positions, t.cos, t.sin, count);
      const x = g.embed(t.table, t.ids);
      const h = g.rmsNorm(x, t.norm1);
      const [q, k, v] = [turn(g.linear(h, t.wq), heads), turn(g.linear(h, t.wk), kvHeads), g.linear(h, t.wv)];
      const attended = g.add(x, g.linear(g.attention(q, k, v, { heads, kvHeads, mask: t.mask }).output, t.wo));
      const z = g.rmsNorm(attended, t.norm2);
      const mixed = g.linear(g.mul(g.silu(g.linear(z, t.gate)), g.linear(z, t.up)), t.down);
      const rows = g.reshape(g.add(attended, mixed), [batch * sequence, width]);
      return g.crossEntropy(g.linear(rows, t.table), t.targets, t.weights);
    },
  };
}

/** One CLIP layer with its CLS row, whose patch rows are picked and projected as in LLaVA. */
export function visionBlock(random: Random): GradientCase {
  const [tiles, patches, width, text, heads] = [2, 3, 8, 5, 2];
  return {
    leaves: {
      patches: normal(random, [tiles, patches, width]),
      cls: normal(random, [1, 1, width]),
      norm: around1(random, width),
      bias: normal(random, [width]),
      qkv: matrix(random, 3 * width, width),
      up: matrix(random, 2 * width, width),
      down: matrix(random, width, 2 * width),
      project: matrix(random, text, width),
    },
    fixed: { index: int64([4, 6, 0, 3]), inverse: int64([2, 4, 4, 3, 0, 4]) },
    build(t) {
      const x = g.concat([g.expand(t.cls, [tiles, 1, width]), t.patches], 1);
      const h = g.linear(g.layerNorm(x, t.norm, t.bias), t.qkv);
      const [q, k, v] = [0, 1, 2].map((i) => g.slice(h, 2, i * width, (i + 1) * width));
      const attended = g.add(x, g.attention(q, k, v, { heads }).output);
      const mixed = g.add(attended, g.linear(g.quickGelu(g.linear(attended, t.up)), t.down));
      const rows = g.reshape(g.slice(mixed, 1, 1), [tiles * patches, width]);
      return g.gelu(g.linear(g.pickRows(rows, t.index, t.inverse), t.project));
    },
  };
}

/** −log σ(β·(chosen − rejected)) of two answers' summed log-probabilities, as preference training computes it. */
export function preferenceLoss(random: Random): GradientCase {
  const [pairs, length, classes] = [3, 2, 5];
  return {
    leaves: {
      chosen: normal(random, [pairs, length, classes]),
      rejected: normal(random, [pairs, length, classes]),
    },
    fixed: { a: integers(random, [pairs, length], classes), b: integers(random, [pairs, length], classes) },
    build(t) {
      const total = (logits: g.Tensor, ids: g.Tensor) =>
        g.reduceSum(g.mul(g.logSoftmax(logits), g.oneHot(ids, classes)), [1, 2]);
      const margin = g.sub(total(t.chosen, t.a), total(t.rejected, t.b));
      return g.neg(g.reduceMean(g.logSigmoid(g.mul(margin, 0.5))));
    },
  };
}
