import type { Random } from '../../../../base/random.js';
import type { ChartTable } from '../table.js';
import { small } from '../table.js';
import { type Reading, say, sayDerived, visibleGap } from './reading.js';
import { countWord, listed, plural, type Story } from './story.js';
import { FACTORS, isMultiple, meanOf, sumOf } from './table-claims.js';

const TIMES_WORDS: Record<(typeof FACTORS)[number], string> = {
  2: 'twice as large as',
  3: 'triple the size of',
  4: 'quadruple the size of',
};

/** Names with their values. */
export type Named = readonly (readonly [name: string, value: number])[];

export interface FactOptions {
  table: ChartTable;
  reading: Reading;
  random: Random;
  story: Story;
  /** Whether sums mean something. */
  additive: boolean;
  /** Whether the categories are times. */
  time: boolean;
}

/** Facts about one row of values: extremes, differences, comparisons, sums, counts and the order. */
export function tellRow(values: Named, where: string | null, what: string, options: FactOptions): void {
  const { story, reading, random, table } = options;
  const gap = visibleGap(reading);
  const named: Named = values.map(([name, value]) => [entryWords(name), value]);
  const sorted = [...named].sort((a, b) => b[1] - a[1]);
  const [first, second] = sorted;
  const last = sorted[sorted.length - 1];
  const value = (number: number, unit = false): string => say(number, reading, random, unit);
  const inside = where === null ? '' : `${where}, `;
  if (first[1] - second[1] > gap) {
    story.may(
      `${inside}${first[0]} has the highest ${what} at ${value(first[1], true)}`,
      `${inside}the highest ${what} belongs to ${first[0]}, with ${value(first[1])}`,
      `${inside}${first[0]} leads with the largest ${what}, ${value(first[1], true)}`,
      `${inside}the maximum of ${value(first[1], true)} is found for ${first[0]}`,
    );
  }
  if (sorted[sorted.length - 2][1] - last[1] > gap) {
    story.may(
      `${inside}${last[0]} has the lowest ${what} at ${value(last[1], true)}`,
      `${inside}the smallest ${what} belongs to ${last[0]}, with only ${value(last[1])}`,
      `${inside}the minimum is found for ${last[0]}, at ${value(last[1], true)}`,
      `${inside}${last[0]} comes in with the lowest ${what}, ${value(last[1])}`,
    );
  }
  if (values.length > 3 && first[1] - second[1] > gap && second[1] - sorted[2][1] > gap) {
    story.may(
      `${inside}the second highest ${what} is that of ${second[0]}, at ${value(second[1])}`,
      `${inside}${second[0]} ranks second highest with ${value(second[1], true)}`,
    );
  }
  if (first[1] - last[1] > 2 * gap) {
    const difference = sayDerived(first[1] - last[1], reading, random, true);
    story.may(
      `${inside}the gap between ${first[0]} and ${last[0]} is ${difference}`,
      `${inside}${first[0]} and ${last[0]} are ${difference} apart`,
    );
  }
  for (const [a, b] of pairsOf(named, random, values.length > 4 ? (where === null ? 8 : 3) : 2))
    tellPair(a, b, inside, what, options);
  if (
    values.length > 3 &&
    sorted.every(([, number], at) => at === 0 || sorted[at - 1][1] - number > gap) &&
    !options.time
  ) {
    const order = listed(sorted.map(([name]) => name));
    story.may(
      `${inside}the ${plural(where === null ? table.categoryLabel : 'entries')} in descending order are ${order}`,
      `${inside}sorted by size, the order is ${order}`,
    );
  }
}

/** A name as the subject of a sentence; years need a word before them. */
function entryWords(name: string): string {
  return /^\d{4}$/.test(name) ? `the year ${name}` : name;
}

