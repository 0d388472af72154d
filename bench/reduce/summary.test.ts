import { expect, it } from 'vitest';
import type { Answer } from './answer.js';
import type { BenchItem } from './items.js';
import { planSettings } from './settings.js';
import { median, summarise, tabulate } from './summary.js';

const { settings } = planSettings(['random', 'hired'], [0.5], 6);
const items = Array.from({ length: 8 }, (_, i) => ({ id: `${i}`, category: i < 4 ? 'count' : 'colour' }) as BenchItem);
const right: Record<string, number> = { 'none 1': 6, 'random 0.5': 5, 'hired 0.5': 3 };
const answers = settings.flatMap(({ name, keep }) =>
  items.map(({ id }, i): Answer => {
    const times = { visionMs: 10, prefillMs: 10 * keep, firstTokenMs: (i + 1) * keep, decodeMs: i === 0 ? 7 : null };
    return { setting: name, item: id, right: i < right[name], visualTokens: 100, kept: 100 * keep, ...times };
  }),
);
const size = { layers: 6, kvWidth: 64 };
const rowOf = (name: string) => summarise(settings.find((s) => s.name === name)!, tabulate(answers), items, size);

it('counts right answers, tokens and bytes', () => {
  expect(rowOf('hired 0.5')).toMatchObject({ accuracy: 37.5, tokens: 50, visualTokens: 100, prefillMs: 5 });
  // 50 tokens × 6 layers × keys and values × 64 × 4 bytes
  expect(rowOf('hired 0.5').kvBytes).toBe(153600);
  expect(rowOf('hired 0.5').decodeMsPerToken).toBe(7);
});

it('compares item by item with none and with random', () => {
  const row = rowOf('hired 0.5');
  expect(row.timesSooner).toBe(2);
  expect(row.toNone.value).toBe(-37.5);
  expect(row.toRandom!.value).toBe(-25);
  expect(row.toNone.interval[0]).toBeLessThan(-37.5);
  expect(row.perCategory.count).toMatchObject({ items: 4, accuracy: 75, toNone: { value: -25 } });
  expect(row.perCategory.colour).toMatchObject({ items: 4, accuracy: 0, toNone: { value: -50 } });
  expect(rowOf('random 0.5').toRandom).toBeUndefined();
});

it('leaves out the comparison with random where an item of it is missing', () => {
  const fewer = answers.filter(({ setting, item }) => !(setting === 'random 0.5' && item === '3'));
  expect(summarise(settings[2], tabulate(fewer), items, size).toRandom).toBeUndefined();
});

it('takes the middle of the two middle values', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([])).toBeNull();
});
