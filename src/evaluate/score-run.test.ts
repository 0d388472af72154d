import { describe, expect, it } from 'vitest';
import { Random } from '../base/random.js';
import { chair } from './chair.js';
import { fakeItems, judge } from './evaluate.testing.js';
import { formatScore } from './format.js';
import { mme } from './mme.js';
import { pope } from './pope.js';
import { scoreRun } from './score-run.js';
import { wilson } from './statistics/interval.js';
import type { Item } from './task.js';

/** Answers that are right with the probability that `shareOf` gives. */
function noisy(shareOf: (item: Item) => number, seed = 1): (item: Item) => string {
  const random = new Random(seed);
  return (item) => (random.chance(shareOf(item)) === (item.truth === 'yes') ? 'yes' : 'no');
}

describe('scores with intervals', () => {
  it('gives every metric of a task an interval around it', () => {
    const records = judge(
      pope,
      fakeItems(60, ['random', 'popular']),
      noisy(() => 0.8),
    );
    const score = scoreRun(pope, records, { resamples: 300 });
    expect(score.items).toBe(720);
    expect(Object.keys(score.metrics)).toEqual(Object.keys(pope.score(records).metrics));
    expect(Object.keys(score.perCategory)).toEqual(['random', 'popular']);
    expect(score.perCategory.random.items).toBe(360);
    for (const { value, interval } of [score.metrics.f1, score.metrics.meanF1, score.perCategory.random.metrics.f1]) {
      expect(interval[0]).toBeLessThan(value);
      expect(interval[1]).toBeGreaterThan(value);
    }
  });

  it('is wider where a picture decides all its answers', () => {
    const items = fakeItems(60);
    const width = (answer: (item: Item) => string): number => {
      const { interval } = scoreRun(pope, judge(pope, items, answer), { resamples: 400 }).metrics.accuracy;
      return interval[1] - interval[0];
    };
    const hard = new Set(new Random(2).sample([...new Set(items.map(({ cluster }) => cluster))], 12));
    const together = width(({ truth, cluster }) => (hard.has(cluster) === (truth === 'yes') ? 'no' : 'yes'));
    expect(together / width(noisy(() => 0.8))).toBeGreaterThan(1.8);
  });

  it('uses the interval of Wilson for accuracy where every item has its own picture', () => {
    const items = fakeItems(20).map((item) => ({ ...item, cluster: item.id }));
    const records = judge(
      pope,
      items,
      noisy(() => 0.9),
    );
    const right = records.filter(({ score }) => score === 1).length;
    const { accuracy } = scoreRun(pope, records, { resamples: 10 }).metrics;
    expect(accuracy.interval).toEqual(wilson(right, records.length).map((end) => 100 * end));
  });

  it('keeps the pairs of MME whole when a picture is drawn twice', () => {
    const items = ['count', 'scene'].flatMap((subtask) =>
      Array.from({ length: 30 }, (_, at): Item<'yes' | 'no'> => {
        const cluster = `${subtask}/${at >> 1}`;
        return { id: `${cluster}/${at % 2}`, question: '', truth: at % 2 ? 'no' : 'yes', category: subtask, cluster };
      }),
    );
    const { metrics } = scoreRun(
      mme,
      judge(mme, items, () => 'yes'),
      { resamples: 50 },
    );
    expect(metrics.accuracyPlus).toEqual({ value: 0, interval: [0, 0] });
    expect(metrics.perception).toEqual({ value: 100, interval: [100, 100] });
  });

  it('prints a table, with dashes for what is undefined', () => {
    const item = { id: '1', question: '', truth: ['dog'], category: 'caption', cluster: '1' };
    const text = formatScore(
      scoreRun(
        chair,
        judge(chair, [item], () => 'Nothing.'),
        { resamples: 5 },
      ),
    );
    expect(
      text
        .split('\n')
        .slice(0, 4)
        .map((line) => line.trim().split(/\s{2,}/)),
    ).toEqual([
      ['all (1 items)'],
      ['chairS', '0.00', '[0.00, 0.00]'],
      ['chairI', '–'],
      ['recall', '0.00', '[0.00, 0.00]'],
    ]);
  });
});
