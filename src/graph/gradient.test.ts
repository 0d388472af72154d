import { describe, expect, test } from 'vitest';
import { float32, int64 } from '../runtime/index.js';
import { numbers, runOnce } from './graph.testing.js';
import * as g from './index.js';
import { topological } from './tensor.js';

const coded = (code: string) => expect.objectContaining({ name: 'TesseraeError', code });

describe('grad', () => {
  test('refuses a loss that is no scalar', () => {
    const x = g.input('x', [2]);
    expect(() => g.grad(x, [x])).toThrow(coded('gradient-loss'));
  });

  test('names what does not reach the loss: strangers, indices, masks, weights of a cross entropy', () => {
    const [x, other] = [g.input('x', [2, 3]), g.input('other', [2])];
    const loss = g.reduceSum(x);
    expect(() => g.grad(loss, [x, other])).toThrow(coded('gradient-unreached'));
    const weights = g.input('weights', [2]);
    const entropy = g.crossEntropy(x, g.input('targets', [2], 'int64'), weights);
    expect(() => g.grad(entropy, [weights])).toThrow(coded('gradient-unreached'));
    const q = g.input('q', [1, 2, 4]);
    const mask = g.input('mask', [1, 1, 2, 2]);
    const attended = g.reduceSum(g.attention(q, q, q, { heads: 2, mask }).output);
    expect(() => g.grad(attended, [mask])).toThrow(coded('gradient-unreached'));
    expect(() => g.grad(g.reduceSum(g.minimum(x, 1)), [x])).toThrow(coded('gradient-unreached'));
  });

  test('an inference kernel stops the gradient', () => {
    const q = g.input('q', [1, 2, 8]);
    expect(() => g.grad(g.reduceSum(g.fusedAttention(q, q, q, 2)), [q])).toThrow(coded('gradient-unreached'));
  });

  test('of the loss itself is one; of a tensor inside the graph as of a leaf', async () => {
    const x = g.input('x', [2]);
    const inner = g.mul(x, x);
    const loss = g.reduceSum(g.mul(inner, 3));
    const [one, three, six] = g.grad(loss, [loss, inner, x]);
    const result = await runOnce({ one, three, six }, { x: float32([1, 2]) });
    expect(numbers(result.one)).toEqual([1]);
    expect(numbers(result.three)).toEqual([3, 3]);
    expect(numbers(result.six)).toEqual([6, 12]);
  });

  test('adds up over all uses of a tensor', async () => {
    const x = g.input('x', [1]);
    let sum: g.Tensor = x;
    for (let i = 0; i < 9; i++) sum = g.add(sum, x);
    // 10 x², so that the tenfold use and the product both count.
    const [dx] = g.grad(g.reduceSum(g.mul(sum, x)), [x]);
    expect(numbers((await runOnce({ dx }, { x: float32([5]) })).dx)).toEqual([100]);
  });

  test('builds nothing for frozen parts', () => {
    const [x, frozen] = [g.input('x', [2, 2]), g.input('frozen', [2, 2])];
    const loss = g.reduceSum(g.matmul(x, g.exp(g.matmul(frozen, frozen))));
    const names = topological(g.grad(loss, [x])).map((node) => node.operator.name);
    // Forward: two products (one of the frozen part), backward: one, for x.
    expect(names.filter((name) => name === 'matmul')).toHaveLength(2);
    expect(topological(g.grad(loss, [x, frozen])).filter((n) => n.operator.name === 'matmul').length).toBeGreaterThan(
      2,
    );
  });

  test('repeats bit for bit', async () => {
    const [table, ids] = [g.input('table', [3, 4]), g.input('ids', [50], 'int64')];
    const y = g.embed(table, ids);
    const [dx] = g.grad(g.reduceMean(g.mul(y, g.exp(y))), [table]);
    const feeds = {
      table: float32(
        Array.from({ length: 12 }, (_, i) => Math.sin(i)),
        [3, 4],
      ),
      ids: int64(Array.from({ length: 50 }, (_, i) => (i * i) % 3)),
    };
    const first = numbers((await runOnce({ dx }, feeds)).dx);
    for (let i = 0; i < 5; i++) expect(numbers((await runOnce({ dx }, feeds)).dx)).toEqual(first);
  });

  test('a graph of 20,000 nodes in a row does not exhaust the stack', () => {
    let y: g.Tensor = g.input('x', []);
    const x = y;
    for (let i = 0; i < 20_000; i++) y = g.neg(y);
    const [dx] = g.grad(y, [x]);
    expect(topological([dx])).toHaveLength(20_001);
  });
});

