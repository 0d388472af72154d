import type { Random } from '../../base/random.js';
import type { Box, Category, Size } from '../picture/kind.js';
import type { Canvas } from './canvas.js';
import type { Claims } from './claims.js';
import type { Sources } from './sources.js';

export type { Box, Size } from '../picture/kind.js';

/** The six types of composite pictures (CompCap, table 1). */
export const COMPOSITE_TYPES = ['collage', 'image-text', 'chart', 'table', 'code', 'diagram'] as const;

export type CompositeType = (typeof COMPOSITE_TYPES)[number];

/** `large` as the paper has them; `small` for models that see 256 x 256 pixels and read a few words. */
export const COMPOSITE_SIZES = ['large', 'small'] as const;

export type CompositeSize = (typeof COMPOSITE_SIZES)[number];

/** A question with its short answer; `box` is where the answer is seen. */
export interface CompositeQuestion {
  category: Category | 'trend' | 'structure';
  question: string;
  answer: string;
  box?: Box;
  /** What must be seen before the answer follows, as in nano's world; none where one look is enough. */
  working?: string;
}

/**
 * One plug-in: metadata first, everything else from the metadata, so that picture, captions and questions cannot disagree.
 *
 * Only metadata that can be drawn may leave `sample`: it measures (`fonts.ts`) before it decides, so that `draw` never throws
 * for lack of room.
 *
 * @typeParam Meta plain JSON; needs nothing but the sources it names to be drawn again
 */
export interface CompositeKind<Meta extends Size = Size> {
  /** For example `chart.bar.stacked`; the part before the first dot is the type. */
  name: string;
  type: CompositeType;
  /**
   * Raw data and configuration of one picture: what is shown, layout, colours, fonts.
   *
   * @param room most pixels that a small picture may have; large kinds choose themselves
   */
  sample(random: Random, sources: Sources, room?: Size): Meta | Promise<Meta>;
  /** Draws the picture; texts and elements are recorded by the canvas with their boxes. */
  draw(meta: Meta, canvas: Canvas, sources: Sources): void | Promise<void>;
  /** A detailed caption that is never wrong; `random` chooses the wording only. */
  caption(meta: Meta, random: Random): string;
  /** Instructions and metadata from which a language model writes a caption (without styling that cannot be seen). */
  prompt(meta: Meta, random: Random): string;
  /** All that may be said about the picture, and what must be. */
  claims(meta: Meta): Claims;
  questions(meta: Meta, random: Random): CompositeQuestion[];
}

/** Each plug-in folder exports its kinds as one list, `CHART_KINDS`, `TABLE_KINDS` and so on; metadata types differ. */
// biome-ignore lint/suspicious/noExplicitAny: a list of kinds mixes metadata types; each kind gets back only its own
export type AnyCompositeKind = CompositeKind<any>;
