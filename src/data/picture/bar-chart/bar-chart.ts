import type { PictureKind } from '../kind.js';
import { captionBarChart, checkBarChart } from './caption.js';
import { type BarChart, sampleBarChart } from './meta.js';
import { askBarChart } from './questions.js';
import { renderBarChart } from './render.js';

/** Bars with printed labels and values. */
export const barChart: PictureKind<BarChart> = {
  name: 'bar-chart',
  sample: sampleBarChart,
  render: renderBarChart,
  caption: captionBarChart,
  questions: askBarChart,
  check: checkBarChart,
};
