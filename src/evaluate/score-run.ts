import { type BootstrapOptions, clusterSamples } from './statistics/bootstrap.js';
import { type Interval, percentileInterval, wilson } from './statistics/interval.js';
import type { Judged, Metrics, Score, Task } from './task.js';

/** A number with its 95 % interval (or another confidence). */
export interface Estimate {
  value: number;
  interval: Interval;
}

export interface CategoryEstimates {
  items: number;
  metrics: Record<string, Estimate>;
}

/** Every metric of a run with its interval, over all items and by category. */
export interface ScoredRun extends CategoryEstimates {
  perCategory: Record<string, CategoryEstimates>;
}

/**
 * Scores records and gives every metric an interval: Wilson for plain shares of right answers where every item has its
 * own picture, the cluster bootstrap of `task.score` itself for everything else.
 */
export function scoreRun(task: Task, records: readonly Judged[], options: BootstrapOptions = {}): ScoredRun {
  const score = task.score(records);
  const samples = Array.from(clusterSamples(records, options), (sample) => task.score(sample));
  const estimate = (metrics: Metrics, of: (sample: Score) => Metrics | undefined): Record<string, Estimate> =>
    mapValues(metrics, (value, name) => {
      const values = samples.map((sample) => of(sample)?.[name] ?? Number.NaN);
      return { value, interval: percentileInterval(values, options.confidence) };
    });
  const perCategory = mapValues(score.perCategory, (metrics, category): CategoryEstimates => {
    const members = records.filter((record) => record.category === category);
    return {
      items: members.length,
      metrics: withWilson(
        estimate(metrics, (sample) => sample.perCategory[category]),
        members,
        options.confidence,
      ),
    };
  });
  return {
    items: records.length,
    metrics: withWilson(
      estimate(score.metrics, (sample) => sample.metrics),
      records,
      options.confidence,
    ),
    perCategory,
  };
}

/** Replaces the interval of `accuracy`, a plain share, where items are independent. */
function withWilson(estimates: Record<string, Estimate>, records: readonly Judged[], confidence?: number) {
  const { accuracy } = estimates;
  if (!accuracy || new Set(records.map(({ cluster }) => cluster)).size < records.length) return estimates;
  const right = records.filter(({ score }) => score === 1).length;
  const [low, high] = wilson(right, records.length, confidence);
  return { ...estimates, accuracy: { ...accuracy, interval: [100 * low, 100 * high] as Interval } };
}

export function mapValues<T, U>(object: Record<string, T>, map: (value: T, key: string) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value, key)]));
}
