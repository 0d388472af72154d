import type { CompositeKind } from '../../kind.js';
import { captionPie } from './caption.js';
import { claimsOfPie } from './claims.js';
import { drawPie } from './draw.js';
import type { PieChart } from './meta.js';
import { promptPie } from './prompt.js';
import { questionsOfPie } from './questions.js';
import { samplePie } from './sample.js';

/** Pies and donuts. */
export const PIE_KIND: CompositeKind<PieChart> = {
  name: 'chart.pie',
  type: 'chart',
  sample: samplePie,
  draw: drawPie,
  caption: captionPie,
  prompt: promptPie,
  claims: claimsOfPie,
  questions: questionsOfPie,
};
