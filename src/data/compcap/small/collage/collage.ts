import { collage } from '../../collage/index.js';
import type { Collage } from '../../collage/meta.js';
import type { CompositeKind } from '../../kind.js';
import { captionSmallCollage } from './caption.js';
import { askSmallCollage } from './questions.js';
import { sampleSmallCollage } from './sample.js';

/** Two to four pictures in a grid. */
export const smallCollage: CompositeKind<Collage> = {
  ...collage,
  name: 'collage.small',
  sample: sampleSmallCollage,
  caption: captionSmallCollage,
  questions: askSmallCollage,
};
