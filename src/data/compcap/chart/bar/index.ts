import type { CompositeKind } from '../../kind.js';
import { captionBars } from './caption.js';
import { claimsOfBars } from './claims.js';
import { drawBars } from './draw.js';
import { BAR_FORMS, type BarChart } from './meta.js';
import { promptBars } from './prompt.js';
import { questionsOfBars } from './questions.js';
import { sampleBars } from './sample.js';

/** Bar charts: single, grouped and stacked. */
export const BAR_KINDS: readonly CompositeKind<BarChart>[] = BAR_FORMS.map((form) => ({
  name: `chart.bar.${form}`,
  type: 'chart',
  sample: (random) => sampleBars(form, random),
  draw: drawBars,
  caption: captionBars,
  prompt: promptBars,
  claims: claimsOfBars,
  questions: questionsOfBars,
}));
