import { TesseraeError } from '../base/error.js';
import {
  cutTiles,
  type ImageConfig,
  type ImageLayout,
  layoutImage,
  type Picture,
  patchSide,
  type Size,
} from '../image/index.js';
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
  /** Words by place in the picture, where they are known. */
  marks?: readonly (Box & { words: string })[];
}

/** A rectangle in pixels. */
interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
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
  const patchWords = namePatches(layout, side, example.marks ?? [], text);
  return { tiles, before: text.before, visual, turns, words: [...words], patchWords };
}

/** A mark names a patch when it covers at least this share of it. */
const leastCover = 0.06;

/**
 * Ids of the words that stand in each patch, for patches where any do, and how much of what a tile shows stands there: every
 * mark is worth the same, shared by the patches that it covers.
 */
function namePatches(
  { tokens }: ImageLayout,
  side: number,
  marks: NonNullable<RawExample['marks']>,
  text: TurnText,
): PackedExample['patchWords'] {
  const found = new Map<number, { ids: Set<number>; weight: number }>();
  for (const mark of marks) {
    const ids = text.words(mark.words);
    const byTile = new Map<number, number[]>();
    for (const { box, tile, row, col } of tokens) {
      if (!box || row < 0) continue;
      const least = leastCover * (box.right - box.left) * (box.bottom - box.top);
      const width = Math.min(box.right, mark.x + mark.width) - Math.max(box.left, mark.x);
      const height = Math.min(box.bottom, mark.y + mark.height) - Math.max(box.top, mark.y);
      if (width <= 0 || height <= 0 || width * height < least) continue;
      byTile.set(tile, [...(byTile.get(tile) ?? []), (tile * side + row) * side + col]);
    }
    for (const patch of [...byTile.values()].flat()) {
      const entry = found.get(patch) ?? { ids: new Set(), weight: 0 };
      found.set(patch, entry);
      for (const id of ids) entry.ids.add(id);
      entry.weight += 1 / byTile.get(Math.floor(patch / side ** 2))!.length;
    }
  }
  return [...found].sort(([a], [b]) => a - b).map(([patch, { ids, weight }]) => ({ patch, ids: [...ids], weight }));
}

/** How a picture is cut into this many tiles: one tile is the thumbnail alone. */
export function viewOf(image: ImageConfig, tiles: number): ImageConfig {
  return tiles === 1 && image.mode === 'anyres' ? { ...image, mode: 'stretch' } : image;
}

/**
 * Most visual tokens that a picture of this many tiles can have: rows are longest without padding.
 *
 * @throws TesseraeError `train-tiles` when no canvas of the model is cut into so many
 */
export function longestVisual(tiles: number, image: ImageConfig): number {
  if (tiles === 1) return layoutImage({ width: image.tile, height: image.tile }, viewOf(image, 1)).tokens.length;
  const canvases = image.pinpoints.map(
    ([a, b]): Size => (image.orientation === 'hw' ? { height: a, width: b } : { height: b, width: a }),
  );
  const layouts = canvases.map((size) => layoutImage(size, image));
  const fitting = layouts.filter((layout) => layout.tiles.length === tiles);
  if (fitting.length > 0) return Math.max(...fitting.map((layout) => layout.tokens.length));
  const possible = new Set([1, ...layouts.map((layout) => layout.tiles.length)]);
  throw new TesseraeError('train-tiles', {
    expected: `pictures of ${[...possible].sort((a, b) => a - b).join(' or ')} tiles, as the model's canvases are cut`,
    received: `${tiles}`,
    action: 'Correct "tiles" in the training configuration, of the run and of its stages.',
  });
}
