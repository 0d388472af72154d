import type { Random } from '../../../base/random.js';
import { tidy } from './scale.js';
import type { Measure } from './topics.js';

/** The span of a measure that one chart uses, so that charts of one measure differ. */
export interface Span {
  low: number;
  high: number;
  /** Values are multiples of this. */
  grain: number;
}

/** Draws a span; `grain` is a tenth for measures with decimals. */
export function drawSpan({ low, high, decimals }: Measure, random: Random): Span {
  const top = low + (high - low) * (0.3 + 0.7 * random.uniform());
  const bottom = low + (top - low) * 0.45 * random.uniform();
  return { low: bottom, high: top, grain: decimals === 1 ? 0.1 : random.pick([1, 1, 1, roundGrain(top)]) };
}

/** Independent values in random order; `count` of them, any two at least `gap` of the top apart where there is room. */
export function drawValues(span: Span, count: number, gap: number, random: Random): number[] {
  const values: number[] = [];
  for (let tries = 0; values.length < count; tries++) {
    const value = snap(span.low + (span.high - span.low) * random.uniform(), span);
    const free = values.every((other) => Math.abs(other - value) >= gap * span.high);
    if (free || tries > 60 * count) values.push(value);
  }
  return values;
}

/** Shapes of a course over time. */
const COURSES = ['rise', 'fall', 'peak', 'valley', 'wave', 'flat', 'walk'] as const;

/** Values in the order of time that rise, fall, turn, swing or wander. */
export function drawCourse(span: Span, count: number, random: Random): number[] {
  const course = random.pick(COURSES);
  const size = span.high - span.low;
  const noise = random.pick([0.01, 0.03, 0.08]) * size;
  const reach = 0.5 + 0.45 * random.uniform();
  const base = (1 - reach) * random.uniform();
  const turn = 0.3 + 0.4 * random.uniform();
  const waves = random.integer(1, 2) + random.uniform();
  let walk = random.uniform();
  return Array.from({ length: count }, (_, index) => {
    const t = index / Math.max(1, count - 1);
    walk = Math.min(1, Math.max(0, walk + 0.2 * random.normal()));
    const shape = {
      rise: t,
      fall: 1 - t,
      peak: 1 - Math.abs(t - turn) / Math.max(turn, 1 - turn),
      valley: Math.abs(t - turn) / Math.max(turn, 1 - turn),
      wave: 0.5 + 0.5 * Math.sin(2 * Math.PI * waves * t),
      flat: 0.5,
      walk,
    }[course];
    const value = span.low + size * (base + reach * shape) + noise * random.normal();
    return snap(Math.min(span.high, Math.max(span.low, value)), span);
  });
}

/**
 * Whole percentages (or tenths) of at least `least` that add up to 100 exactly.
 *
 * @param decimals 1 for tenths
 */
export function drawShares(count: number, least: number, decimals: 0 | 1, random: Random): number[] {
  const unit = decimals === 1 ? 10 : 1;
  const free = 100 * unit - count * least * unit;
  const weights = Array.from({ length: count }, () => 0.15 + random.uniform() ** 1.5);
  const sum = weights.reduce((a, b) => a + b, 0);
  const parts = weights.map((weight) => Math.floor((weight / sum) * free));
  parts[0] += free - parts.reduce((a, b) => a + b, 0);
  return random.shuffle(parts.map((part) => tidy((part + least * unit) / unit)));
}

function snap(value: number, { grain }: Span): number {
  return tidy(Math.max(1, Math.round(value / grain)) * grain);
}

function roundGrain(top: number): number {
  if (top > 2000) return 50;
  if (top > 400) return 10;
  return top > 100 ? 5 : 1;
}
