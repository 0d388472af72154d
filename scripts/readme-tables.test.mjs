import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { sweepOf } from './readme/sweep.mjs';

// A copy of the checkout's documents, rows and scripts, to be changed freely.
const root = mkdtempSync(join(tmpdir(), 'readme-'));
afterAll(() => rmSync(root, { recursive: true }));
const checkout = fileURLToPath(new URL('..', import.meta.url));
for (const path of ['README.md', 'bench/README.md', 'bench/rows', 'bench/plot', 'scripts']) {
  cpSync(join(checkout, path), join(root, path), { recursive: true });
}
const run = (...options) =>
  execFileSync(process.execPath, [join(root, 'scripts', 'readme-tables.mjs'), ...options], {
    encoding: 'utf8',
    stdio: 'pipe',
  });

it('fails where a document is not what the rows say, writes it, and is content then', () => {
  run();
  expect(run('--check')).toBe('');
  const rows = sweepOf({ 'none 1': 80, 'random 0.5': 79, 'hired 0.5': 77 }).map((row) => JSON.stringify(row));
  writeFileSync(join(root, 'bench', 'rows', 'reduce.jsonl'), `${rows.join('\n')}\n`);
  expect(() => run('--check')).toThrow(/README\.md differs[\s\S]*reduce-accuracy-time\.svg differs/);
  run();
  expect(run('--check')).toBe('');
  expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain('| hired | 77.0 ↓ |');
  expect(readFileSync(join(root, 'docs', 'reduce-accuracy-tokens.svg'), 'utf8')).toContain('>hired</text>');
});
