import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Random } from '../base/random.js';
import { add, concat, embed, input, linear, matmul, mul, slice, type Tensor, weight } from '../graph/index.js';
import { float32, int32, int64, Program, type Value } from './index.js';

const coded = (code: string) => expect.objectContaining({ name: 'TesseraeError', code });
const list = (value: Value) => Array.from(value.data as Float32Array, Number);

const folder = mkdtempSync(join(tmpdir(), 'tesserae-runtime-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('feeds', () => {
  /** a `[n, 2]`, b `[n, 2]` of one size n, ids int64 `[3]`. */
  const build = () => {
    const sum = add(input('a', ['n', 2]), input('b', ['n', 2]));
    const next = add(input('ids', [3], 'int64'), 1);
    return Program.compile({ sum, next }, undefined, { threads: 1 });
  };
  const good = { a: float32([1, 2], [1, 2]), b: float32([3, 4], [1, 2]), ids: int64([0, 1, 2]) };

  test('complete and fitting: the sums', async () => {
    const program = await build();
    const { sum, next } = await program.run(good);
    expect([list(sum), sum.shape, list(next)]).toEqual([
      [4, 6],
      [1, 2],
      [1, 2, 3],
    ]);
    await program.dispose();
  });

  test.each<[string, Record<string, Value | undefined>, string]>([
    ['missing', { b: undefined }, 'received nothing'],
    ['unknown', { c: float32([1]) }, 'received "c"'],
    ['unknown, without a name', { '': float32([1]) }, 'received ""'],
    ['another size', { ids: int64([1, 2]) }, 'int64 [3] for "ids"; received int64 [2]'],
    ['another rank', { ids: int64([1, 2, 3], [3, 1]) }, 'received int64 [3, 1]'],
    ['another type', { ids: int32([1, 2, 3]) }, 'received int32 [3]'],
    ['one name, two sizes', { b: float32([1, 2, 3, 4], [2, 2]) }, 'received float32 [2, 2]'],
    ['more elements than the shape has', { ids: { ...int64([1, 2, 3, 4]), shape: [3] } }, 'received 4 elements'],
    ['a negative size', { a: float32([], [-1, 2]), b: float32([], [-1, 2]) }, 'received 0 elements'],
  ])('%s: refused, and the program works on', async (_, change, message) => {
    const program = await build();
    const feeds = Object.fromEntries(
      Object.entries({ ...good, ...change }).filter(([, value]) => value),
    ) as typeof good;
    const failure = await program.run(feeds).catch((error: unknown) => error);
    expect(failure).toEqual(coded('program-feed'));
    expect((failure as Error).message).toContain(message);
    expect(list((await program.run(good)).sum)).toEqual([4, 6]);
    await program.dispose();
  });

  test('an array of another kind than the type says is refused', async () => {
    const program = await build();
    const a = { type: 'float32' as const, shape: [1, 2], data: new Float64Array(2) };
    await expect(program.run({ ...good, a })).rejects.toEqual(coded('session-run'));
    await program.dispose();
  });

  test('an operator that fails while running ends in an error, not in a crash', async () => {
    const table = input('table', [2, 1]);
    const program = await Program.compile({ y: embed(table, input('ids', [1], 'int64')) });
    await expect(program.run({ table: float32([1, 2], [2, 1]), ids: int64([5]) })).rejects.toEqual(
      coded('session-run'),
    );
    await program.dispose();
  });
});

describe('named sizes', () => {
  test('one program, several actual sizes, zero included', async () => {
    const x = input('x', ['n', 3]);
    const joined = concat([x, input('more', ['m', 3])], 0, 'n+m');
    const y = matmul(slice(joined, 0, 1, undefined, 'rest'), input('w', [3, 2]));
    const program = await Program.compile({ y }, undefined, { threads: 1 });
    const w = float32([1, 0, 0, 1, 1, 1], [3, 2]);
    for (const [n, m] of [
      [1, 1],
      [5, 2],
      [1, 40],
      [3, 0],
      [1, 0],
    ]) {
      const rows = Array.from({ length: n + m }, (_, i) => [i, 2 * i, 1]);
      const result = await program.run({
        x: float32(rows.slice(0, n).flat(), [n, 3]),
        more: float32(rows.slice(n).flat(), [m, 3]),
        w,
      });
      expect(result.y.shape).toEqual([n + m - 1, 2]);
      expect(list(result.y)).toEqual(rows.slice(1).flatMap(([a, b, c]) => [a + c, b + c]));
    }
    await program.dispose();
  });
});

