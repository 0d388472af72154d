/**
 * Two settings judged on the same items.
 *
 * Sources: McNemar, Psychometrika 12 (1947); Edwards' continuity correction, Psychometrika 13 (1948); Newcombe,
 * Statistics in Medicine 17 (1998) 2635, method 10 (the interval of the difference).
 */
import { chiSquareTail, fairCoinCdf } from './distribution.js';
import { badInput, type Interval, wilson } from './interval.js';

/** How many items which of two settings got right. */
export interface PairedCounts {
  both: number;
  onlyFirst: number;
  onlySecond: number;
  neither: number;
}

/** Counts of pairs `[first right, second right]`. */
export function countPairs(pairs: Iterable<readonly [first: boolean, second: boolean]>): PairedCounts {
  const counts = { both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 };
  for (const [first, second] of pairs) {
    if (first) counts[second ? 'both' : 'onlyFirst']++;
    else counts[second ? 'onlySecond' : 'neither']++;
  }
  return counts;
}

export interface McNemar {
  /** Two-sided probability of a split as uneven as this one if both settings were equally good; exact binomial. */
  exact: number;
  /** (|b − c| − 1)² / (b + c), with continuity correction. */
  chiSquare: number;
  /** Its probability, one degree of freedom: close to `exact` from about 25 differing items on. */
  approximate: number;
}

/**
 * Do two settings differ? Only items count that exactly one of them got right.
 *
 * @example
 * mcnemar({ onlyFirst: 1, onlySecond: 9 }).exact; // 0.0215
 */
export function mcnemar({ onlyFirst, onlySecond }: Pick<PairedCounts, 'onlyFirst' | 'onlySecond'>): McNemar {
  const differing = onlyFirst + onlySecond;
  if (differing === 0) return { exact: 1, chiSquare: 0, approximate: 1 };
  const chiSquare = Math.max(0, Math.abs(onlyFirst - onlySecond) - 1) ** 2 / differing;
  const exact = Math.min(1, 2 * fairCoinCdf(Math.min(onlyFirst, onlySecond), differing));
  return { exact, chiSquare, approximate: chiSquareTail(chiSquare) };
}

/** Share right of the second setting minus that of the first, with an interval for independent items. */
export function pairedDifference(counts: PairedCounts, confidence = 0.95): { difference: number; interval: Interval } {
  const { both, onlyFirst, onlySecond, neither } = counts;
  const total = both + onlyFirst + onlySecond + neither;
  if (total === 0) throw badInput('at least one pair', 'none');
  const [first, second] = [both + onlyFirst, both + onlySecond];
  const [firstLow, firstHigh] = wilson(first, total, confidence).map((end) => Math.abs(first / total - end));
  const [secondLow, secondHigh] = wilson(second, total, confidence).map((end) => Math.abs(second / total - end));
  const phi = correlation(counts, total);
  const difference = (onlySecond - onlyFirst) / total;
  const down = Math.sqrt(Math.max(0, secondLow ** 2 - 2 * phi * secondLow * firstHigh + firstHigh ** 2));
  const up = Math.sqrt(Math.max(0, secondHigh ** 2 - 2 * phi * secondHigh * firstLow + firstLow ** 2));
  return { difference, interval: [Math.max(-1, difference - down), Math.min(1, difference + up)] };
}

/** φ of the two settings; a positive numerator is reduced by half the total, but not below zero (method 10). */
function correlation({ both, onlyFirst, onlySecond, neither }: PairedCounts, total: number): number {
  const margins = (both + onlyFirst) * (onlySecond + neither) * (both + onlySecond) * (onlyFirst + neither);
  if (margins === 0) return 0;
  const cross = both * neither - onlyFirst * onlySecond;
  return (cross > 0 ? Math.max(0, cross - total / 2) : cross) / Math.sqrt(margins);
}
