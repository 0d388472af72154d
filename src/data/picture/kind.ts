import type { Random } from '../../base/random.js';
import type { Painter } from './painter.js';

/** Width and height in pixels. */
export interface Size {
  width: number;
  height: number;
}

/** A rectangle in whole pixels, `x` and `y` its upper left corner. */
export interface Box extends Size {
  x: number;
  y: number;
}

/** Where something is, and the words that name it: a printed text, or the colour and shape of a drawn thing. */
export interface Mark extends Box {
  words: string;
}

/** The abilities that questions test; `reading` includes naming what stands at a place. */
export const CATEGORIES = ['count', 'existence', 'colour', 'extremes', 'comparison', 'reading'] as const;

export type Category = (typeof CATEGORIES)[number];

/** A question about one picture. */
export interface Question {
  category: Category;
  question: string;
  /** One to three lower-case words or digits. */
  answer: string;
  /** What must be seen to answer, in the words of the picture; none where the answer is seen at one place. */
  working?: string;
}

/** What a caption says, compared with what is true. */
export interface CaptionCheck {
  /** Number of facts a complete caption states. */
  facts: number;
  /** How many of them the text states rightly; `correct / facts` is the recall. */
  correct: number;
  /** Statements of the text that are false; `correct / (correct + errors.length)` is the precision. */
  errors: string[];
}

/**
 * One kind of picture. The metadata is plain JSON and the only source of truth: picture, caption, questions and check
 * are all made from it, so that they cannot disagree.
 *
 * @typeParam Meta everything needed to draw the picture again
 */
export interface PictureKind<Meta extends Size = Size> {
  /** Kebab-case, unique among the kinds. */
  name: string;
  /** Draws the metadata of a picture that fits into `size`. */
  sample(random: Random, size: Size): Meta;
  /** Paints the picture; the painter rejects text that does not fit. */
  render(meta: Meta, painter: Painter): void;
  /** States every element; `random` chooses the wording only. */
  caption(meta: Meta, random: Random): string;
  /** All sensible questions, each once; `random` chooses wordings and which wrong statements are asked about. */
  questions(meta: Meta, random: Random): Question[];
  /** Compares a caption, written by `caption` or by a model, with the metadata. */
  check(meta: Meta, text: string): CaptionCheck;
}
