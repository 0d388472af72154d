import { describe, expect, it } from 'vitest';
import { BENCHMARK_SEED, benchmarkItems } from './benchmark-items.js';
import { planSample } from './draw-sample.js';
import { CATEGORIES } from './kind.js';
import { PICTURE_KINDS, pictureKind } from './picture-kinds.js';

describe('benchmarkItems', () => {
  const items = benchmarkItems();
  const questions = items.filter(({ category }) => category !== 'caption');

  it('has at least 2,000 questions, evenly over categories and kinds', () => {
    expect(questions.length).toBeGreaterThanOrEqual(2000);
    for (const category of CATEGORIES) {
      for (const { name } of PICTURE_KINDS) {
        expect(questions.filter((item) => item.category === category && item.kind === name).length).toBe(120);
      }
    }
    expect(items.length - questions.length).toBe(120);
  });

  it('has unique ids and streams that training cannot reach', () => {
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    for (const { seed } of [...items.slice(0, 50), ...benchmarkItems({ seed: 3, perCategory: 6 })]) {
      expect(seed).toBeGreaterThanOrEqual(2 ** 31);
    }
    expect(BENCHMARK_SEED).toBe(2 ** 31);
  });

  it('answers yes exactly as often as no to existence, and within one elsewhere', () => {
    const count = (category: string, kind: string, answer: string): number =>
      items.filter((item) => item.category === category && item.kind === kind && item.answer === answer).length;
    for (const { name } of PICTURE_KINDS) {
      expect(count('existence', name, 'yes')).toBe(60);
      expect(count('existence', name, 'no')).toBe(60);
      expect(Math.abs(count('comparison', name, 'yes') - count('comparison', name, 'no'))).toBeLessThanOrEqual(1);
    }
  });

  it('takes every question from the sample it names', () => {
    for (const { kind, seed, index, category, question, answer } of items.filter((_, at) => at % 4 === 0)) {
      const plan = planSample({ kind, seed, index });
      if (category === 'caption') {
        expect(pictureKind(kind).check(plan.meta, answer)).toMatchObject({ errors: [] });
      } else {
        expect(plan.questions).toContainEqual(expect.objectContaining({ category, question, answer }));
      }
    }
  });

  it('spreads a total that kinds do not divide', () => {
    const few = benchmarkItems({ perCategory: 4, captions: 2 });
    for (const category of CATEGORIES) expect(few.filter((item) => item.category === category).length).toBe(4);
    expect(few.filter((item) => item.category === 'caption').length).toBe(2);
    expect(benchmarkItems({ perCategory: 4, captions: 2 })).toEqual(few);
  });
});
