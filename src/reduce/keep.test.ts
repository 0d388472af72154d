import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptFraction, keptTokens } from './keep.js';
import type { Keep } from './reducer.js';
import { reducers } from './reducers.js';

const refusal = (text: string) =>
  expect.objectContaining({ code: 'keep-range', message: expect.stringContaining(text) });

describe('what is refused, and how', () => {
  it.each([
    [0, 'received 0'],
    [-3, 'received -3'],
    [Number.NaN, 'received NaN'],
    [1.5, '1.5 (neither a fraction nor a whole number)'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [577, 'at most the 576 tokens'],
    [0.001, 'less than one token'],
    [{ tokens: 0 }, '0 tokens'],
    [{ tokens: 2.5 }, '2.5 tokens'],
    [{ tokens: 577 }, 'at most the 576 tokens'],
    [undefined, 'undefined tokens'],
    ['200', 'undefined tokens'],
  ] as [Keep, string][])('%j', (keep, text) => {
    expect(() => keptTokens(keep, 576)).toThrow(refusal(text));
    expect(() => reducers.random.select(new Map(), { tiles: 1, side: 24 }, keep)).toThrow(refusal(text));
  });
});

it('fraction and count say the same', () => {
  expect(keptTokens(0.1, 2880)).toBe(288);
  expect(keptTokens(288, 2880)).toBe(288);
  expect(keptTokens({ tokens: 288 }, 2880)).toBe(288);
  expect(keptFraction(288, 2880)).toBe(0.1);
});

it('one is everything; a single token is said in words', () => {
  expect(keptTokens(1, 576)).toBe(576);
  expect(keptTokens({ tokens: 1 }, 576)).toBe(1);
});

it('a count out of a count is that count, however it is written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 0, max: 10_000 }), (tokens, more) => {
      const available = tokens + more;
      expect(keptTokens(tokens / available, available)).toBe(tokens);
      expect(keptTokens({ tokens }, available)).toBe(tokens);
    }),
  );
});
