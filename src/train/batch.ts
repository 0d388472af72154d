import { float32, int64, type Value } from '../runtime/index.js';
import { lookPatches } from './look-targets.js';
import type { BatchShape } from './loss.js';

/** A question with its answer as ids; positions from `learnFrom` on are learned. */
export interface Turn {
  /** What the question tests, for accuracy by category. */
  category: string;
  ids: readonly number[];
  learnFrom: number;
}

/** A picture cut into tiles, where its patches go in the sequence, and the questions about it. */
export interface PackedExample {
  /** `[tiles, 3, side, side]` */
  tiles: Uint8Array;
  /** Ids before the picture. */
  before: readonly number[];
  /** Per visual token: index of the patch (tile · patches + patch), or −1 for a row end. */
  visual: Int32Array;
  turns: readonly Turn[];
  /** Ids of the words that describe the picture, without repetition. */
  words: readonly number[];
  /** Ids of the words that stand in a patch (tile · patches + patch), where any do. */
  patchWords: readonly {
    patch: number;
    ids: readonly number[];
    /** How much of what its tile shows stands in it, up to a factor. */
    weight: number;
  }[];
}

export interface Batch {
  shape: BatchShape;
  feeds: Record<string, Value>;
  /** Learned tokens, padding left out. */
  tokens: number;
  /** Turns that had no room. */
  dropped: number;
  /** The learned rows `from` (included) to `to` (excluded) of each answer, and which turn of its picture it is. */
  answers: { category: string; turn: number; from: number; to: number }[];
}

/**
 * Packs examples into the arrays of one training step.
 *
 * Each sequence is: ids before the picture, its visual tokens, then the turns one after the other. Every turn starts at the
 * position right after the picture, as if it were the only one. Turns that do not fit are left out whole. Each picture
 * weighs the same, and within a picture each learned token.
 *
 * @param vocabulary number of ids of the decoder; id `vocabulary` is the row end, `vocabulary + 1` an empty row
 */
export function packBatch(
  examples: readonly PackedExample[],
  shape: BatchShape,
  patches: number,
  vocabulary: number,
): Batch {
  const { pictures, tiles, sequence, learned } = shape;
  const tileBytes = examples[0].tiles.length / tiles;
  const pixels = new Uint8Array(pictures * tiles * tileBytes);
  const empty = vocabulary + 1;
  const ids = new Int32Array(pictures * sequence).fill(empty);
  const positions = new Int32Array(pictures * sequence);
  const segments = new Int32Array(pictures * sequence).fill(-1);
  const nowhere = pictures * sequence;
  const visualIndex = new Int32Array(pictures * sequence).fill(pictures * tiles * patches);
  const visualInverse = new Int32Array(pictures * tiles * patches).fill(nowhere);
  const learnedIndex: number[] = [];
  const learnedInverse = new Int32Array(pictures * sequence).fill(learned);
  const targets: number[] = [];
  const weights: number[] = [];
  const words = new Float32Array(pictures * vocabulary);
  const patchWords = new Uint8Array(pictures * tiles * patches * vocabulary);
  const patchWeights = new Float32Array(pictures * tiles * patches);
  const namedPatches = examples.reduce((sum, example) => sum + example.patchWords.length, 0);
  const answers: Batch['answers'] = [];
  let dropped = 0;

  examples.forEach((example, b) => {
    pixels.set(example.tiles, b * tiles * tileBytes);
    const base = b * sequence;
    let at = 0;
    const place = (id: number, position: number, segment: number) => {
      ids[base + at] = id;
      positions[base + at] = position;
      segments[base + at] = segment;
      at += 1;
    };
    for (const id of example.before) place(id, at, 0);
    for (const patch of example.visual) {
      if (patch >= 0) {
        const row = b * tiles * patches + patch;
        visualIndex[base + at] = row;
        visualInverse[row] = base + at;
      }
      place(patch >= 0 ? empty : vocabulary, at, 0);
    }
    const shared = at;
    // Drops leave room for so much text; without them, questions may fill what a small picture leaves.
    const end = shape.staged ? shared + shape.staged.text : sequence;
    const first = learnedIndex.length;
    const room = Math.floor((learned * (b + 1)) / pictures);
    example.turns.forEach((turn, t) => {
      const learnedHere = turn.ids.length - turn.learnFrom;
      if (at + turn.ids.length - 1 > end || learnedIndex.length + learnedHere > room) {
        dropped += 1;
        return;
      }
      answers.push({
        category: turn.category,
        turn: t,
        from: learnedIndex.length,
        to: learnedIndex.length + learnedHere,
      });
      turn.ids.slice(0, -1).forEach((id, i) => {
        if (i + 1 >= turn.learnFrom) {
          learnedInverse[base + at] = learnedIndex.length;
          learnedIndex.push(base + at);
          targets.push(turn.ids[i + 1]);
        }
        place(id, shared + i, t + 1);
      });
    });
    const count = learnedIndex.length - first;
    for (let i = 0; i < count; i++) weights.push(1 / (count * pictures));
    for (const { patch, ids } of example.patchWords) {
      const row = b * tiles * patches + patch;
      patchWeights[row] = 1 / (ids.length * namedPatches);
      for (const id of ids) patchWords[row * vocabulary + id] = 1;
    }
    for (const word of example.words) words[b * vocabulary + word] = 1 / (example.words.length * pictures);
  });

  const tokens = learnedIndex.length;
  while (learnedIndex.length < learned) {
    learnedIndex.push(nowhere);
    targets.push(0);
    weights.push(0);
  }
  const flat = [pictures, sequence] as const;
  return {
    shape,
    tokens,
    dropped,
    answers,
    feeds: {
      tiles: {
        type: 'uint8',
        shape: [pictures * tiles, 3, Math.sqrt(tileBytes / 3), Math.sqrt(tileBytes / 3)],
        data: pixels,
      },
      ids: int64(ids, flat),
      positions: int64(positions, flat),
      segments: int64(segments, flat),
      visual_index: int64(visualIndex),
      visual_inverse: int64(visualInverse),
      learned_index: int64(learnedIndex),
      learned_inverse: int64(learnedInverse),
      targets: int64(targets),
      weights: float32(weights),
      words: float32(words, [pictures, vocabulary]),
      patch_words: { type: 'uint8', shape: [patchWeights.length, vocabulary], data: patchWords },
      patch_weights: float32(patchWeights, [patchWeights.length, 1]),
      look_patches: float32(lookPatches(examples, tiles, patches), [pictures * tiles, patches]),
    },
  };
}