describe('weights', () => {
  const random = new Random(3);
  const numbersOf = (count: number) => Float32Array.from({ length: count }, () => random.normal());
  const tensors = { first: { shape: [4, 3], data: numbersOf(12) }, second: { shape: [2, 4], data: numbersOf(8) } };
  const build = (): Record<string, Tensor> => {
    const hidden = linear(input('x', ['n', 3]), weight('first', [4, 3]));
    return { y: linear(mul(hidden, hidden), weight('second', [2, 4])) };
  };
  const x = float32(numbersOf(15), [5, 3]);
  const bytesOf = (data: Float32Array) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

  /** A safetensors file: header length, header, then the tensors one after the other. */
  const places: Record<string, { offset: number; length: number }> = {};
  const header: Record<string, unknown> = {};
  let position = 0;
  for (const [name, { shape, data }] of Object.entries(tensors)) {
    header[name] = { dtype: 'F32', shape, data_offsets: [position, position + data.byteLength] };
    places[name] = { offset: position, length: data.byteLength };
    position += data.byteLength;
  }
  const text = Buffer.from(JSON.stringify(header));
  const start = 8 + text.length;
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(text.length));
  writeFileSync(
    join(folder, 'model.safetensors'),
    Buffer.concat([size, text, ...Object.values(tensors).map((t) => bytesOf(t.data))]),
  );
  const outside = (name: string) => ({
    location: 'model.safetensors',
    offset: start + places[name].offset,
    length: places[name].length,
  });

  test('equal: in a safetensors file, in memory, fed at every run', async () => {
    const results: number[][] = [];
    const given = { first: float32(tensors.first.data, [4, 3]), second: float32(tensors.second.data, [2, 4]) };
    for (const [source, feeds] of [
      [outside, { x }],
      [(name: string) => ({ data: bytesOf(tensors[name as 'first'].data) }), { x }],
      [undefined, { x, ...given }],
    ] as const) {
      const program = await Program.compile(build(), source, { directory: folder, threads: 1 });
      expect(program.inputs).toHaveLength(Object.keys(feeds).length);
      results.push(list((await program.run(feeds)).y));
      await program.dispose();
    }
    const [file, memory, fed] = results;
    expect(file).toEqual(memory);
    fed.forEach((value, i) => {
      expect(value).toBeCloseTo(memory[i], 5);
    });
    const { first, second } = tensors;
    const dot = (row: number) => [0, 1, 2].reduce((sum, c) => sum + Number(x.data[c]) * first.data[row * 3 + c], 0);
    const byHand = [0, 1, 2, 3].reduce((sum, row) => sum + dot(row) ** 2 * second.data[row], 0);
    expect(memory[0]).toBeCloseTo(byHand, 4);
  });

  test('a file that is missing or too short is refused', async () => {
    const missing = (name: string) => ({ ...outside(name), location: 'absent.safetensors' });
    const beyond = (name: string) => ({ ...outside(name), offset: start + position - 4 });
    for (const source of [missing, beyond]) {
      await expect(Program.compile(build(), source, { directory: folder })).rejects.toEqual(coded('session-create'));
    }
  });

  test('bytes that do not fill the shape are refused', async () => {
    const short = () => ({ data: new Uint8Array(8) });
    await expect(Program.compile(build(), short)).rejects.toEqual(coded('session-create'));
  });
});

describe('outputs and life time', () => {
  test('`into` receives the numbers; without it every run gives new arrays', async () => {
    const program = await Program.compile({ y: mul(input('x', [2]), 2) });
    const into = { y: float32([0, 0]) };
    await program.run({ x: float32([1, 2]) }, into);
    expect(list(into.y)).toEqual([2, 4]);
    const first = await program.run({ x: float32([3, 4]) });
    const second = await program.run({ x: float32([5, 6]) });
    expect([list(first.y), list(second.y), list(into.y)]).toEqual([
      [6, 8],
      [10, 12],
      [2, 4],
    ]);
    await program.dispose();
  });

  test('after dispose a run is refused; dispose twice is harmless', async () => {
    const program = await Program.compile({ y: mul(input('x', [1]), 2) });
    await program.dispose();
    await program.dispose();
    await expect(program.run({ x: float32([1]) })).rejects.toEqual(coded('program-disposed'));
  });

  test('runs that are started together do not disturb each other', async () => {
    const program = await Program.compile({ y: mul(input('x', ['n']), 2) });
    const runs = Array.from({ length: 20 }, (_, i) => program.run({ x: float32(Array(i + 1).fill(i)) }));
    (await Promise.all(runs)).forEach(({ y }, i) => {
      expect(list(y)).toEqual(Array(i + 1).fill(2 * i));
    });
    await program.dispose();
  });
});
