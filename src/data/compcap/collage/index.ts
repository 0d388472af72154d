import type { AnyCompositeKind, CompositeKind } from '../kind.js';
import { captionCollage } from './caption.js';
import { claimCollage } from './claims.js';
import { drawCollage } from './draw.js';
import { type Collage, sampleCollage } from './meta.js';
import { promptCollage } from './prompt.js';
import { askCollage } from './questions.js';

/** Captioned pictures in grids, rows and columns (CompCap, 3.3 and A.1). */
export const collage: CompositeKind<Collage> = {
  name: 'collage',
  type: 'collage',
  sample: sampleCollage,
  draw: drawCollage,
  caption: captionCollage,
  prompt: promptCollage,
  claims: claimCollage,
  questions: askCollage,
};

export const COLLAGE_KINDS: readonly AnyCompositeKind[] = [collage];
