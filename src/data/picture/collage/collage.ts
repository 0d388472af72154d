import type { PictureKind } from '../kind.js';
import { captionCollage, checkCollage } from './caption.js';
import { type Collage, sampleCollage } from './meta.js';
import { askCollage } from './questions.js';
import { renderCollage } from './render.js';

/** Coloured objects in the cells of a grid. */
export const collage: PictureKind<Collage> = {
  name: 'collage',
  sample: sampleCollage,
  render: renderCollage,
  caption: captionCollage,
  questions: askCollage,
  check: checkCollage,
};
