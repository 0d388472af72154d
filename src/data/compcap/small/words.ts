/** Words of small composites: those of nano's own world first, so that a model of its size has met nearly all of them. */
import type { Random } from '../../../base/random.js';
import { DAYS, MEASURES, NOUNS, PERIODS, PLACES } from '../../picture/words.js';

export { DAYS, MEASURES, PLACES } from '../../picture/words.js';

/** Names of things; `rose` is left out, because captions are checked for what rises and falls. */
export const THINGS: readonly string[] = NOUNS.filter((noun) => noun !== 'rose');

/** Names of one sort, and what one of them is called. */
export interface Names {
  noun: string;
  names: string[];
  /** True for times in their order. */
  timed: boolean;
}

/** `count` things, places or days. */
export function drawNames(random: Random, count: number, sorts: readonly NameSort[] = NAME_SORTS): Names {
  const sort = random.pick(sorts);
  if (sort === 'day') {
    const first = random.integer(0, DAYS.length - count);
    return { noun: 'day', names: DAYS.slice(first, first + count), timed: true };
  }
  if (sort === 'place') return { noun: 'place', names: random.sample(PLACES, count), timed: false };
  return { noun: sort, names: random.sample(THINGS, count), timed: false };
}

export type NameSort = 'item' | 'name' | 'thing' | 'place' | 'day';

/** Things more often than places and days. */
export const NAME_SORTS: readonly NameSort[] = ['item', 'item', 'name', 'thing', 'place', 'day'];

/** `price`, or with a period `daily price`. */
export function drawTitle(random: Random, measure: string): string {
  return random.chance(0.4) ? `${random.pick(PERIODS)} ${measure}` : measure;
}

/** A measure and the largest value that one chart or column shows, a number of one to three digits. */
export function drawMeasure(random: Random): { name: string; top: number } {
  return { name: random.pick(MEASURES), top: random.pick([9, 20, 50, 99, 99, 300]) };
}

/** `count` different whole numbers from 1 to `top`. */
export function drawNumbers(random: Random, top: number, count: number): number[] {
  const values = new Set<number>();
  while (values.size < count) values.add(random.integer(1, top));
  return [...values];
}
