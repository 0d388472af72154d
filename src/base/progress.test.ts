import { describe, expect, it } from 'vitest';
import { createProgress, formatSeconds, type ProgressOptions } from './progress.js';

function recorder(options: Partial<ProgressOptions> & { isTTY: boolean; columns?: number }) {
  const writes: string[] = [];
  const clock = { time: 0 };
  const stream = { isTTY: options.isTTY, columns: options.columns, write: (text: string) => writes.push(text) };
  const progress = createProgress({ total: 100, label: 'train', stream, now: () => clock.time, ...options });
  return { writes, clock, progress };
}

const records = (writes: string[]) => writes.map((line) => JSON.parse(line));

describe('JSON lines', () => {
  it('reports rate and remaining seconds', () => {
    const { writes, clock, progress } = recorder({ isTTY: false });
    clock.time = 10_000;
    progress.update(20, { loss: 1.23456 });
    expect(writes[0].endsWith('}\n')).toBe(true);
    expect(records(writes)).toEqual([
      { progress: 'train', done: 20, total: 100, seconds: 10, rate: 2, remaining: 40, loss: 1.23456 },
    ]);
  });

  it('is throttled, and the end is always written once', () => {
    const { writes, clock, progress } = recorder({ isTTY: false, interval: 1000 });
    for (let done = 1; done <= 100; done++) {
      clock.time += 50;
      progress.update(done);
    }
    progress.finish();
    progress.finish();
    progress.update(3);
    progress.close();
    const done = records(writes).map((record) => record.done);
    expect(done).toEqual([1, 21, 41, 61, 81, 100]);
  });

  it('does not repeat the last state on close', () => {
    const { writes, clock, progress } = recorder({ isTTY: false });
    clock.time = 10;
    progress.update(40);
    progress.close();
    expect(records(writes).map((record) => record.done)).toEqual([40]);
  });

  it('leaves earlier work out of the rate of a resumed run', () => {
    const { writes, clock, progress } = recorder({ isTTY: false, done: 50 });
    clock.time = 10_000;
    progress.update(60);
    expect(records(writes)[0]).toMatchObject({ done: 60, rate: 1, remaining: 40 });
  });

  it('omits the remaining time while nothing is done', () => {
    const { writes, progress } = recorder({ isTTY: false });
    progress.update(0);
    expect(records(writes)[0]).toEqual({ progress: 'train', done: 0, total: 100, seconds: 0, rate: 0 });
  });
});

describe('terminal', () => {
  it('redraws one line and ends it', () => {
    const { writes, clock, progress } = recorder({ isTTY: true });
    clock.time = 1000;
    progress.update(50, { loss: 0.123456 });
    clock.time = 2000;
    progress.finish();
    expect(writes[0]).toBe(`\r\x1b[Ktrain ${'━'.repeat(12)}${'─'.repeat(12)} 50/100  50/s  1s left  loss 0.123`);
    expect(writes[1]).toBe(`\r\x1b[Ktrain ${'━'.repeat(24)} 100/100  50/s  2s  loss 0.123`);
    expect(writes.slice(2)).toEqual(['\n']);
  });

  it('never wraps', () => {
    const { writes, progress } = recorder({ isTTY: true, columns: 40 });
    progress.update(7, { one: 'a long field', two: 'another long field' });
    expect(writes[0].replace('\r\x1b[K', '').length).toBeLessThan(40);
  });

  it('draws an empty job and an overfull one', () => {
    expect(() => recorder({ isTTY: true, total: 0 }).progress.finish()).not.toThrow();
    const { writes, progress } = recorder({ isTTY: true });
    progress.update(130);
    expect(writes[0]).toContain('━'.repeat(24));
  });
});

it('formats durations', () => {
  expect([0, 59.4, 59.6, 187, 3600, 7500].map(formatSeconds)).toEqual([
    '0s',
    '59s',
    '1m00s',
    '3m07s',
    '1h00m',
    '2h05m',
  ]);
});
