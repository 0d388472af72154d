import { describe, expect, test } from 'vitest';
import { Random } from '../../base/random.js';
import { type GradientCase, gradientFaults, normal, randomShape } from '../graph.testing.js';
import * as graph from '../index.js';
import { apply, type Operator } from '../tensor.js';
import { decoderBlock, preferenceLoss, visionBlock } from './composition-cases.testing.js';
import { gradientTable, notDifferentiable, notOperators } from './gradient-cases.testing.js';

/** Each row of the table is drawn this often, with other shapes and numbers every time. */
const draws = 4;

const rows = Object.entries(gradientTable).flatMap(([name, list]) =>
  list.flatMap((row, i) =>
    (row.types ?? (['float64'] as const)).map((type) => [`${name} ${i + 1}, ${type}`, row, type] as const),
  ),
);

test('law: every exported operator has gradient cases or is listed as having no gradient', () => {
  const exported = Object.entries(graph).flatMap(([name, value]) => (typeof value === 'function' ? [name] : []));
  const known = [...Object.keys(gradientTable), ...notDifferentiable, ...notOperators];
  expect(known.sort()).toEqual(exported.sort());
});

describe('law: gradients equal central differences', () => {
  test.each(rows)('%s', async (title, row, type) => {
    for (let seed = 1; seed <= draws; seed++) {
      const random = new Random(seed);
      expect(await gradientFaults(row.make(random), type, random), `${title}, seed ${seed}`).toEqual([]);
    }
  });

  test.each([
    ['decoder block: embed, norm, rope, grouped attention, gate, cross entropy', decoderBlock],
    ['vision block: layer norm, attention, quick GELU, picked rows, projector', visionBlock],
    ['preference loss: log-probabilities of two answers, log sigmoid of a margin', preferenceLoss],
  ])('%s', async (_, make) => {
    const random = new Random(11);
    expect(await gradientFaults(make(random), 'float32', random)).toEqual([]);
  });
});

describe('law: a gradient is a graph again', () => {
  /** The gradient of Σ y² along `x`, as an output to be differentiated once more. */
  const second = (build: (x: graph.Tensor) => graph.Tensor, low: number): GradientCase => {
    const random = new Random(5);
    const sample = normal(random, randomShape(random, 2));
    const x = { ...sample, values: sample.values.map((v) => low + Math.abs(v)) };
    return { leaves: { x }, build: (t) => gradientOfSquares(build(t.x), t.x) };
  };
  const gradientOfSquares = (y: graph.Tensor, x: graph.Tensor) => graph.grad(graph.reduceSum(graph.mul(y, y)), [x])[0];

  test.each<[string, (x: graph.Tensor) => graph.Tensor]>([
    ['exp', graph.exp],
    ['log', graph.log],
    ['sqrt', graph.sqrt],
    ['reciprocal', graph.reciprocal],
    ['tanh', graph.tanh],
    ['softmax', graph.softmax],
    ['logSoftmax', graph.logSoftmax],
    ['matmul', (x) => graph.matmul(x, x, { transposeB: true })],
    ['div', (x) => graph.div(x, graph.add(x, 1))],
    ['layout', (x) => graph.pad(graph.concat([graph.slice(x, 0, 0, 1), x], 0), 1, 1, 0)],
  ])('second derivative: %s', async (_, build) => {
    expect(await gradientFaults(second(build, 0.5), 'float64', new Random(6))).toEqual([]);
  });

  test('second derivative: attention, picked rows', async () => {
    const random = new Random(7);
    const attention = gradientTable.attention[0].make(random);
    const leaves = { q: attention.leaves.q, ...attention.leaves };
    const build: GradientCase['build'] = (t) => gradientOfSquares(attention.build(t), t.q);
    expect(await gradientFaults({ ...attention, leaves, build }, 'float64', random)).toEqual([]);
    const picked = gradientTable.pickRows[0].make(random);
    const twice: GradientCase = { ...picked, build: (t) => gradientOfSquares(graph.exp(picked.build(t)), t.x) };
    expect(await gradientFaults(twice, 'float64', random)).toEqual([]);
  });

  test('fused norms refuse a second derivative instead of a wrong one', () => {
    const [x, w] = [graph.input('x', [2, 4]), graph.input('w', [4])];
    const twice = (y: graph.Tensor) => () => graph.grad(graph.reduceSum(graph.mul(gradientOfSquares(y, x), 2)), [x]);
    expect(twice(graph.layerNorm(x, w, w))).toThrow(expect.objectContaining({ code: 'gradient-second-order' }));
    expect(twice(graph.rmsNorm(x, w))).toThrow(expect.objectContaining({ code: 'gradient-second-order' }));
    expect(twice(graph.rmsNormPlain(x, w))).not.toThrow();
  });
});

test('the check itself notices a gradient that is off by one percent', async () => {
  const crooked: Operator = {
    name: 'crooked',
    infer: ([x]) => [x],
    emit: (emitter, inputs) => [emitter.node('Exp', inputs)],
    grad: ([dy], { outputs: [y] }) => [graph.mul(graph.mul(dy!, y), 1.01)],
  };
  const random = new Random(1);
  const leaves = { x: normal(random, [3]) };
  const faults = (type: 'float32' | 'float64') =>
    gradientFaults({ leaves, build: ({ x }) => apply(crooked, [x], undefined) }, type, random);
  expect(await faults('float64')).not.toEqual([]);
  expect(await faults('float32')).not.toEqual([]);
});
