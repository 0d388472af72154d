import type { CompositeKind } from '../../kind.js';
import { captionCourses } from './caption.js';
import { claimsOfCourses } from './claims.js';
import { drawCourses } from './draw.js';
import type { CourseChart } from './meta.js';
import { promptCourses } from './prompt.js';
import { questionsOfCourses } from './questions.js';
import { sampleCourses } from './sample.js';

/** Line and area charts. */
export const COURSE_KINDS: readonly CompositeKind<CourseChart>[] = (['line', 'area'] as const).map((form) => ({
  name: `chart.${form}`,
  type: 'chart',
  sample: (random) => sampleCourses(form, random),
  draw: drawCourses,
  caption: captionCourses,
  prompt: promptCourses,
  claims: claimsOfCourses,
  questions: questionsOfCourses,
}));
