import type { Random } from '../../base/random.js';
import type { Box, Size } from '../picture/kind.js';
import type { Canvas } from './canvas.js';

/** A captioned picture that composite pictures are made of. */
export interface SourcePicture extends Size {
  /** Unique within its source. */
  id: string;
  /** What the picture shows, in one or more sentences. */
  caption: string;
  /** `unknown` where the user's folder does not say. */
  licence: string;
  /** Things that the caption names, lower case: what entity retrieval looks for. */
  entities: readonly string[];
}

/** Captioned pictures: our own drawn objects, or a user's folder. */
export interface Sources {
  readonly size: number;
  /** By place, 0 to `size` - 1. */
  at(index: number): SourcePicture;
  /** @throws TesseraeError `source-unknown` */
  find(id: string): SourcePicture;
  pick(random: Random): SourcePicture;
  /** Cosine similarity of looks plus cosine similarity of captions, -2 to 2. */
  similarity(a: SourcePicture, b: SourcePicture): number;
  /** Paints the picture into a box of the canvas: centre crop to the box's ratio, then scaled. */
  paint(id: string, canvas: Canvas, box: Box): Promise<void>;
}
