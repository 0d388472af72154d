import {
  type ComparisonClaim,
  comparisonsOf,
  type NameClaim,
  type NumberClaim,
  type SuperlativeClaim,
  superlativesOf,
  type TrendClaim,
} from '../../claims.js';
import { tidy } from '../scale.js';
import { type ChartTable, capital, measureText } from '../table.js';
import { type Reading, toleranceOf, visibleGap } from './reading.js';

/** What follows from the numbers of a table. */
export interface TableClaims {
  names: NameClaim[];
  numbers: NumberClaim[];
  superlatives: SuperlativeClaim[];
  comparisons: ComparisonClaim[];
  words: string[];
}

type Named = readonly (readonly [name: string, value: number])[];

/** Claims of a table whose values are known as `reading` says. */
export function claimsOfTable(
  table: ChartTable,
  reading: Reading,
  required: readonly string[] = table.categories,
): TableClaims {
  const { categories, series } = table;
  const tolerance = toleranceOf(reading);
  const several = series.length > 1;
  const numbers: NumberClaim[] = [];
  const superlatives: SuperlativeClaim[] = [];
  const comparisons: ComparisonClaim[] = [];
  const compare = (values: Named, within?: string): void => {
    superlatives.push(...ranked(values).map((claim) => (within === undefined ? claim : { ...claim, within })));
    comparisons.push(...comparisonsOf(values, 0, within));
    numbers.push(...pairNumbers(values, tolerance));
  };
  for (const { name, values } of series) {
    values.forEach((value, c) => {
      numbers.push({ value, tolerance, of: several ? [name, categories[c]] : [categories[c]] });
    });
    compare(
      categories.map((category, c) => [category, values[c]]),
      several ? name : undefined,
    );
    numbers.push({ value: meanOf(values), tolerance: Math.max(tolerance, 0.06), ...about(name) });
    if (several) numbers.push({ value: sumOf(values), tolerance: tolerance * values.length, of: [name] });
    else if (table.additive)
      numbers.push(
        ...shareNumbers(
          categories.map((category, c) => [category, values[c]]),
          reading,
        ),
      );
  }
  numbers.push({
    value: sumOf(series.flatMap(({ values }) => values)),
    tolerance: tolerance * categories.length * series.length,
  });
  if (several) {
    superlatives.push(...overall(table));
    categories.forEach((category, c) => {
      compare(
        series.map(({ name, values }) => [name, values[c]]),
        category,
      );
      numbers.push({
        value: sumOf(series.map(({ values }) => values[c])),
        tolerance: tolerance * series.length,
        of: [category],
      });
    });
    compareTotals(totalsByCategory(table), tolerance * series.length);
    compareTotals(
      series.map(({ name, values }) => [name, sumOf(values)]),
      tolerance * categories.length,
    );
  }
  const names = [
    ...categories.map((name) => ({ name, required: required.includes(name) })),
    ...series.filter(({ name }) => name !== '').map(({ name }) => ({ name, required: true })),
    ...(table.title === null ? [] : [{ name: table.title, required: true }]),
  ];
  const words = [
    table.measure,
    measureText(table),
    table.unit ?? '',
    capital(table.categoryLabel),
    capital(table.groupLabel ?? ''),
  ];
  return { names, numbers, superlatives, comparisons, words: words.filter((word) => word !== '') };

  function compareTotals(values: Named, loose: number): void {
    superlatives.push(...ranked(values));
    comparisons.push(...comparisonsOf(values));
    numbers.push(...pairNumbers(values, loose));
  }
}

/** Rises and falls of every series from one category to the next, as far as they can be seen. */
export function trendsOf({ series }: ChartTable, reading: Reading): TrendClaim[] {
  return series.flatMap(({ name, values }) => {
    const steps = values.slice(1).map((value, at) => value - values[at]);
    const ends = values[values.length - 1] - values[0];
    const gap = visibleGap(reading);
    const of = name === '' ? {} : { of: [name] };
    const claims: TrendClaim[] = [];
    if (ends > 0 || steps.some((step) => step > gap)) claims.push({ direction: 'rise', ...of });
    if (ends < 0 || steps.some((step) => step < -gap)) claims.push({ direction: 'fall', ...of });
    return claims;
  });
}

/** Sums of the series for every category. */
export function totalsByCategory({ categories, series }: ChartTable): (readonly [string, number])[] {
  return categories.map((category, c) => [category, sumOf(series.map(({ values }) => values[c]))] as const);
}

export function sumOf(values: readonly number[]): number {
  return tidy(values.reduce((sum, value) => sum + value, 0));
}

export function meanOf(values: readonly number[]): number {
  return sumOf(values) / values.length;
}

const about = (name: string): { of?: string[] } => (name === '' ? {} : { of: [name] });

/** The first and the second of both ends. */
function ranked(values: Named): SuperlativeClaim[] {
  const sorted = [...new Set(values.map(([, value]) => value))].sort((a, b) => b - a);
  if (sorted.length < 3) return superlativesOf(values);
  const holders = (wanted: number): string[] => values.filter(([, value]) => value === wanted).map(([name]) => name);
  return [
    ...superlativesOf(values),
    { extreme: 'most', rank: 2, of: holders(sorted[1]) },
    { extreme: 'least', rank: 2, of: holders(sorted[sorted.length - 2]) },
  ];
}

/** Who holds the largest and smallest value of all. */
function overall({ categories, series }: ChartTable): SuperlativeClaim[] {
  const cells = series.flatMap(({ name, values }) => values.map((value, c) => ({ value, of: [name, categories[c]] })));
  const values = cells.map(({ value }) => value);
  const holders = (wanted: number): string[] => [
    ...new Set(cells.filter(({ value }) => value === wanted).flatMap(({ of }) => of)),
  ];
  return [
    { extreme: 'most', of: holders(Math.max(...values)) },
    { extreme: 'least', of: holders(Math.min(...values)) },
  ];
}

/** Percentages of the total. */
function shareNumbers(values: Named, { exact }: Reading): NumberClaim[] {
  const total = sumOf(values.map(([, value]) => value));
  return values.map(([name, value]) => ({ value: (100 * value) / total, tolerance: exact ? 0.6 : 3, of: [name] }));
}

/** Differences and ratios of all pairs. */
function pairNumbers(values: Named, tolerance: number): NumberClaim[] {
  const claims: NumberClaim[] = [];
  for (const [a, high] of values) {
    for (const [b, low] of values) {
      if (high <= low) continue;
      const of = [a, b];
      claims.push({ value: tidy(high - low), tolerance: 2 * tolerance, of });
      for (const factor of FACTORS) if (isMultiple(high, low, factor)) claims.push({ value: factor, of, ratio: true });
    }
  }
  return claims;
}

/** Ratios that have a word. */
export const FACTORS = [2, 3, 4] as const;

/** True where `high` is about `factor` times `low`. */
export function isMultiple(high: number, low: number, factor: number): boolean {
  return Math.abs(high / low - factor) <= 0.08 * factor;
}
