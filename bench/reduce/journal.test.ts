import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Answer } from './answer.js';
import { Journal } from './journal.js';

const folder = mkdtempSync(join(tmpdir(), 'journal-'));
afterAll(() => rmSync(folder, { recursive: true }));
const times = { visionMs: 1, prefillMs: 2, firstTokenMs: 3, decodeMs: null };
const answer = (item: string): Answer => ({ setting: 'none 1', item, right: true, visualTokens: 9, kept: 9, ...times });

it('goes on after the last whole line', () => {
  const path = join(folder, 'sweep.jsonl');
  const header = { model: 'abc', items: 3, threads: undefined };
  const first = Journal.open(path, header);
  first.append(answer('a'));
  first.append(answer('b'));
  appendFileSync(path, '{"setting":"none 1","it');
  const second = Journal.open(path, header);
  expect(second.answers).toEqual([answer('a'), answer('b')]);
  second.append(answer('c'));
  expect(readFileSync(path, 'utf8').trimEnd().split('\n').length).toBe(4);
  expect(Journal.open(path, header).answers.map(({ item }) => item)).toEqual(['a', 'b', 'c']);
});

it('refuses to go on with another model', () => {
  const path = join(folder, 'other.jsonl');
  Journal.open(path, { model: 'abc' });
  expect(() => Journal.open(path, { model: 'def' })).toThrow(expect.objectContaining({ code: 'bench-journal' }));
});
