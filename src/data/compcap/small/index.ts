import type { AnyCompositeKind, CompositeType } from '../kind.js';
import { SMALL_CHARTS } from './chart/index.js';
import { SMALL_CODE } from './code/code.js';
import { smallCollage } from './collage/collage.js';
import { SMALL_DIAGRAMS } from './diagram/diagram.js';
import { SMALL_IMAGE_TEXTS } from './image-text/image-text.js';
import { SMALL_TABLES } from './table/table.js';

export { drawRoom, LONG_SIDE, SHORT_SIDE } from './room.js';

/** The kinds of small composites by type: the paper's six types for models that see 256 x 256 pixels. */
export const SMALL_KINDS: Readonly<Record<CompositeType, readonly AnyCompositeKind[]>> = {
  collage: [smallCollage],
  'image-text': SMALL_IMAGE_TEXTS,
  chart: SMALL_CHARTS,
  table: SMALL_TABLES,
  code: SMALL_CODE,
  diagram: SMALL_DIAGRAMS,
};
