import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { drawSample } from '../../data/picture/index.js';
import { decodeImage } from '../../image/index.js';
import { runCommand, runIn } from '../cli.testing.js';

const root = mkdtempSync(join(tmpdir(), 'tesserae-draw-'));
afterAll(() => rmSync(root, { recursive: true }));

const readIndex = (folder: string) =>
  readFileSync(join(folder, 'samples.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

it('writes the pictures of the stream, and says what is on them', async () => {
  const folder = join(root, 'all');
  const { code, stdout } = await runCommand('draw', folder, '--count', '3', '--seed', '7', '--start', '5');
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  const lines = readIndex(folder);
  expect(lines.map(({ index }) => index)).toEqual([5, 6, 7]);
  for (const { file, ...line } of lines) {
    const { picture, ...sample } = drawSample({ seed: 7, index: line.index });
    expect(line).toEqual({ width: picture.width, height: picture.height, ...sample });
    expect(Buffer.compare((await decodeImage(join(folder, file))).data, picture.data)).toBe(0);
  }
  expect(readdirSync(folder).length).toBe(4);
});

it('draws one kind only on request', async () => {
  const folder = join(root, 'tables');
  await runCommand('draw', folder, '--count', '4', '--kind', 'table');
  expect(readIndex(folder).map(({ kind }) => kind)).toEqual(['table', 'table', 'table', 'table']);
});

it('leaves a folder alone that has samples', async () => {
  const folder = join(root, 'again');
  await runCommand('draw', folder, '--count', '1');
  const before = readFileSync(join(folder, 'samples.jsonl'), 'utf8');
  const { code, stderr } = await runCommand('draw', folder, '--count', '2');
  expect(code).toBe(1);
  expect(stderr).toContain('Choose another folder');
  expect(readFileSync(join(folder, 'samples.jsonl'), 'utf8')).toBe(before);
});

it('draws a sheet', async () => {
  const path = join(root, 'sheet.png');
  expect(await runCommand('draw', path, '--sheet', '--count', '5')).toEqual({ code: 0, stdout: '', stderr: '' });
  const sizes = Array.from({ length: 5 }, (_, index) => drawSample({ seed: 0, index }).picture);
  const cell = { width: Math.max(...sizes.map((s) => s.width)), height: Math.max(...sizes.map((s) => s.height)) };
  expect(await decodeImage(path)).toMatchObject({ width: 3 * (cell.width + 8) + 8, height: 2 * (cell.height + 8) + 8 });
});

it('stops at Ctrl-C without an index', async () => {
  const folder = join(root, 'stopped');
  const { code } = await runIn({ signal: AbortSignal.abort() }, 'draw', folder, '--count', '3');
  expect(code).toBe(130);
  expect(() => readdirSync(folder)).toThrow('ENOENT');
});