function tellPair(a: Named[number], b: Named[number], inside: string, what: string, options: FactOptions): void {
  const { story, reading, random } = options;
  const gap = visibleGap(reading);
  const [high, low] = a[1] > b[1] ? [a, b] : [b, a];
  if (high[1] - low[1] <= gap) {
    if (!reading.exact) story.may(`${inside}${high[0]} and ${low[0]} are close to each other`);
    return;
  }
  const factor = FACTORS.find((candidate) => isMultiple(high[1], low[1], candidate));
  const difference = sayDerived(high[1] - low[1], reading, random, true);
  story.may(
    `${inside}${high[0]} exceeds ${low[0]} by ${difference}`,
    `${inside}${high[0]} has a higher ${what} than ${low[0]}`,
    `${inside}${low[0]} is lower than ${high[0]}`,
    `${inside}${high[0]} stands ${difference} above ${low[0]}`,
    `${inside}${low[0]} lies ${difference} below ${high[0]}`,
    ...(factor === undefined ? [] : [`${inside}${high[0]} is about ${TIMES_WORDS[factor]} ${low[0]}`]),
  );
}

/** Sum and mean of a row. */
export function tellTotals(values: readonly number[], name: string | null, options: FactOptions): void {
  const { story, reading, random, table, additive } = options;
  const of = name === null ? `all ${countWord(values.length)} ${plural(table.categoryLabel)}` : name;
  const mean = sayDerived(meanOf(values), reading, random, false);
  story.may(`the average of ${of} is ${mean}`, `on average, ${of} ${name === null ? 'have' : 'has'} ${mean}`);
  if (!additive) return;
  const total = sayDerived(sumOf(values), reading, random, true);
  story.may(`taken together, ${of} ${name === null ? 'add' : 'adds'} up to ${total}`, `the total of ${of} is ${total}`);
}

/** Shares of the total, places and who is above the average: for a single row. */
export function tellPlaces(values: Named, options: FactOptions, side: 'left' | 'top'): void {
  const { story, random, additive, reading, table } = options;
  const gap = visibleGap(reading);
  const numbers = values.map(([, value]) => value);
  const mean = meanOf(numbers);
  const label = plural(table.categoryLabel);
  const far = side === 'left' ? 'right' : 'bottom';
  story.may(
    `counting from the ${side}, ${values[0][0]} comes first and ${values[values.length - 1][0]} last`,
    `the ${side === 'left' ? 'leftmost' : 'topmost'} bar belongs to ${values[0][0]}, the one at the far ${far} to ${values[values.length - 1][0]}`,
  );
  for (const at of random.sample([...values.keys()].slice(1, -1), 1)) {
    const [before, name, after] = [values[at - 1][0], values[at][0], values[at + 1][0]];
    story.may(`${name} stands between ${before} and ${after}`, `the neighbours of ${name} are ${before} and ${after}`);
  }
  const above = values.filter(([, value]) => value > mean + gap / 2).map(([name]) => name);
  const below = values.filter(([, value]) => value < mean - gap / 2).map(([name]) => name);
  if (above.length + below.length === values.length) {
    story.may(
      `above the average ${above.length === 1 ? 'is' : 'are'} ${listed(above)}`,
      `${listed(above)} ${above.length === 1 ? 'lies' : 'lie'} above the average of all ${label}`,
    );
    story.may(
      `below the average ${below.length === 1 ? 'is' : 'are'} ${listed(below)}`,
      `${listed(below)} ${below.length === 1 ? 'stays' : 'stay'} below the average of all ${label}`,
    );
  }
  if (!additive) return;
  const total = sumOf(numbers);
  for (const [name, value] of random.sample(values, 3)) {
    const share = `${Math.round((100 * value) / total)}%`;
    story.may(
      `${name} accounts for about ${share} of the total`,
      `about ${share} of the sum of all ${label} belongs to ${name}`,
      `the share of ${name} in the total is roughly ${share}`,
    );
  }
}

