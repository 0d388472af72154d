import type { Random } from '../../../../base/random.js';
import { MARKER_WORDS } from '../marker.js';
import type { Reading } from '../tell/reading.js';
import type { CourseChart } from './meta.js';

/** How well the values can be known: exactly where they are printed. */
export function readingOf({ table, style, scale, look }: CourseChart): Reading {
  const { decimals, unit } = table;
  return { exact: style.values, step: scale.step, decimals, unit, numbers: look.numbers };
}

/** Names of the type, of which a caption must say one. */
export function typesOf({ form, table }: CourseChart): string[] {
  if (form === 'line') return ['line chart', 'line graph'];
  return table.series.length > 1 ? ['stacked area chart', 'area chart'] : ['area chart'];
}

/** The type in the words of a first sentence. */
export function typeOf(chart: CourseChart, random: Random): string {
  return random.pick(typesOf(chart));
}

/** A line in words: `dashed red line with squares`. */
export function lineWords({ style }: CourseChart, at: number): string {
  const marker = style.markers[at];
  return `${style.dashes[at]} ${style.tints[at].name} line${marker === null ? '' : ` with ${MARKER_WORDS[marker]}`}`;
}
