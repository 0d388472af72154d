import type { Reading } from '../tell/reading.js';
import type { ScatterChart } from './meta.js';

/** Values along the horizontal axis are always read off. */
export function readingX({ axisX, scaleX, look }: ScatterChart): Reading {
  return { exact: false, step: scaleX.step, decimals: axisX.decimals, unit: axisX.unit, numbers: look.numbers };
}

/** Values along the vertical axis are always read off. */
export function readingY({ axisY, scaleY, look }: ScatterChart): Reading {
  return { exact: false, step: scaleY.step, decimals: axisY.decimals, unit: axisY.unit, numbers: look.numbers };
}
