import { describe, expect, it } from 'vitest';
import { BENCHMARK_SEED } from '../data/picture/index.js';
import { composites } from './composites.js';
import { judge } from './evaluate.testing.js';
import { scoreRun } from './score-run.js';

const types = ['table', 'code', 'diagram'] as const;
const items = await composites.load({ pictures: 4, questions: 3, types });

describe('the questions', () => {
  it('are a few for each of as many pictures of every type, of different abilities', () => {
    for (const type of types) {
      const asked = items.filter(({ category }) => category === type);
      expect(new Set(asked.map(({ cluster }) => cluster)).size).toBe(4);
      expect(asked.length).toBeGreaterThan(4);
      expect(asked.length).toBeLessThanOrEqual(12);
    }
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
  });

  it('are about pictures that training never draws, and that can be shown', () => {
    for (const { image, truth } of items) {
      expect(truth.seed).toBeGreaterThanOrEqual(BENCHMARK_SEED);
      const { width, height, data } = composites.draw!(image!);
      expect(Math.max(width, height)).toBeLessThanOrEqual(256);
      expect(data.length).toBe(3 * width * height);
    }
    expect(() => composites.draw!('table-1-2.png')).toThrow(expect.objectContaining({ code: 'generated-picture' }));
  });

  it('repeat, grow with the number of pictures, and differ between editions', async () => {
    const fewer = await composites.load({ pictures: 2, questions: 3, types: ['table'] });
    const tables = items.filter(({ category }) => category === 'table');
    expect(fewer).toEqual(tables.slice(0, fewer.length));
    const other = await composites.load({ pictures: 2, questions: 3, types: ['table'], seed: 1 });
    expect(other.map(({ image }) => image)).not.toEqual(fewer.map(({ image }) => image));
  });

  it.each([{ pictures: 0 }, { types: ['photo'] }, { types: [] }, { perType: 3 }])(
    'are refused for %j',
    async (given) => {
      await expect(composites.load(given)).rejects.toMatchObject({ code: 'task-options', message: /composites/ });
    },
  );
});

describe('score', () => {
  it('is 100 for right answers, with a working, in any case and with a full stop', () => {
    const records = judge(composites, items, ({ truth }) => ` apple 12, bear 4 no: ${truth.answer.toUpperCase()}.\n`);
    const { metrics, perCategory } = composites.score(records);
    const withColon = items.filter(({ truth }) => truth.answer.includes(': '));
    if (withColon.length === 0) expect(metrics.accuracy).toBe(100);
    expect(Object.keys(perCategory)).toEqual([...types]);
    expect(composites.score(judge(composites, items, ({ truth }) => truth.answer)).metrics).toEqual({ accuracy: 100 });
  });

  it('is 0 for silence and for the answer before its working', () => {
    expect(composites.score(judge(composites, items, () => '')).metrics).toEqual({ accuracy: 0 });
    const [item] = items;
    expect(composites.grade(composites.parse(`${item.truth.answer}: something else`, item), item.truth)).toBe(0);
  });

  it('has an interval for every type that holds the share of right answers', () => {
    const records = judge(composites, items, ({ truth, cluster }) =>
      cluster.endsWith('0') ? 'nothing' : truth.answer,
    );
    const { perCategory, metrics } = scoreRun(composites, records, { resamples: 200 });
    for (const { accuracy } of [metrics, ...types.map((type) => perCategory[type].metrics)]) {
      const [low, high] = accuracy.interval;
      expect(low).toBeLessThanOrEqual(accuracy.value);
      expect(high).toBeGreaterThanOrEqual(accuracy.value);
      expect(low).toBeLessThan(high);
    }
  });
});
