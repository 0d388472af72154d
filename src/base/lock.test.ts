import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, expect, it, vi } from 'vitest';
import { withLock } from './lock.js';

const root = mkdtempSync(join(tmpdir(), 'tesserae-lock-'));
afterAll(() => rmSync(root, { recursive: true }));
let count = 0;
const newPath = () => join(root, `${count++}`, 'a.lock');
const nothing = () => Promise.resolve();

/** A lock as a process of this machine leaves it. */
async function leftBehind(path: string, changes: object): Promise<void> {
  let holder = {};
  await withLock(path, {}, async () => {
    holder = JSON.parse(readFileSync(path, 'utf8'));
  });
  writeFileSync(path, JSON.stringify({ ...holder, ...changes }));
}

it('lets one in at a time', async () => {
  const path = newPath();
  let [open, most] = [0, 0];
  const work = async () => {
    most = Math.max(most, ++open);
    await turn();
    open--;
  };
  const onWait = vi.fn();
  await Promise.all(Array.from({ length: 5 }, () => withLock(path, { interval: 1, onWait }, work)));
  expect(most).toBe(1);
  expect(onWait).toHaveBeenCalledTimes(4);
  expect(existsSync(path)).toBe(false);
});

it('is given back after a failure', async () => {
  const path = newPath();
  await expect(withLock(path, {}, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(withLock(path, {}, async () => 3)).resolves.toBe(3);
});

it('of a process that has died is taken over at once', async () => {
  const path = newPath();
  const { pid } = spawnSync(process.execPath, ['--version']);
  await leftBehind(path, { key: 'other', pid });
  await withLock(path, { staleAfter: 1e9, interval: 1 }, nothing);
  expect(readdirSync(join(path, '..'))).toEqual([]);
});

it.each([
  ['another machine', { machine: 'elsewhere', pid: 1 }],
  ['a living process that has forgotten it', { pid: process.pid }],
])('of %s is taken over when it is not touched', async (_, changes) => {
  const path = newPath();
  await leftBehind(path, { key: 'other', ...changes });
  const start = performance.now();
  await withLock(path, { staleAfter: 150, interval: 10 }, nothing);
  expect(performance.now() - start).toBeGreaterThan(150);
});

it('is not taken from a holder that works for long', async () => {
  const path = newPath();
  const order: string[] = [];
  const long = withLock(path, { staleAfter: 2000 }, async () => {
    await new Promise((resolve) => setTimeout(resolve, 3000));
    order.push('long');
  });
  await withLock(path, { staleAfter: 2000, interval: 50 }, async () => void order.push('waiting'));
  await long;
  expect(order).toEqual(['long', 'waiting']);
});

it('is touched whatever the clock of the file says', async () => {
  const path = newPath();
  await leftBehind(path, { key: 'other', machine: 'elsewhere' });
  // An old time stamp alone proves nothing: clocks differ.
  utimesSync(path, 0, 0);
  const start = performance.now();
  await withLock(path, { staleAfter: 150, interval: 10 }, nothing);
  expect(performance.now() - start).toBeGreaterThan(150);
});

it('that was half written is taken over in the end', async () => {
  const path = newPath();
  await leftBehind(path, {});
  writeFileSync(path, '');
  await withLock(path, { staleAfter: 100, interval: 10 }, nothing);
  expect(existsSync(path)).toBe(false);
});

it('is not waited for after an interruption', async () => {
  const path = newPath();
  await leftBehind(path, { key: 'other', machine: 'elsewhere' });
  const signal = AbortSignal.timeout(30);
  await expect(withLock(path, { signal, interval: 5 }, nothing)).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(JSON.parse(readFileSync(path, 'utf8')).key).toBe('other');
});

it('that another process took away is not given back by the first', async () => {
  const path = newPath();
  await withLock(path, {}, async () => writeFileSync(path, '{"key":"other"}'));
  expect(JSON.parse(readFileSync(path, 'utf8')).key).toBe('other');
});