/** How values change from the first to the last category, where they turn, and whether they go one way only. */
export function tellCourse(name: string, values: readonly number[], options: FactOptions, must: boolean): void {
  const { story, reading, random, table } = options;
  const { categories } = table;
  const gap = visibleGap(reading);
  const value = (at: number): string => say(values[at], reading, random);
  const last = values.length - 1;
  const subject = name === '' ? random.pick([`the ${small(table.measure)}`, 'the series']) : name;
  const [from, to] = [categories[0], categories[last]];
  const change = values[last] - values[0];
  const put = (...wordings: string[]): void => (must ? story.must(...wordings) : story.may(...wordings));
  if (change > gap) {
    put(
      `${subject} rises from ${value(0)} in ${from} to ${value(last)} in ${to}`,
      `between ${from} and ${to}, ${subject} increases from ${value(0)} to ${value(last)}`,
      `overall, ${subject} grows from ${value(0)} in ${from} to ${value(last)} in ${to}`,
    );
  } else if (change < -gap) {
    put(
      `${subject} falls from ${value(0)} in ${from} to ${value(last)} in ${to}`,
      `between ${from} and ${to}, ${subject} decreases from ${value(0)} to ${value(last)}`,
      `overall, ${subject} declines from ${value(0)} in ${from} to ${value(last)} in ${to}`,
    );
  } else {
    put(
      `${subject} begins at ${value(0)} in ${from} and ends at nearly the same level, ${value(last)}, in ${to}`,
      `${subject} is at ${value(0)} in ${from} and at ${value(last)} in ${to}, so it ends close to where it began`,
    );
  }
  const peak = values.indexOf(Math.max(...values));
  const low = values.indexOf(Math.min(...values));
  if (peak > 0 && peak < last && values[peak] - Math.max(values[0], values[last]) > gap) {
    put(
      `${subject} peaks in ${categories[peak]} at ${value(peak)}`,
      `the peak of ${subject} is ${value(peak)}, reached in ${categories[peak]}`,
    );
  }
  if (low > 0 && low < last && Math.min(values[0], values[last]) - values[low] > gap) {
    put(
      `${subject} bottoms out in ${categories[low]} at ${value(low)}`,
      `the low point of ${subject} is ${value(low)} in ${categories[low]}`,
    );
  }
  const steps = values.slice(1).map((next, at) => next - values[at]);
  if (steps.every((step) => step > 0))
    story.may(`${subject} rises at every step`, `no ${table.categoryLabel} breaks the steady growth of ${subject}`);
  if (steps.every((step) => step < 0))
    story.may(`${subject} falls at every step`, `no ${table.categoryLabel} breaks the steady decline of ${subject}`);
  const sharpest = steps.reduce((best, step, at) => (Math.abs(step) > Math.abs(steps[best]) ? at : best), 0);
  if (Math.abs(steps[sharpest]) > 2 * gap) {
    const verb = steps[sharpest] > 0 ? 'rise' : 'drop';
    story.may(
      `the sharpest ${verb} of ${subject} comes between ${categories[sharpest]} and ${categories[sharpest + 1]}, from ${value(sharpest)} to ${value(sharpest + 1)}`,
    );
  }
}

/** `count` pairs of different entries. */
function pairsOf(values: Named, random: Random, count: number): (readonly [Named[number], Named[number]])[] {
  const pairs = values.flatMap((a, at) => values.slice(at + 1).map((b) => [a, b] as const));
  return random.sample(pairs, count);
}

/** Where a comparison holds: in one series. */
export function whereSeries(name: string, random: Random): string {
  return random.pick([
    `in the series ${name}`,
    `within ${name}`,
    `looking at ${name} alone`,
    `among the values of ${name}`,
  ]);
}

/** Where a comparison holds: at one category. */
export function whereCategory(name: string, random: Random): string {
  return random.pick([`for ${name}`, `at ${name}`, `in the case of ${name}`, `looking at ${name}`]);
}
