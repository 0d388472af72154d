import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { inParallel } from './parallel.js';

const items = [...Array(20).keys()];

it.each([1, 3, 50])('never works on more than %i at a time, and on all in the end', async (bound) => {
  const seen: number[] = [];
  let [open, most] = [0, 0];
  await inParallel(items, bound, async (item) => {
    most = Math.max(most, ++open);
    seen.push(item);
    await turn();
    open--;
  });
  expect(seen).toEqual(items);
  expect(most).toBe(Math.min(bound, items.length));
});

it('throws the first failure when all have ended, and begins nothing after it', async () => {
  const ended: number[] = [];
  const work = async (item: number, signal: AbortSignal) => {
    await turn();
    if (item === 2) throw new Error('two');
    await turn();
    ended.push(item);
    if (item > 2) throw signal.reason;
  };
  await expect(inParallel(items, 4, work)).rejects.toThrow('two');
  expect(ended).toEqual([0, 1, 3]);
});

it('ends with the reason of the caller', async () => {
  const stop = new AbortController();
  const work = async (item: number, signal: AbortSignal) => {
    if (item === 5) stop.abort(new Error('enough'));
    signal.throwIfAborted();
  };
  await expect(inParallel(items, 2, work, stop.signal)).rejects.toThrow('enough');
});

it('of nothing is nothing', async () => {
  await expect(inParallel([], 4, () => Promise.reject(new Error('called')))).resolves.toBeUndefined();
});