describe('shape rules', () => {
  const t = (...shape: g.Dim[]) => g.input('t', shape);
  const ids = g.input('ids', [2], 'int64');

  test.each<[string, () => g.Tensor]>([
    ['add: sizes that do not broadcast', () => g.add(t(2, 3), t(2))],
    ['add: two element types', () => g.add(t(2), ids)],
    ['minimum: sizes that do not broadcast', () => g.minimum(t(2), t(3))],
    ['equal: sizes that do not broadcast', () => g.equal(t(2), t(3))],
    ['matmul: inner sizes', () => g.matmul(t(2, 3), t(2, 3))],
    ['matmul: a vector', () => g.matmul(t(3), t(3, 2))],
    ['matmul: leading sizes', () => g.matmul(t(2, 2, 3), t(3, 3, 2))],
    ['linear: width of the weight', () => g.linear(t(2, 3), t(3, 2))],
    ['reshape: number of elements', () => g.reshape(t(2, 3), [5])],
    ['transpose: number of axes', () => g.transpose(t(2, 3), [0, 1, 2])],
    ['slice: beyond the end', () => g.slice(t(3), 0, 1, 4)],
    ['slice: before the start', () => g.slice(t(3), 0, -1, 2)],
    ['slice: nothing left', () => g.slice(t(3), 0, 2, 2)],
    ['slice: a named size without a name for the rest', () => g.slice(t('n'), 0, 1)],
    ['concat: another size beside the axis', () => g.concat([t(2, 3), t(2, 4)], 0)],
    ['concat: another rank', () => g.concat([t(2, 3), t(2)], 0)],
    ['concat: a named size without a name for the sum', () => g.concat([t('n'), t(2)], 0)],
    ['embed: ids that are no integers', () => g.embed(t(3, 2), t(2))],
    ['embed: a table of rank 1', () => g.embed(t(3), ids)],
    ['crossEntropy: rank of the logits', () => g.crossEntropy(t(2, 3, 4), ids, t(2))],
    ['rope: positions that are no integers', () => g.rope(t(1, 2, 4), t(1, 2), t(3, 2), t(3, 2), 1)],
  ])('%s', (_, build) => {
    expect(build).toThrow(coded('graph-shape'));
  });

  test('named sizes follow the rules of broadcasting and products', () => {
    expect(g.add(t('n', 3), t(3)).shape).toEqual(['n', 3]);
    expect(g.add(t('n', 1), t(1, 'm')).shape).toEqual(['n', 'm']);
    expect(g.matmul(t('b', 'n', 4), t(4, 2)).shape).toEqual(['b', 'n', 2]);
    expect(() => g.add(t('n'), t('m'))).toThrow(coded('graph-shape'));
    expect(() => g.sizeOf(['n', 2])).toThrow(coded('graph-shape'));
  });
});

describe('emitModel', () => {
  test('emits a shared node once and an unused one never', () => {
    const x = g.input('x', [2]);
    const shared = g.exp(x);
    g.log(x);
    const model = g.emitModel({ a: g.add(shared, 1), b: g.mul(shared, 1) });
    const text = new TextDecoder('latin1').decode(model.bytes);
    expect(text.split('Exp').length - 1).toBe(1);
    expect(text).not.toContain('Log');
    expect(model.inputs.map((i) => i.name)).toEqual(['x']);
    expect(model.outputs.map((o) => o.name)).toEqual(['a', 'b']);
  });

  test('weights are inputs unless a source says where they lie', () => {
    const y = g.add(g.weight('w', [2]), g.weight('v', [2]));
    const data = new Uint8Array(Float32Array.of(1, 2).buffer);
    expect(g.emitModel({ y }).inputs.map((i) => i.name)).toEqual(['w', 'v']);
    const mixed = g.emitModel({ y }, (name) => (name === 'w' ? { data } : 'input'));
    expect(mixed.inputs.map((i) => i.name)).toEqual(['v']);
  });

  test('inputs may be called what they like', async () => {
    for (const name of ['t0', 't1', 'c0', 'k0', 'y_', 'a b/ü']) {
      const y = g.add(g.mul(g.input(name, [1]), 2), 1);
      expect(numbers((await runOnce({ y }, { [name]: float32([3]) })).y)).toEqual([7]);
    }
  });
});
