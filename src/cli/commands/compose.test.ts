import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { runCommand, runIn } from '../cli.testing.js';

const root = mkdtempSync(join(tmpdir(), 'tesserae-compose-'));
afterAll(() => rmSync(root, { recursive: true }), 60_000);

const small = ['--shares', 'collage=1,image-text=1', '--workers', '0'];

it('writes a gallery alone, without being told of how many', async () => {
  const gallery = join(root, 'alone.html');
  const { code, stderr } = await runCommand('compose', '--gallery', gallery, '--shares', 'table=1');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(readFileSync(gallery, 'utf8').match(/<article /g)!.length).toBeGreaterThan(3);
});

it('writes a data set, says what is in it, and a gallery', async () => {
  const [out, gallery] = [join(root, 'set'), join(root, 'gallery.html')];
  const { code, stdout } = await runCommand(
    'compose',
    '--count',
    '4',
    '--out',
    out,
    '--gallery',
    gallery,
    '--format',
    'jsonl',
    ...small,
  );
  expect(code).toBe(0);
  expect(stdout).toMatch(/collage +2 samples +50 % \(paper 42\.3 %\) +\d+ characters \(paper 913\)/);
  const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
  const records = readFileSync(join(out, manifest.files[0].path), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(records).toHaveLength(4);
  const page = readFileSync(gallery, 'utf8');
  for (const { id, image } of records) {
    expect(page).toContain(`id="${id}"`);
    expect(page).toContain(readFileSync(join(out, image)).toString('base64'));
  }
  expect(page.match(/<script/g)).toHaveLength(1);
});

it('a second call finds everything done', async () => {
  const before = readFileSync(join(root, 'set/manifest.json'), 'utf8');
  expect(
    (await runCommand('compose', '--count', '4', '--out', join(root, 'set'), '--format', 'jsonl', ...small)).code,
  ).toBe(0);
  expect(readFileSync(join(root, 'set/manifest.json'), 'utf8')).toBe(before);
});

it('writes small composites', async () => {
  const out = join(root, 'tiny');
  const shares = ['--shares', 'table=1,diagram=1', '--workers', '0'];
  const { code, stderr } = await runCommand(
    'compose',
    '--size',
    'small',
    '--count',
    '4',
    '--out',
    out,
    '--format',
    'jsonl',
    ...shares,
  );
  expect({ code, stderr }).toMatchObject({ code: 0 });
  const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
  expect(manifest.settings.size).toBe('small');
  const records = readFileSync(join(out, manifest.files[0].path), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  for (const { kind, width, height, caption } of records) {
    expect(kind).toMatch(/\.small$/);
    expect(Math.max(width, height)).toBeLessThanOrEqual(256);
    expect(caption.length).toBeLessThan(400);
  }
});

it.each([
  [['--count', '4', ...small], 'received neither'],
  [['--count', '4', '--out', join(root, 'x'), '--size', 'tiny'], 'large, small'],
  [['--count', '4', '--out', join(root, 'x'), '--size', 'small', '--images', root], 'our own drawings'],
  [['--out', join(root, 'x'), ...small], '--count with --out'],
  [['--count', '0', '--out', join(root, 'x')], 'whole number'],
  [['--count', '4', '--out', join(root, 'x'), '--shares', 'photos=1'], 'shares like'],
  [['--count', '4', '--out', join(root, 'x'), '--format', 'zip'], 'llava, jsonl, parquet, webdataset'],
  [['--count', '4', '--out', join(root, 'x'), '--images', join(root, 'none')], 'captioned pictures'],
  [['--count', '5', '--out', join(root, 'set'), '--format', 'jsonl', ...small], 'another count'],
])('refuses %j', async (words, reason) => {
  const { code, stderr } = await runCommand('compose', ...words);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(reason) });
  expect(existsSync(join(root, 'x'))).toBe(false);
});

it('stops at Ctrl-C without a manifest', async () => {
  const out = join(root, 'stopped');
  const { code } = await runIn({ signal: AbortSignal.abort() }, 'compose', '--count', '3', '--out', out, ...small);
  expect(code).toBe(130);
  expect(readdirSync(out)).not.toContain('manifest.json');
});
