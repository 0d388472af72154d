import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FinishReason, type StopOptions, Stopper } from './stop.js';

const far = { endIds: [2], maxTokens: 1000, room: 1000 };

/** Feeds pieces until there is a reason; returns every piece shown. */
function run(options: Partial<StopOptions>, pieces: readonly string[], ids: readonly number[] = []) {
  const stopper = new Stopper({ ...far, ...options });
  const shown: string[] = [];
  let reason: FinishReason | undefined;
  let taken = 0;
  for (const piece of pieces) {
    const step = stopper.push(ids[taken] ?? 9, piece);
    taken += 1;
    shown.push(step.show);
    reason = step.reason;
    if (reason) break;
  }
  return { shown, text: shown.join('') + stopper.finish(), reason, taken };
}

describe('law: reasons', () => {
  it('an end token ends, and its text is not shown', () => {
    expect(run({}, ['a', 'b', '</s>', 'c'], [5, 6, 2])).toMatchObject({ text: 'ab', reason: 'stop', taken: 3 });
  });

  it('any of several end tokens ends', () => {
    expect(run({ endIds: [2, 7] }, ['a', 'x'], [5, 7]).reason).toBe('stop');
  });

  it('the token limit comes before the end of the context', () => {
    const pieces = ['a', 'b', 'c', 'd'];
    expect(run({ maxTokens: 3 }, pieces)).toMatchObject({ text: 'abc', reason: 'length', taken: 3 });
    expect(run({ room: 2 }, pieces)).toMatchObject({ text: 'ab', reason: 'context', taken: 2 });
    expect(run({ maxTokens: 2, room: 2 }, pieces).reason).toBe('length');
  });

  it('a last token that completes a stop string or is an end token ends for that reason', () => {
    expect(run({ maxTokens: 1, stopStrings: ['b'] }, ['ab']).reason).toBe('stop-string');
    expect(run({ maxTokens: 1 }, [''], [2]).reason).toBe('stop');
  });

  it('goes on without a reason', () => {
    expect(run({ stopStrings: ['zz'] }, ['a', 'b'])).toMatchObject({ text: 'ab', reason: undefined });
  });
});

describe('law: stop strings', () => {
  it('may span tokens, and what could begin one waits', () => {
    const { shown, text, reason } = run({ stopStrings: ['USER:'] }, ['Yes. ', 'US', 'E', 'R', ': no']);
    expect(shown).toEqual(['Yes. ', '', '', '', '']);
    expect({ text, reason }).toEqual({ text: 'Yes. ', reason: 'stop-string' });
  });

  it('held text is shown once it cannot be one', () => {
    expect(run({ stopStrings: ['USER:'] }, ['US', 'A', ' U']).shown).toEqual(['', 'USA', ' ']);
    expect(run({ stopStrings: ['aab'] }, ['a', 'a', 'a', 'c']).shown).toEqual(['', '', 'a', 'aac']);
  });

  it('held text is shown at the end', () => {
    expect(run({ maxTokens: 2, stopStrings: ['USER:'] }, ['x', 'US'])).toMatchObject({ text: 'xUS', reason: 'length' });
    expect(run({ stopStrings: ['USER:'] }, ['US', ''], [9, 2])).toMatchObject({ text: 'US', reason: 'stop' });
  });

  it('text that comes late is searched too', () => {
    const stopper = new Stopper({ ...far, maxTokens: 1, stopStrings: ['é!'] });
    expect(stopper.push(9, 'caf')).toEqual({ show: 'caf', reason: 'length' });
    expect(stopper.finish('é! no')).toBe('');
  });

  it('nothing is shown after one', () => {
    const stopper = new Stopper({ ...far, stopStrings: ['b'] });
    expect(stopper.push(9, 'abc').show).toBe('a');
    expect(stopper.finish('d')).toBe('');
  });

  it('the one that is complete first counts', () => {
    expect(run({ stopStrings: ['abcd', 'bc'] }, ['xabcd']).text).toBe('xa');
    expect(run({ stopStrings: ['bc', 'abc'] }, ['xabcd']).text).toBe('x');
  });

  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 30 });
  const stops = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 5 }), {
    maxLength: 3,
  });

  it('the same text and reason however it is cut; no stop string is shown; nothing shown is taken back', () => {
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 8 }), stops, (pieces, stopStrings) => {
        const whole = pieces.join('');
        const cut = run({ stopStrings }, pieces);
        const single = run({ stopStrings }, [...whole]);
        expect(cut.text).toBe(single.text);
        expect(cut.reason).toBe(single.reason);
        expect(whole.startsWith(cut.text)).toBe(true);
        expect(stopStrings.some((stop) => cut.text.includes(stop))).toBe(false);
        if (!stopStrings.some((stop) => whole.includes(stop))) expect(cut.text).toBe(whole);
      }),
      { numRuns: 500 },
    );
  });

  it('no more than the longest stop string is held back', () => {
    fc.assert(
      fc.property(letters, stops, (text, stopStrings) => {
        const { shown, reason } = run({ stopStrings }, [text]);
        const longest = Math.max(0, ...stopStrings.map((stop) => stop.length - 1));
        if (!reason) expect(shown.join('').length).toBeGreaterThanOrEqual(text.length - longest);
      }),
    );
  });
});

it.each([
  [{ maxTokens: 0 }, '0'],
  [{ room: -1 }, '-1'],
  [{ stopStrings: [''] }, '""'],
  [{ endIds: [1.5] }, '1.5'],
  [{ stop: ['x'] } as Partial<StopOptions>, 'endIds, maxTokens, room, stop'],
])('errors: %j is refused', (options, received) => {
  const code = 'stop-option';
  expect(() => new Stopper({ ...far, ...options })).toThrow(expect.objectContaining({ code, received }));
});
