import type { Random } from '../../../base/random.js';
import { FOREWORDS, NAME_SETS, type NameSetName, PLACES } from './names.js';
import { type Measure, TOPICS } from './topics.js';

/** One row of numbers. */
export interface Series {
  /** Empty where a chart has one series without a name. */
  name: string;
  values: number[];
}

/** What a chart with categories shows. */
export interface ChartTable {
  title: string | null;
  measure: string;
  unit: string | null;
  decimals: 0 | 1;
  /** True when a sum of values means something. */
  additive: boolean;
  /** What a category is, singular, lower case. */
  categoryLabel: string;
  categories: string[];
  /** What a series is; none for one series. */
  groupLabel: string | null;
  series: Series[];
}

/** A table before its values are drawn. */
export interface Heads extends Omit<ChartTable, 'series'> {
  /** Of the series. */
  names: string[];
  source: Measure;
}

export interface HeadWish {
  /** How many. */
  categories: number;
  /** 1 for a chart without names of series. */
  series: number;
  /** Only measures whose sum means something. */
  additive?: boolean;
  /** Categories are times. */
  time?: boolean;
}

/** Draws categories, names of series, measure and title that belong together. */
export function drawHeads({ categories: count, series, additive, time }: HeadWish, random: Random): Heads {
  for (;;) {
    const { categories, groups, measures } = random.pick(TOPICS);
    const usable = measures.filter((measure) => !additive || measure.additive);
    if (usable.length === 0) continue;
    const source = random.pick(usable);
    const across = time ? drawTimes(count, random) : drawNames(random.pick(categories), count, random);
    const group = random.pick(time && random.chance(0.5) ? categories : groups);
    const names = series === 1 ? [] : drawNames(group, series, random).names;
    if (across.names.length < count || (series > 1 && names.length < series)) continue;
    if (names.some((name) => across.names.includes(name)) || across.label === NAME_SETS[group].label) continue;
    const groupLabel = series === 1 ? null : NAME_SETS[group].label;
    const title = random.chance(0.92) ? drawTitle(source.name, across, groupLabel, time ?? false, random) : null;
    return {
      title,
      measure: source.name,
      unit: source.unit,
      decimals: source.decimals,
      additive: source.additive,
      categoryLabel: across.label,
      categories: across.names,
      groupLabel,
      names,
      source,
    };
  }
}

/** Whether the categories are times or stages in their order. */
export function isTime({ categoryLabel }: Pick<ChartTable, 'categoryLabel'>): boolean {
  return ['year', 'month', 'day', 'season', 'stage'].includes(categoryLabel);
}

/** The measure with its unit, as it stands at an axis. */
export function measureText({ measure, unit }: Pick<ChartTable, 'measure' | 'unit'>): string {
  return unit === null ? measure : `${measure} (${unit})`;
}

/** With a capital letter at the start. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** With a small letter at the start. */
export function small(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

interface Named {
  label: string;
  names: string[];
}

function drawNames(set: NameSetName, count: number, random: Random): Named {
  const { label, names } = NAME_SETS[set];
  return { label, names: ORDERED.has(set) ? names.slice(0, count) : random.sample(names, count) };
}

/** Sets whose order means something. */
const ORDERED = new Set<NameSetName>(['weekday', 'season', 'medal']);

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

function drawTimes(count: number, random: Random): Named {
  const months = random.chance(0.5) ? MONTHS : MONTHS.map((name) => name.slice(0, 3));
  if (count <= 12 && random.chance(0.4)) {
    const first = random.integer(0, 12 - count);
    return { label: 'month', names: months.slice(first, first + count) };
  }
  if (count <= 7 && random.chance(0.2))
    return { label: 'day', names: NAME_SETS.weekday.names.slice(0, count) as string[] };
  const step = count <= 8 ? random.pick([1, 1, 2, 5]) : 1;
  const first = random.integer(1975, 2024 - step * (count - 1));
  return { label: 'year', names: Array.from({ length: count }, (_, at) => String(first + at * step)) };
}

function drawTitle(
  measure: string,
  { label, names }: Named,
  group: string | null,
  time: boolean,
  random: Random,
): string {
  const place = random.pick(PLACES);
  const year = random.integer(1998, 2025);
  const by = group === null ? label : random.pick([label, `${label} and ${group}`, `${group} and ${label}`]);
  const years = time && label === 'year';
  const span = years ? `${names[0]}–${names[names.length - 1]}` : String(year);
  return random.pick([
    `${measure} by ${by}`,
    `${measure} by ${by}`,
    `${measure} in ${place}`,
    `${measure} in ${place}, ${span}`,
    `${measure}, ${span}`,
    `${place}: ${small(measure)} by ${by}`,
    `${random.pick(FOREWORDS)}: ${small(measure)}`,
    ...(years ? [`${measure} from ${names[0]} to ${names[names.length - 1]}`, `How ${small(measure)} changed`] : []),
    ...(years ? [] : [`${random.pick(FOREWORDS)} ${year}: ${small(measure)}`]),
  ]);
}
