import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { integer, number, repeated } from './argument.js';

describe('number', () => {
  it('reads every finite number that JavaScript prints', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        (value) => number()(`${value}`) === value || value === 0,
      ),
    );
  });

  it.each(['', ' ', 'abc', '1x', '0x10', '1,5', '--1', 'NaN', 'Infinity', '1e999', '.'])('refuses %j', (text) => {
    expect(() => number()(text)).toThrow('Expected a number.');
  });

  it('keeps to its range', () => {
    expect(number({ min: 0, max: 1 })('1')).toBe(1);
    expect(number({ min: 0, max: 1 })('0')).toBe(0);
    expect(() => number({ min: 0, max: 1 })('1.01')).toThrow('Expected a number of at least 0 and at most 1.');
    expect(() => number({ min: 0, above: true })('0')).toThrow('Expected a number above 0.');
  });
});

describe('integer', () => {
  it('reads whole numbers', () => {
    fc.assert(fc.property(fc.maxSafeInteger(), (value) => integer()(`${value}`) === value));
  });

  it.each(['1.5', '1e3', '9007199254740993', 'abc', ''])('refuses %j', (text) => {
    expect(() => integer()(text)).toThrow('Expected a whole number.');
  });

  it('keeps to its range', () => {
    expect(() => integer({ min: 1 })('0')).toThrow('Expected a whole number of at least 1.');
  });
});

it('collects repeated options in order', () => {
  expect(repeated('b', repeated('a', undefined))).toEqual(['a', 'b']);
  expect(() => repeated('', ['a'])).toThrow('Expected a text.');
});
