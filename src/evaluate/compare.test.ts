import { describe, expect, it } from 'vitest';
import { Random } from '../base/random.js';
import { compare } from './compare.js';
import { fakeItems, judge } from './evaluate.testing.js';
import { formatComparison } from './format.js';
import { pope } from './pope.js';
import type { Run } from './run-file.js';
import { scoreRun } from './score-run.js';
import { mcnemar, pairedDifference } from './statistics/paired.js';
import type { Item } from './task.js';

const items = fakeItems(30, ['random', 'popular']);

function runOf(model: string, answer: (item: Item) => string, list: Item[] = items): Run {
  const header = { kind: 'tesserae-run', format: 1, task: 'pope', model, settings: {}, seed: 0, version: '1' } as const;
  const records = judge(pope, list as typeof items, answer).map((record) => ({
    ...record,
    prompt: [],
    milliseconds: 1,
  }));
  return { path: `${model}.jsonl`, header, task: pope, records };
}

/** Right but for some items that depend on the seed. */
const mistaken = (share: number, seed: number) => {
  const random = new Random(seed);
  const wrong = new Set(items.filter(() => random.chance(share)).map(({ id }) => id));
  return ({ id, truth }: Item): string => ((truth === 'yes') !== wrong.has(id) ? 'yes' : 'no');
};

describe('comparison of two runs', () => {
  const first = runOf('full', mistaken(0.2, 1));
  const second = runOf('reduced', mistaken(0.4, 2));

  it('finds no difference between a run and itself', () => {
    const { metrics, right, counts, mcnemar, differing } = compare(first, first, { resamples: 50 });
    for (const row of [right, ...Object.values(metrics)]) {
      expect(row).toMatchObject({ difference: 0, interval: [0, 0] });
    }
    expect([counts.onlyFirst, counts.onlySecond, mcnemar.exact]).toEqual([0, 0, 1]);
    expect(differing).toEqual([]);
  });

  it('pairs items by id, whatever their order', () => {
    const shuffled = { ...second, records: new Random(1).shuffle(second.records) };
    expect(compare(first, shuffled, { resamples: 20 })).toEqual(compare(first, second, { resamples: 20 }));
  });

  it('gives values of both runs, their difference, an interval around it and the counts of pairs', () => {
    const result = compare(first, second, { resamples: 120 });
    const [a, b] = [first, second].map(({ records }) => pope.score(records as never));
    expect(result.metrics.f1).toMatchObject({ first: a.metrics.f1, second: b.metrics.f1 });
    expect(result.metrics.f1.difference).toBeCloseTo(b.metrics.f1 - a.metrics.f1, 12);
    expect(result.metrics.f1.interval[0]).toBeLessThan(result.metrics.f1.difference);
    expect(result.metrics.f1.interval[1]).toBeGreaterThan(result.metrics.f1.difference);
    expect(result.metrics.f1.interval[1]).toBeLessThan(0);
    const { onlyFirst, onlySecond, both, neither } = result.counts;
    expect(onlyFirst + onlySecond).toBe(result.differing.length);
    expect(onlyFirst + onlySecond + both + neither).toBe(items.length);
    expect(result.mcnemar).toEqual(mcnemar({ onlyFirst, onlySecond }));
    expect(result.right.difference).toBeCloseTo((100 * (onlySecond - onlyFirst)) / items.length, 12);
    expect(result.perCategory.popular.items).toBe(180);
    expect(result.perCategory.popular.metrics.accuracy.first).toBe(a.perCategory.popular.accuracy);
  });

  it('changes the sign with the order', () => {
    const there = compare(first, second, { resamples: 40 }).metrics.accuracy;
    const back = compare(second, first, { resamples: 40 }).metrics.accuracy;
    expect(back.difference).toBeCloseTo(-there.difference, 12);
    expect(back.interval[0]).toBeCloseTo(-there.interval[1], 12);
  });

  it('is sharper than two separate intervals where runs fail on the same items', () => {
    const hard = mistaken(0.3, 3);
    const flip = new Set(new Random(4).sample(items, 12).map(({ id }) => id));
    const a = runOf('a', hard);
    const b = runOf('b', (item) => (flip.has(item.id) ? (item.truth as string) : hard(item)));
    const width = ([low, high]: readonly [number, number]): number => high - low;
    const apart = width(scoreRun(pope, a.records, { resamples: 120 }).metrics.accuracy.interval);
    expect(width(compare(a, b, { resamples: 120 }).metrics.accuracy.interval)).toBeLessThan(0.5 * apart);
  });

  it('uses the interval of Newcombe for right items where every item has its own picture', () => {
    const alone = items.map((item) => ({ ...item, cluster: item.id }));
    const [a, b] = [runOf('a', mistaken(0.2, 1), alone), runOf('b', mistaken(0.4, 2), alone)];
    const { counts, right } = compare(a, b, { resamples: 10 });
    expect(right.interval).toEqual(pairedDifference(counts).interval.map((end) => 100 * end));
  });

  it('names the items that only one run has', () => {
    const part = runOf('part', mistaken(0.2, 1), items.slice(2));
    const result = compare(first, part, { resamples: 10 });
    expect(result).toMatchObject({ items: 358, onlyInFirst: ['random/1', 'random/2'], onlyInSecond: [] });
    expect(formatComparison(result)).toMatch(/2 items only in the first run and 0 only in the second left out/);
  });

  it('prints a table for all items and for every category', () => {
    const lines = formatComparison(compare(first, second, { resamples: 20 })).split('\n');
    expect(lines[0].trim().split(/\s{2,}/)).toEqual(['full', 'reduced', 'difference', 'interval']);
    expect(lines.filter((line) => /^(all|random|popular) \(\d+ items; .*McNemar p/.test(line))).toHaveLength(3);
    expect(lines.filter((line) => /^ {2}f1 .* −\d+\.\d+ +\[−/.test(line))).toHaveLength(3);
  });

  it('refuses other tasks, other truths and nothing in common', () => {
    const refusal = expect.objectContaining({ code: 'compare-runs' });
    const other = { ...second, header: { ...second.header, task: 'mme' } };
    const truths = { ...second, records: second.records.map((record) => ({ ...record, truth: 'yes' })) };
    const apart = { ...second, records: second.records.map((record) => ({ ...record, id: `x${record.id}` })) };
    const moved = { ...second, records: second.records.map((record) => ({ ...record, category: 'other' })) };
    for (const run of [other, truths, apart, moved]) expect(() => compare(first, run)).toThrow(refusal);
  });
});
