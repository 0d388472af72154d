import { describe, expect, test } from 'vitest';
import { Random } from '../../base/random.js';
import { float32, int64, type Value } from '../../runtime/index.js';
import { asValue, between, normal, numbers, runOnce } from '../graph.testing.js';
import * as g from '../index.js';

/** What operators compute, against JavaScript's own arithmetic: a gradient check cannot see a wrong formula. */

const close = (actual: Value, expected: readonly number[], digits = 5) => {
  expect(actual.data.length).toBe(expected.length);
  expected.forEach((value, i) => {
    const scale = Math.max(1, Math.abs(value));
    expect(Number(actual.data[i]) / scale, `entry ${i}`).toBeCloseTo(value / scale, digits);
  });
};

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
/** erf by its Maclaurin series, good for |x| ≤ 3. */
const erf = (x: number) => {
  let [term, sum] = [x, x];
  for (let n = 1; n < 60; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
};

describe('element by element', () => {
  test.each<[string, (x: g.Tensor) => g.Tensor, (x: number) => number, number]>([
    ['neg', g.neg, (x) => -x, -3],
    ['exp', g.exp, Math.exp, -3],
    ['log', g.log, Math.log, 0.01],
    ['sqrt', g.sqrt, Math.sqrt, 0],
    ['reciprocal', g.reciprocal, (x) => 1 / x, 0.1],
    ['sigmoid', g.sigmoid, sigmoid, -3],
    ['tanh', g.tanh, Math.tanh, -3],
    ['erf', g.erf, erf, -3],
    ['logSigmoid', g.logSigmoid, (x) => -Math.log1p(Math.exp(-x)), -3],
    ['silu', g.silu, (x) => x * sigmoid(x), -3],
    ['quickGelu', g.quickGelu, (x) => x * sigmoid(1.702 * x), -3],
    ['gelu', g.gelu, (x) => (x / 2) * (1 + erf(x / Math.SQRT2)), -3],
    ['geluTanh', g.geluTanh, (x) => (x / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))), -3],
    ['minimum', (x) => g.minimum(x, 0.5), (x) => Math.min(x, 0.5), -3],
  ])('%s', async (_, operator, formula, low) => {
    // 67 entries: past the width of the vector units, so that both loops of a kernel run.
    const x = between(new Random(1), [67], low, 3);
    const { y } = await runOnce({ y: operator(g.input('x', [67])) }, { x: asValue(x, 'float32') });
    close(y, Array.from(Float32Array.from(x.values), formula), 4);
  });

  test('log sigmoid stays finite and exact at both ends', async () => {
    const x = g.input('x', [4]);
    const y = g.logSigmoid(x);
    const [dx] = g.grad(g.reduceSum(y), [x]);
    const result = await runOnce({ y, dx }, { x: float32([-1000, -50, 50, 1000]) });
    close(result.y, [-1000, -50, 0, 0]);
    close(result.dx, [1, 1, 0, 0]);
  });

  test('the gradient of a logarithm is the reciprocal down to the smallest numbers', async () => {
    const x = g.input('x', [3]);
    const [dx] = g.grad(g.reduceSum(g.log(x)), [x]);
    const result = await runOnce({ dx }, { x: float32([1e-30, 1, 1e30]) });
    expect(numbers(result.dx).map((v) => Number(v.toPrecision(5)))).toEqual([1e30, 1, 1e-30]);
  });
});

