import type { Random } from '../../base/random.js';
import {
  COMPANY_ENDS,
  COMPANY_STEMS,
  FIELDS,
  FIRST_NAMES,
  type Field,
  GOODS,
  LAST_NAMES,
  MEASURES,
  type Measure,
  MONTHS,
  PLACES,
  QUARTERS,
  SEASONS,
  WEEKDAYS,
} from './words.js';

/** Categories that go together: `noun` is singular ("department"), `plural` names all of them. */
export interface Names {
  noun: string;
  plural: string;
  names: string[];
  /** True for times, whose order must not be changed. */
  ordered: boolean;
}

/** Values by row and column: `values[row][column]`. */
export interface DataTable {
  title: string;
  measure: Measure;
  rows: Names;
  columns: Names;
  values: number[][];
}

const NOUNS: Record<Field, [noun: string, plural: string]> = {
  drinks: ['drink', 'drinks'],
  fruit: ['fruit', 'fruits'],
  vegetables: ['vegetable', 'vegetables'],
  bakery: ['product', 'products'],
  books: ['genre', 'genres'],
  sports: ['sport', 'sports'],
  transport: ['mode', 'modes'],
  energy: ['energy source', 'energy sources'],
  animals: ['animal', 'animals'],
  tools: ['tool', 'tools'],
  crops: ['crop', 'crops'],
  devices: ['device', 'devices'],
  departments: ['department', 'departments'],
  crafts: ['craft', 'crafts'],
};

/** `count` unordered names of one sort: goods of one field, places, people or companies. */
export function drawCategories(random: Random, count: number, avoid: readonly string[] = []): Names {
  const free = (names: readonly string[]): string[] =>
    random.sample(
      names.filter((name) => !avoid.includes(name)),
      count,
    );
  const sort = random.uniform();
  if (sort < 0.55) {
    const field = random.pick(
      FIELDS.filter((name) => GOODS[name].filter((word) => !avoid.includes(word)).length >= count),
    );
    const [noun, plural] = NOUNS[field];
    return { noun, plural, names: free(GOODS[field]), ordered: false };
  }
  if (sort < 0.8) return { noun: 'town', plural: 'towns', names: free(PLACES), ordered: false };
  if (sort < 0.9) return { noun: 'person', plural: 'people', names: free(FIRST_NAMES), ordered: false };
  return {
    noun: 'company',
    plural: 'companies',
    names: random
      .sample(
        COMPANY_STEMS.filter((stem) => !avoid.some((name) => name.startsWith(`${stem} `))),
        count,
      )
      .map((stem) => `${stem} ${random.pick(COMPANY_ENDS)}`),
    ordered: false,
  };
}

/** `count` times in a row: years, months, quarters with years, weekdays or seasons. */
export function drawTimes(random: Random, count: number): Names {
  const years = (): Names => {
    const step = random.pick([1, 1, 1, 2, 5]);
    const last = random.integer(2008, 2025);
    return {
      noun: 'year',
      plural: 'years',
      names: Array.from({ length: count }, (_, i) => String(last - (count - 1 - i) * step)),
      ordered: true,
    };
  };
  const sorts: (() => Names)[] = [years, years];
  const slice = (all: readonly string[]): string[] => {
    const start = random.integer(0, all.length - count);
    return all.slice(start, start + count);
  };
  if (count <= 12) sorts.push(() => ({ noun: 'month', plural: 'months', names: slice(MONTHS), ordered: true }));
  if (count <= 7) sorts.push(() => ({ noun: 'day', plural: 'days', names: slice(WEEKDAYS), ordered: true }));
  if (count <= 4) {
    sorts.push(() => ({ noun: 'quarter', plural: 'quarters', names: slice(QUARTERS), ordered: true }));
    sorts.push(() => ({ noun: 'season', plural: 'seasons', names: slice(SEASONS), ordered: true }));
  }
  return random.pick(sorts)();
}

/** A person's first and last name, or several different ones. */
export function drawPeople(random: Random, count: number): string[] {
  const first = random.sample(FIRST_NAMES, count);
  const last = random.sample(LAST_NAMES, count);
  return first.map((name, i) => `${name} ${last[i % last.length]}`);
}

/** `count` values of a measure, without a pattern. */
export function drawValues(random: Random, measure: Measure, count: number): number[] {
  const { low, high } = measure;
  const span = high - low;
  const top = low + span * (0.35 + 0.65 * random.uniform());
  return Array.from({ length: count }, () => roundTo(low + (top - low) * random.uniform(), measure.decimals));
}

/** Shapes of a series over time. */
export const TRENDS = ['rise', 'fall', 'peak', 'dip', 'flat', 'cycle', 'jump'] as const;

export type Trend = (typeof TRENDS)[number];

/** `count` values of a measure that follow a trend, with noise that does not hide it. */
export function drawSeries(
  random: Random,
  measure: Measure,
  count: number,
  trend: Trend = random.pick(TRENDS),
): number[] {
  const { low, high, decimals } = measure;
  const span = (high - low) * (0.4 + 0.5 * random.uniform());
  const base = low + (high - low - span) * random.uniform();
  const noise = 0.06 * span;
  const centre = 0.3 + 0.4 * random.uniform();
  const shape: Record<Trend, (t: number) => number> = {
    rise: (t) => t,
    fall: (t) => 1 - t,
    peak: (t) => 1 - (Math.abs(t - centre) / Math.max(centre, 1 - centre)) ** 1.3,
    dip: (t) => (Math.abs(t - centre) / Math.max(centre, 1 - centre)) ** 1.3,
    flat: () => 0.5,
    cycle: (t) => 0.5 + 0.45 * Math.sin(4 * Math.PI * t + 2 * Math.PI * centre),
    jump: (t) => (t < centre ? 0.15 : 0.85),
  };
  return Array.from({ length: count }, (_, i) => {
    const t = count === 1 ? 0 : i / (count - 1);
    const value = base + span * shape[trend](t) + noise * (2 * random.uniform() - 1);
    return roundTo(Math.min(high, Math.max(low, value)), decimals);
  });
}

/** A table of one measure: rows are categories, columns are categories or times. */
export function drawTable(random: Random, rowCount: number, columnCount: number): DataTable {
  const measure = random.pick(MEASURES);
  const rows = drawCategories(random, rowCount);
  const timed = random.chance(0.6);
  const columns = timed ? drawTimes(random, columnCount) : drawCategories(random, columnCount, rows.names);
  const values = rows.names.map(() =>
    timed ? drawSeries(random, measure, columnCount) : drawValues(random, measure, columnCount),
  );
  return { title: `${measure.title} by ${rows.noun} and ${columns.noun}`, measure, rows, columns, values };
}

/** The value with a fixed number of decimals, without binary dust. */
export function roundTo(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
