import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { add, exp, input, mul, sigmoid, weight } from '../graph/index.js';
import { float32, Program } from './index.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Resident megabytes after a full collection; native tensors are freed by finalisers, which run a turn later. */
async function residentMegabytes(): Promise<number> {
  for (let i = 0; i < 3; i++) {
    collect();
    await setImmediate();
  }
  return process.memoryUsage.rss() / 2 ** 20;
}

describe('memory', { timeout: 300_000 }, () => {
  test('10,000 runs leave it flat', async () => {
    // 16 KB in and twice 16 KB out: one array kept per run would be 160 MB.
    const x = input('x', ['n']);
    const program = await Program.compile({ a: sigmoid(exp(x)), b: mul(x, 2) }, undefined, { threads: 1 });
    const feeds = { x: float32(new Float32Array(4096).fill(0.5)) };
    const into = { b: float32(new Float32Array(4096)) };
    const run = async (times: number) => {
      for (let i = 0; i < times; i++) await program.run(feeds, i % 2 === 0 ? into : undefined);
    };
    await run(2000);
    const before = await residentMegabytes();
    await run(10_000);
    expect((await residentMegabytes()) - before).toBeLessThan(60);
    await program.dispose();
  });

  test('changing sizes do not pile up', async () => {
    const x = input('x', ['n', 64]);
    const program = await Program.compile({ y: add(exp(x), sigmoid(x)) }, undefined, { threads: 1 });
    const run = async (times: number) => {
      for (let i = 0; i < times; i++) {
        const rows = 1 + ((i * 37) % 256);
        await program.run({ x: float32(new Float32Array(rows * 64), [rows, 64]) });
      }
    };
    await run(512);
    const before = await residentMegabytes();
    await run(2000);
    expect((await residentMegabytes()) - before).toBeLessThan(60);
    await program.dispose();
  });

  test('dispose gives the weights back', async () => {
    const megabytes = 8;
    const data = new Uint8Array(megabytes * 2 ** 20).fill(1);
    const open = async () => {
      const w = weight('w', [data.length / 4]);
      const program = await Program.compile({ y: mul(w, input('x', [1])) }, () => ({ data }), { threads: 1 });
      await program.run({ x: float32([1]) });
      return program;
    };
    // The allocator keeps a few freed blocks for itself, how many depends on the machine: 40 leaked programs are far more.
    for (let i = 0; i < 10; i++) await (await open()).dispose();
    const before = await residentMegabytes();
    for (let i = 0; i < 40; i++) await (await open()).dispose();
    const after = await residentMegabytes();
    expect(after - before).toBeLessThan(16 * megabytes);

    // The same without dispose must show, or the measurement above means nothing.
    const held: Program[] = [];
    for (let i = 0; i < 40; i++) held.push(await open());
    expect((await residentMegabytes()) - after).toBeGreaterThan(32 * megabytes);
    for (const program of held) await program.dispose();
  });
});
