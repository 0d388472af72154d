import type { Random } from '../../../../base/random.js';
import type { Reading } from '../tell/reading.js';
import type { BarChart } from './meta.js';

/** How well the values can be known: exactly where they are printed. */
export function readingOf({ table, style, scale, look }: BarChart): Reading {
  const { decimals, unit } = table;
  return { exact: style.values !== 'none', step: scale.step, decimals, unit, numbers: look.numbers };
}

/** Names of the type, of which a caption must say one. */
export function typesOf({ form }: BarChart): string[] {
  return form === 'single' ? ['bar chart', 'bar graph'] : [`${form} bar chart`];
}

/** The type in the words of a first sentence. */
export function typeOf(chart: BarChart, random: Random): string {
  const type = random.pick(typesOf(chart));
  return random.chance(0.75) ? `${chart.style.orientation} ${type}` : type;
}
