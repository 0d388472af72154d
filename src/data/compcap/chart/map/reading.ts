import type { Reading } from '../tell/reading.js';
import type { MapChart } from './meta.js';

/** Numbers are read off a colour bar: to about half the distance of two ticks. */
export function readingOf({ scale, unit, look }: MapChart): Reading {
  return { exact: false, step: 5 * (scale?.step ?? 1), decimals: 0, unit, numbers: look.numbers };
}

/** Which regions hold the smallest and the largest number, if one alone does and it is large enough to be seen. */
export function leastAndMost(chart: MapChart): { least: string | null; most: string | null } {
  const known = chart.regions.filter(({ value }) => value !== null);
  const values = known.map(({ value }) => value ?? 0);
  const only = (wanted: number): string | null => {
    const holders = known.filter(({ value }) => value === wanted);
    return holders.length === 1 && chart.geometry.visible.includes(holders[0].name) ? holders[0].name : null;
  };
  return { least: only(Math.min(...values)), most: only(Math.max(...values)) };
}
