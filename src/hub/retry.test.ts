import { describe, expect, it, vi } from 'vitest';
import { TesseraeError } from '../base/error.js';
import { PassingFailure, readRetryAfter, withRetries } from './retry.js';

const failure = new TesseraeError('hub-network', { expected: 'an answer', received: 'none', action: 'Wait.' });

/** Fails `times` times, then gives 7. */
function failing(times: number, options = {}) {
  return vi.fn(async () => {
    if (times-- > 0) throw new PassingFailure(failure, options);
    return 7;
  });
}

/** The waits that notes tell of, in seconds. */
async function waits(times: number, delay: number): Promise<number[]> {
  const onNote = vi.fn();
  await withRetries(failing(times), { retries: times, delay, onNote });
  return onNote.mock.calls.map(([note]) => Number(note.match(/in ([\d.]+) s/)![1]));
}

describe('withRetries', () => {
  it.each([
    [0, 0, true],
    [2, 2, true],
    [3, 2, false],
    [1, 0, false],
  ])('%i failures, %i retries: %s', async (failures, retries, succeeds) => {
    const attempt = failing(failures);
    const result = withRetries(attempt, { retries, delay: 0 });
    await (succeeds ? expect(result).resolves.toBe(7) : expect(result).rejects.toBe(failure));
    expect(attempt).toHaveBeenCalledTimes(Math.min(failures, retries) + 1);
  });

  it('waits twice as long each time, up to half of it less', async () => {
    const seconds = await waits(4, 20);
    for (const [i, wait] of seconds.entries()) {
      expect(wait).toBeGreaterThanOrEqual(0.0099 * 2 ** i);
      expect(wait).toBeLessThanOrEqual(0.0205 * 2 ** i);
    }
    expect(seconds.length).toBe(4);
  });

  it('counts anew when an attempt got on', async () => {
    await expect(withRetries(failing(10, { progressed: true }), { retries: 1, delay: 0 })).resolves.toBe(7);
    await expect(withRetries(failing(1, { progressed: true }), { retries: 0, delay: 0 })).rejects.toBe(failure);
  });

  it('throws other errors at once', async () => {
    const attempt = vi.fn().mockRejectedValue(new Error('other'));
    await expect(withRetries(attempt, { retries: 5, delay: 0 })).rejects.toThrow('other');
    expect(attempt).toHaveBeenCalledTimes(1);
  });

  it('does not begin after an interruption', async () => {
    const attempt = failing(0);
    const signal = AbortSignal.abort(new Error('Ctrl-C'));
    await expect(withRetries(attempt, { retries: 5, delay: 0, signal })).rejects.toThrow('Ctrl-C');
    expect(attempt).not.toHaveBeenCalled();
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2025-01-01T00:00:00Z');
  it.each([
    [null, undefined],
    ['', undefined],
    ['soon', undefined],
    ['-5', undefined],
    ['0', 0],
    [' 12 ', 12_000],
    ['Wed, 01 Jan 2025 00:00:30 GMT', 30_000],
    ['Tue, 31 Dec 2024 00:00:00 GMT', 0],
  ])('%j: %s', (header, wait) => expect(readRetryAfter(header, now)).toBe(wait));
});
