import type { CompositeKind } from '../../kind.js';
import { captionScatter } from './caption.js';
import { claimsOfScatter } from './claims.js';
import { drawScatter } from './draw.js';
import type { ScatterChart } from './meta.js';
import { promptScatter } from './prompt.js';
import { questionsOfScatter } from './questions.js';
import { sampleScatter } from './sample.js';

/** Scatter plots. */
export const SCATTER_KIND: CompositeKind<ScatterChart> = {
  name: 'chart.scatter',
  type: 'chart',
  sample: sampleScatter,
  draw: drawScatter,
  caption: captionScatter,
  prompt: promptScatter,
  claims: claimsOfScatter,
  questions: questionsOfScatter,
};
