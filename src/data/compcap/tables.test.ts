import { expect, it } from 'vitest';
import { Random } from '../../base/random.js';
import { COLOUR_NAMES, contrast, inkOn, mixColours, NAMED_COLOURS, nearestColour } from './colours.js';
import { drawCategories, drawSeries, drawTable, drawTimes, type TRENDS } from './tables.js';
import { joinWords, MEASURES, ordinalWord } from './words.js';

it('tables have different names and values in range', () => {
  for (let seed = 0; seed < 300; seed++) {
    const { rows, columns, values, measure } = drawTable(new Random(seed), 4, 5);
    expect(new Set([...rows.names, ...columns.names]).size).toBe(9);
    expect(values.map((row) => row.length)).toEqual([5, 5, 5, 5]);
    for (const value of values.flat()) {
      expect(value >= measure.low && value <= measure.high).toBe(true);
      expect(Number(value.toFixed(measure.decimals))).toBe(value);
    }
  }
});

it('series follow their trend', () => {
  for (let seed = 0; seed < 200; seed++) {
    const measure = MEASURES[seed % MEASURES.length];
    const series = (trend: (typeof TRENDS)[number]) => drawSeries(new Random(seed), measure, 8, trend);
    expect(series('rise').at(-1)!).toBeGreaterThan(series('rise')[0]);
    expect(series('fall').at(-1)!).toBeLessThan(series('fall')[0]);
    expect(series('jump').at(-1)!).toBeGreaterThan(series('jump')[0]);
  }
});

it('names are as many as asked, each once', () => {
  for (let seed = 0; seed < 300; seed++) {
    for (const { names } of [drawCategories(new Random(seed), 7), drawTimes(new Random(seed), 7)])
      expect(new Set(names).size).toBe(7);
  }
});

it('colours have names, and inks can be read on all of them', () => {
  for (const name of COLOUR_NAMES) {
    expect(nearestColour(NAMED_COLOURS[name])).toBe(name);
    expect(contrast(inkOn(NAMED_COLOURS[name]), NAMED_COLOURS[name])).toBeGreaterThanOrEqual(4.5);
  }
  expect(mixColours('#000000', '#ffffff', 0.5)).toBe('#808080');
});

it('words join as in English', () => {
  expect([joinWords(['a']), joinWords(['a', 'b']), joinWords(['a', 'b', 'c'])]).toEqual([
    'a',
    'a and b',
    'a, b, and c',
  ]);
  expect([1, 10, 11, 21, 22, 113].map(ordinalWord)).toEqual(['first', 'tenth', '11th', '21st', '22nd', '113th']);
});
