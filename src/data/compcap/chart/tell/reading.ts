import type { Random } from '../../../../base/random.js';
import { type NumberStyle, printed, rough, roughGrain } from '../number.js';
import { tidy } from '../scale.js';

/** How well the numbers of a chart can be known from its picture. */
export interface Reading {
  /** True where the values are printed; else they are read off an axis and said in round numbers. */
  exact: boolean;
  /** Distance of the ticks. */
  step: number;
  decimals: 0 | 1;
  unit: string | null;
  numbers: NumberStyle;
}

/** A value in words: `451 euros`, or `about 450 euros` where it must be read off. */
export function say(value: number, reading: Reading, random: Random, unit = false): string {
  const { exact, numbers } = reading;
  const text = exact
    ? printed(value, { ...numbers, suffix: '' }, reading.decimals)
    : printed(roughOf(value, reading), { ...numbers, suffix: '' });
  const percent = reading.unit === '%';
  const tail = percent ? '%' : unit && reading.unit !== null ? ` ${unitWords(reading.unit)}` : '';
  return `${exact ? '' : `${random.pick(ABOUT)} `}${text}${tail}`;
}

/** `thousands` at an axis is `thousand` after a number. */
function unitWords(unit: string): string {
  return unit.replace(/^(thousand|million)s$/, '$1');
}

/** A number that follows from several values, such as a sum or a mean. */
export function sayDerived(value: number, reading: Reading, random: Random, whole: boolean): string {
  const { exact, numbers, decimals } = reading;
  const percent = reading.unit === '%' ? '%' : '';
  if (exact && whole) return `${printed(tidy(value), { ...numbers, suffix: '' }, decimals)}${percent}`;
  const round = exact ? Math.round(value * 10) / 10 : roughOf(value, reading);
  return `${random.pick(ABOUT)} ${printed(tidy(round), { ...numbers, suffix: '' })}${percent}`;
}

const ABOUT = ['about', 'about', 'roughly', 'approximately', 'around'] as const;

/** Small values keep their own size instead of being rounded to nothing. */
export function roughOf(value: number, { step }: Reading): number {
  return Math.abs(value) < 2 * roughGrain(step) ? Math.round(value) : rough(value, step);
}

/** How far a number in a caption may be from the value. */
export function toleranceOf({ exact, step }: Reading): number {
  return exact ? 0 : Math.max(roughGrain(step), step / 5);
}

/** The least difference of two values that is seen at a glance. */
export function visibleGap({ exact, step }: Reading): number {
  return exact ? 0 : Math.max(roughGrain(step), step / 6);
}
