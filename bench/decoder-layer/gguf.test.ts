import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { writeGguf } from './gguf.js';
import { rotatedRow } from './llama-file.js';

const directory = mkdtempSync(join(tmpdir(), 'gguf-'));
afterAll(() => rmSync(directory, { recursive: true }));
const path = join(directory, 'model.gguf');

it('writes header, values, tensors and aligned bytes as the format says', () => {
  const data = (...bytes: number[]) => ({ bytes: bytes.length, data: () => Uint8Array.from(bytes) });
  const size = writeGguf(path, { a: { uint32: 7 }, b: { strings: ['x', 'yz'] } }, [
    { name: 't', type: 'f32', sizes: [1], ...data(1, 2, 3, 4) },
    { name: 'u', type: 'q4_0', sizes: [32, 1], ...data(...Array(18).fill(9)) },
  ]);
  const hex = readFileSync(path).toString('hex');
  const long = (value: number) => `${value.toString(16).padStart(2, '0')}${'00'.repeat(7)}`;
  const short = (value: number) => `${value.toString(16).padStart(2, '0')}000000`;
  const header = [
    `47475546${short(3)}${long(2)}${long(2)}`,
    `${long(1)}61${short(4)}${short(7)}`,
    `${long(1)}62${short(9)}${short(8)}${long(2)}${long(1)}78${long(2)}797a`,
    `${long(1)}74${short(1)}${long(1)}${short(0)}${long(0)}`,
    `${long(1)}75${short(2)}${long(32)}${long(1)}${short(2)}${long(32)}`,
  ].join('');
  expect(hex.slice(0, header.length)).toBe(header);
  const start = 2 * 32 * Math.ceil(header.length / 64);
  expect(hex.slice(header.length, start)).toMatch(/^0*$/);
  expect(hex.slice(start)).toBe(`01020304${'00'.repeat(28)}${'09'.repeat(18)}${'00'.repeat(14)}`);
  expect(size).toBe(hex.length / 2);
});

it('refuses a tensor that is not as long as it was said to be', () => {
  const tensor = { name: 't', type: 'f32' as const, sizes: [1], bytes: 4, data: () => new Uint8Array(3) };
  expect(() => writeGguf(path, {}, [tensor])).toThrow('t has 3 bytes, not 4');
});

it('pairs rotated rows of every head as llama.cpp does', () => {
  expect(Array.from({ length: 16 }, (_, row) => rotatedRow(row, 8))).toEqual([
    0, 4, 1, 5, 2, 6, 3, 7, 8, 12, 9, 13, 10, 14, 11, 15,
  ]);
});