describe('comparisons and indices', () => {
  test('equal, greaterOrEqual, and, or broadcast', async () => {
    const [a, b] = [g.input('a', [3], 'int64'), g.input('b', [2, 1], 'int64')];
    const same = g.equal(a, b);
    const more = g.greaterOrEqual(a, b);
    const result = await runOnce(
      { same, more, and: g.and(same, more), or: g.or(same, g.greaterOrEqual(b, a)) },
      { a: int64([1, 2, 3]), b: int64([2, 3], [2, 1]) },
    );
    expect(numbers(result.same)).toEqual([0, 1, 0, 0, 0, 1]);
    expect(numbers(result.more)).toEqual([0, 1, 1, 0, 0, 1]);
    expect(numbers(result.and)).toEqual([0, 1, 0, 0, 0, 1]);
    expect(numbers(result.or)).toEqual([1, 1, 0, 1, 1, 1]);
    expect([result.same.type, result.same.shape]).toEqual(['bool', [2, 3]]);
  });

  test('argMax takes the first of equals', async () => {
    const y = g.argMax(g.input('x', [3, 3]));
    const result = await runOnce({ y }, { x: float32([1, 2, 2, 5, 5, 5, -3, -2, -1], [3, 3]) });
    expect(numbers(result.y)).toEqual([1, 0, 2]);
    expect(y.shape).toEqual([3]);
  });

  test('topK sorts downwards, the lower index first on ties', async () => {
    const x = g.input('x', [2, 4]);
    const result = await runOnce(
      { three: g.topK(x, 3), all: g.topK(x, 4) },
      { x: float32([1, 3, 3, 2, -1, -2, -1, -1], [2, 4]) },
    );
    expect([result.three.type, result.three.shape]).toEqual(['int64', [2, 3]]);
    expect(numbers(result.three)).toEqual([1, 2, 3, 0, 2, 3]);
    expect(numbers(result.all)).toEqual([1, 2, 3, 0, 0, 2, 3, 1]);
    for (const count of [0, 5]) expect(() => g.topK(x, count)).toThrow(/topK/);
  });

  test('oneHot gives zero rows for ids outside the depth', async () => {
    const y = g.oneHot(g.input('ids', [4], 'int64'), 3);
    const result = await runOnce({ y }, { ids: int64([2, 0, 3, 99]) });
    expect(numbers(result.y)).toEqual([0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  test('embed takes rows, pickRows knows a row of zeros', async () => {
    const table = g.input('table', [3, 2]);
    const [ids, index, inverse] = [
      g.input('ids', [2, 2], 'int64'),
      g.input('index', [4], 'int64'),
      g.input('inverse', [3], 'int64'),
    ];
    const result = await runOnce(
      { rows: g.embed(table, ids), picked: g.pickRows(table, index, inverse) },
      {
        table: float32([1, 2, 3, 4, 5, 6], [3, 2]),
        ids: int64([2, 0, 0, 1], [2, 2]),
        index: int64([3, 2, 3, 0]),
        inverse: int64([3, 4, 1]),
      },
    );
    expect(result.rows.shape).toEqual([2, 2, 2]);
    expect(numbers(result.rows)).toEqual([5, 6, 1, 2, 1, 2, 3, 4]);
    expect(numbers(result.picked)).toEqual([0, 0, 5, 6, 0, 0, 1, 2]);
  });
});

describe('layout', () => {
  const x = float32([1, 2, 3, 4, 5, 6], [2, 3]);
  const t = g.input('x', [2, 3]);

  test.each<[string, g.Tensor, number[], number[]]>([
    ['transpose', g.transpose(t), [3, 2], [1, 4, 2, 5, 3, 6]],
    ['reshape', g.reshape(t, [3, 2]), [3, 2], [1, 2, 3, 4, 5, 6]],
    ['expand', g.expand(g.reshape(t, [2, 1, 3]), [2, 2, 3]), [2, 2, 3], [1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6]],
    ['slice', g.slice(t, -1, 1, 3), [2, 2], [2, 3, 5, 6]],
    ['slice to the end', g.slice(t, 0, 1), [1, 3], [4, 5, 6]],
    ['pad', g.pad(t, 1, 1, 2), [2, 6], [0, 1, 2, 3, 0, 0, 0, 4, 5, 6, 0, 0]],
    ['concat', g.concat([t, g.slice(t, 0, 0, 1)], 0), [3, 3], [1, 2, 3, 4, 5, 6, 1, 2, 3]],
    ['reduceSum', g.reduceSum(t, [0]), [3], [5, 7, 9]],
    ['reduceMean, axis kept', g.reduceMean(t, [-1], true), [2, 1], [2, 5]],
    ['reduceSum of everything', g.reduceSum(t), [], [21]],
    ['sumTo', g.sumTo(t, [2, 1]), [2, 1], [6, 15]],
  ])('%s', async (_, y, shape, values) => {
    const result = await runOnce({ y }, { x });
    expect(y.shape).toEqual(shape);
    expect(result.y.shape).toEqual(shape);
    expect(numbers(result.y)).toEqual(values);
  });
});

test('cast rounds towards zero and keeps int64 exact', async () => {
  const x = g.input('x', [3]);
  const result = await runOnce(
    { whole: g.cast(x, 'int64'), back: g.cast(g.cast(x, 'int64'), 'float32') },
    { x: float32([1.9, -1.9, 16777216]) },
  );
  expect([...result.whole.data]).toEqual([1n, -1n, 16777216n]);
  expect(numbers(result.back)).toEqual([1, -1, 16777216]);
});

test('softmax, its logarithm and cross entropy, also far from zero', async () => {
  const random = new Random(2);
  const [rows, classes] = [4, 5];
  const logits = normal(random, [rows, classes]);
  // Row 0 would overflow without the subtraction of its maximum.
  const values = logits.values.map((v, i) => (i < classes ? v + 500 : v));
  const targets = [3, 0, 4, 4];
  const weights = [0.1, 0, 0.5, 1];
  const t = g.input('x', [rows, classes]);
  const result = await runOnce(
    {
      probabilities: g.softmax(t),
      logs: g.logSoftmax(t),
      loss: g.crossEntropy(t, g.input('targets', [rows], 'int64'), g.input('weights', [rows])),
    },
    { x: asValue({ ...logits, values }, 'float32'), targets: int64(targets), weights: float32(weights) },
  );
  const logs = Array.from({ length: rows }, (_, r) => {
    const row = values.slice(r * classes, (r + 1) * classes);
    const max = Math.max(...row);
    const total = Math.log(row.reduce((sum, v) => sum + Math.exp(v - max), 0)) + max;
    return row.map((v) => v - total);
  });
  close(result.logs, logs.flat(), 4);
  close(result.probabilities, logs.flat().map(Math.exp), 4);
  close(result.loss, [-targets.reduce((sum, target, r) => sum + weights[r] * logs[r][target], 0)], 4);
});
