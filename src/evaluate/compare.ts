import { isDeepStrictEqual } from 'node:util';
import { TesseraeError } from '../base/error.js';
import type { Run, RunRecord } from './run-file.js';
import { mapValues } from './score-run.js';
import { type BootstrapOptions, type Clustered, clusterSamples } from './statistics/bootstrap.js';
import { type Interval, percentileInterval } from './statistics/interval.js';
import { countPairs, type McNemar, mcnemar, type PairedCounts, pairedDifference } from './statistics/paired.js';
import { byCategory, type Metrics, percent, type Score, type Task } from './task.js';

/** One metric of both runs and how much the second differs from the first. */
export interface Difference {
  first: number;
  second: number;
  /** second − first */
  difference: number;
  interval: Interval;
}

export interface GroupComparison {
  items: number;
  metrics: Record<string, Difference>;
  /** Items right in both, one or none of the runs. */
  counts: PairedCounts;
  mcnemar: McNemar;
  /** Share of right items in percent: Newcombe's interval, or the bootstrap where items share pictures. */
  right: Difference;
}

/** Two runs of one task, item by item. */
export interface Comparison extends GroupComparison {
  first: Run['header'];
  second: Run['header'];
  perCategory: Record<string, GroupComparison>;
  /** Ids that only one run has; they are left out. */
  onlyInFirst: string[];
  onlyInSecond: string[];
  /** Ids whose scores differ. */
  differing: string[];
}

interface Pair extends Clustered {
  first: RunRecord;
  second: RunRecord;
}

/**
 * Pairs the items of two runs by id and compares every metric, overall and by category. Both runs are resampled
 * together, so what is hard for both cancels out and the interval is that of the difference.
 *
 * Where many items share pictures, read the bootstrap interval first: McNemar's test takes items as independent.
 *
 * @throws TesseraeError `compare-runs` if the tasks, truths or items do not fit
 */
export function compare(first: Run, second: Run, options: BootstrapOptions = {}): Comparison {
  const { pairs, onlyInFirst, onlyInSecond } = pairRuns(first, second);
  const { task } = first;
  const samples = Array.from(clusterSamples(pairs, options, renamePair), (sample) => scoreBoth(task, sample));
  const score = scoreBoth(task, pairs);
  const group = (members: readonly Pair[], of: (score: Score) => Metrics | undefined): GroupComparison => {
    const differences = differencesOf(
      score.map(of),
      samples.map((sample) => sample.map(of)),
      options.confidence,
    );
    const counts = countPairs(members.map((pair) => [pair.first.score === 1, pair.second.score === 1]));
    const { right, ...metrics } = differences;
    const shared = new Set(members.map(({ cluster }) => cluster)).size < members.length;
    const exact = pairedDifference(counts, options.confidence).interval.map((end) => 100 * end) as Interval;
    const interval = shared ? right.interval : exact;
    return { items: members.length, metrics, counts, mcnemar: mcnemar(counts), right: { ...right, interval } };
  };
  return {
    first: first.header,
    second: second.header,
    ...group(pairs, ({ metrics }) => metrics),
    perCategory: mapValues(score[0].perCategory, (_, category) =>
      group(
        pairs.filter((pair) => pair.category === category),
        ({ perCategory }) => perCategory[category],
      ),
    ),
    onlyInFirst,
    onlyInSecond,
    differing: pairs.filter((pair) => pair.first.score !== pair.second.score).map((pair) => pair.first.id),
  };
}

function pairRuns(first: Run, second: Run) {
  const names = [first.header.task, second.header.task];
  if (names[0] !== names[1]) throw badRuns('two runs of one task', names.join(' and '));
  const others = new Map(second.records.map((record) => [record.id, record]));
  const pairs: Pair[] = [];
  for (const record of first.records) {
    const other = others.get(record.id);
    if (!other) continue;
    if (!isDeepStrictEqual(record.truth, other.truth) || record.category !== other.category) {
      throw badRuns(`one truth of "${record.id}" in ${first.path} and ${second.path}`, 'two');
    }
    pairs.push({ cluster: record.cluster, category: record.category, first: record, second: other });
  }
  if (pairs.length === 0) throw badRuns(`items that ${first.path} and ${second.path} share`, 'none');
  const shared = new Set(pairs.map((pair) => pair.first.id));
  const rest = ({ records }: Run): string[] => records.map(({ id }) => id).filter((id) => !shared.has(id));
  return { pairs, onlyInFirst: rest(first), onlyInSecond: rest(second) };
}

function renamePair({ category, first, second }: Pair, cluster: string): Pair {
  return { cluster, category, first: { ...first, cluster }, second: { ...second, cluster } };
}

/** Scores of both sides; every group also gets the metric `right`, the share of items with full credit. */
function scoreBoth(task: Task, pairs: readonly Pair[]): [Score, Score] {
  return [
    scoreSide(
      task,
      pairs.map(({ first }) => first),
    ),
    scoreSide(
      task,
      pairs.map(({ second }) => second),
    ),
  ];
}

function scoreSide(task: Task, records: readonly RunRecord[]): Score {
  const score = task.score(records);
  const groups = byCategory(records);
  return {
    metrics: { ...score.metrics, right: rightShare(records) },
    perCategory: mapValues(score.perCategory, (metrics, category) => {
      return { ...metrics, right: rightShare(groups.get(category) ?? []) };
    }),
  };
}

function rightShare(records: readonly RunRecord[]): number {
  return percent(records.filter(({ score }) => score === 1).length, records.length);
}

type Sides = (Metrics | undefined)[];

function differencesOf([first, second]: Sides, samples: readonly Sides[], confidence?: number) {
  return mapValues(first ?? {}, (value, name): Difference => {
    const other = second?.[name] ?? Number.NaN;
    const values = samples.map(([a, b]) => (b?.[name] ?? Number.NaN) - (a?.[name] ?? Number.NaN));
    return { first: value, second: other, difference: other - value, interval: percentileInterval(values, confidence) };
  });
}

function badRuns(expected: string, received: string): TesseraeError {
  return new TesseraeError('compare-runs', { expected, received, action: 'Compare runs of the same task and data.' });
}
