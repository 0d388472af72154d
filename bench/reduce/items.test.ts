import { expect, it } from 'vitest';
import { CATEGORIES } from '../../src/data/picture/index.js';
import { chooseItems } from './items.js';

const items = await chooseItems(120, 0);
const count = (wanted: (item: (typeof items)[number]) => boolean) => items.filter(wanted).length;

it('asks one question a picture', () => {
  expect(items.length).toBe(120);
  expect(new Set(items.map(({ cluster }) => cluster)).size).toBe(120);
});

it('asks as much in every category and of every kind of picture', () => {
  for (const category of CATEGORIES) {
    expect(Math.abs(count((item) => item.category === category) - 20), category).toBeLessThanOrEqual(2);
  }
  for (const kind of new Set(items.map(({ truth }) => truth.kind))) {
    expect(
      count(({ truth }) => truth.kind === kind),
      kind,
    ).toBe(40);
    expect(
      count(({ truth, category }) => truth.kind === kind && category === 'reading'),
      kind,
    ).toBeGreaterThan(2);
  }
});

it('has as many right answers yes as no', () => {
  const existence = items.filter(({ category }) => category === 'existence');
  const yes = existence.filter(({ truth }) => truth.answer === 'yes').length;
  expect(Math.abs(2 * yes - existence.length)).toBeLessThanOrEqual(2);
});
