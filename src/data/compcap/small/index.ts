import type { AnyCompositeKind, CompositeType } from '../kind.js';
import { SMALL_CHARTS } from './chart/index.js';
import { SMALL_CODE } from './code/code.js';
import { SMALL_TABLES } from './table/table.js';

export { drawRoom, LONG_SIDE, SHORT_SIDE } from './room.js';

/** The kinds of small composites by type: the paper's six types for models that see 256 x 256 pixels. */
export const SMALL_KINDS: Readonly<Record<CompositeType, readonly AnyCompositeKind[]>> = {
  collage: [],
  'image-text': [],
  chart: SMALL_CHARTS,
  table: SMALL_TABLES,
  code: SMALL_CODE,
  diagram: [],
};
