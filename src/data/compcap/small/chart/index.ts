import type { AnyCompositeKind } from '../../kind.js';
import { SMALL_BARS } from './bar.js';
import { SMALL_COURSES } from './course.js';
import { SMALL_PIE } from './pie.js';
import { SMALL_SCATTER } from './scatter.js';

/** Bars, lines, areas, pies and scatter plots; maps need more room than a small picture has. */
export const SMALL_CHARTS: readonly AnyCompositeKind[] = [...SMALL_BARS, ...SMALL_COURSES, SMALL_PIE, SMALL_SCATTER];
