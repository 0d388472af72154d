import { cutTiles, type ImageConfig, layoutImage, type Picture, patchSide, type Size } from '../image/index.js';
import type { PackedExample, Turn } from './batch.js';

/** What training needs of a tokenizer and a chat template. */
export interface TurnText {
  /** Ids of the prompt up to the picture. */
  before: readonly number[];
  /** Ids from after the picture to the end of the answer, and where the answer starts. */
  turn(question: string, answer: string): { ids: number[]; learnFrom: number };
  /** Ids of a text as it stands inside an answer. */
  words(text: string): number[];
}

export interface RawExample {
  picture: Picture;
  turns: readonly { category: string; question: string; answer: string }[];
}

/** Cuts the picture and encodes the turns. */
export function packExample(example: RawExample, image: ImageConfig, text: TurnText): PackedExample {
  const { tiles, layout } = cutTiles(example.picture, image);
  const side = patchSide(image);
  const visual = Int32Array.from(layout.tokens, (token) =>
    token.kind === 'newline' ? -1 : token.tile * side * side + token.row * side + token.col,
  );
  const turns: Turn[] = example.turns.map(({ category, question, answer }) => ({
    category,
    ...text.turn(question, answer),
  }));
  const words = new Set(example.turns.flatMap(({ answer }) => text.words(answer)));
  return { tiles, before: text.before, visual, turns, words: [...words] };
}

/** Most visual tokens that a picture of this many tiles can have: rows are longest without padding. */
export function longestVisual(tiles: number, image: ImageConfig): number {
  const canvases = image.pinpoints.map(
    ([a, b]): Size => (image.orientation === 'hw' ? { height: a, width: b } : { height: b, width: a }),
  );
  const fitting = canvases.map((size) => layoutImage(size, image)).filter((layout) => layout.tiles.length === tiles);
  return Math.max(...fitting.map((layout) => layout.tokens.length));
}
