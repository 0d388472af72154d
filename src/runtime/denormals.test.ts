/** The first session of a process decides for its thread, so this file makes no other one before. */
import { expect, test } from 'vitest';
import { input, mul } from '../graph/index.js';
import { float32, Program } from './index.js';

test('a session may count numbers below the smallest normal one as 0, and only those', async () => {
  const shape = [4096];
  const x = input('x', shape);
  const product = { y: mul(x, x) };
  const program = await Program.compile(product, undefined, { threads: 2, flushDenormals: true });
  const squareOf = async (value: number) => {
    const { y } = await program.run({ x: float32(new Float32Array(4096).fill(value), shape) });
    return [...new Set(y.data as Float32Array)];
  };
  // 1e-40 is a denormal number of 32 bits, 1e-36 is not.
  expect(await squareOf(1e-20)).toEqual([0]);
  expect(await squareOf(1e-18)).toEqual([Math.fround(Math.fround(1e-18) ** 2)]);
  await program.dispose();
});
