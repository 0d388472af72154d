import type { AnyCompositeKind } from '../kind.js';
import { BAR_KINDS } from './bar/index.js';
import { COURSE_KINDS } from './course/index.js';
import { MAP_KINDS } from './map/index.js';
import { PIE_KIND } from './pie/index.js';
import { SCATTER_KIND } from './scatter/index.js';

/** All chart kinds: bars, lines, areas, pies, scatter plots and maps. */
export const CHART_KINDS: readonly AnyCompositeKind[] = [
  ...BAR_KINDS,
  ...COURSE_KINDS,
  PIE_KIND,
  SCATTER_KIND,
  ...MAP_KINDS,
];
