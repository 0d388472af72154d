/**
 * Bootstrap intervals: the statistic is computed anew on samples drawn with replacement, and the middle 95 % of its
 * values is the interval. Answers about one picture are not independent, so whole clusters are drawn.
 *
 * Source: Efron & Tibshirani, "An Introduction to the Bootstrap" (1993), chapters 8 and 13.
 */
import { Random } from '../../base/random.js';
import { badInput, type Interval, percentileInterval } from './interval.js';

export interface BootstrapOptions {
  /** Samples drawn. @default 1000 */
  resamples?: number;
  /** @default 0 */
  seed?: number;
  /** @default 0.95 */
  confidence?: number;
}

/** What is resampled: something that belongs to a cluster and to a category. */
export interface Clustered {
  cluster: string;
  category: string;
}

/**
 * Samples of whole clusters with replacement, as many as there are. Clusters are drawn within the set of categories
 * that they appear in, so that a small category never vanishes. A cluster drawn twice appears under two names, made by
 * `rename`, so that a statistic that groups by cluster stays right.
 */
export function* clusterSamples<T extends Clustered>(
  records: readonly T[],
  { resamples = 1000, seed = 0 }: BootstrapOptions = {},
  rename: (record: T, cluster: string) => T = (record, cluster) => ({ ...record, cluster }),
): Generator<T[]> {
  if (records.length === 0) throw badInput('at least one record', 'none');
  if (!(Number.isInteger(resamples) && resamples > 0)) throw badInput('a number of resamples', `${resamples}`);
  const random = new Random(seed);
  const strata = strataOf(records).map((clusters) => clusters.map((cluster) => [cluster]));
  for (let round = 0; round < resamples; round++) {
    const sample: T[] = [];
    for (const clusters of strata) {
      const drawn = new Uint16Array(clusters.length);
      for (let draw = 0; draw < clusters.length; draw++) {
        const which = random.integer(0, clusters.length - 1);
        const copies = clusters[which];
        const copy = drawn[which]++;
        copies[copy] ??= copies[0].map((record) => rename(record, `${record.cluster} (${copy + 1})`));
        sample.push(...copies[copy]);
      }
    }
    yield sample;
  }
}

/** Clusters that appear in the same categories; those without a companion share one stratum. */
function strataOf<T extends Clustered>(records: readonly T[]): T[][][] {
  const clusters = group(records, ({ cluster }) => cluster);
  const strata = group([...clusters.values()], (members) =>
    [...new Set(members.map(({ category }) => category))].sort().join('\n'),
  );
  const single = [...strata.values()].filter(({ length }) => length === 1).flat();
  const larger = [...strata.values()].filter(({ length }) => length > 1);
  return single.length > 0 ? [...larger, single] : larger;
}

function group<T>(list: readonly T[], keyOf: (element: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const element of list) {
    const key = keyOf(element);
    const members = groups.get(key);
    if (members) members.push(element);
    else groups.set(key, [element]);
  }
  return groups;
}

/** Mean with its interval; values are independent. */
export function bootstrapMean(values: readonly number[], options: BootstrapOptions = {}) {
  const { resamples = 1000, seed = 0, confidence = 0.95 } = options;
  if (values.length === 0) throw badInput('at least one value', 'none');
  const random = new Random(seed);
  const means = Array.from({ length: resamples }, () => {
    let sum = 0;
    for (let draw = 0; draw < values.length; draw++) sum += random.pick(values);
    return sum / values.length;
  });
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, interval: percentileInterval(means, confidence) as Interval };
}

/** Mean of `second − first`, item by item, with its interval; pairs are drawn together. */
export function pairedBootstrap(first: readonly number[], second: readonly number[], options: BootstrapOptions = {}) {
  if (first.length !== second.length) throw badInput('two lists of one length', `${first.length} and ${second.length}`);
  const { mean, interval } = bootstrapMean(
    second.map((value, at) => value - first[at]),
    options,
  );
  return { difference: mean, interval };
}
