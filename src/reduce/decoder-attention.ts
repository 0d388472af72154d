/**
 * The ranking signal of decoder-stage reducers and the rows a drop leaves (PyramidDrop, arXiv 2410.17247;
 * `pdrop_rank_drop` of the reference).
 */
import { softmax } from './cls-attention.js';

/** Rotated queries and keys of one layer for one sequence. */
export interface AttentionInput {
  /** (rows, H, D): queries of the ranking rows only. */
  query: Float32Array;
  /** (S, key/value heads, D): keys of the whole sequence. */
  key: Float32Array;
  /** Place in the sequence of each query row. */
  rows: readonly number[];
  /** H; each key/value head serves a consecutive block of query heads. */
  heads: number;
  kvHeads: number;
  headWidth: number;
  /** Place of the first visual token and number of visual tokens. */
  visualStart: number;
  visualTokens: number;
}

/**
 * Causal softmax attention of the query rows on the visual tokens, mean over heads and rows: (V).
 *
 * The softmax runs over the whole sequence, so the scores add up to the attention the picture receives.
 */
export function decoderScores(input: AttentionInput): Float32Array {
  const { query, key, rows, heads, kvHeads, headWidth, visualStart, visualTokens } = input;
  const scores_V = new Float64Array(visualTokens);
  const scale = 1 / Math.sqrt(headWidth);
  rows.forEach((place, row) => {
    for (let head = 0; head < heads; head++) {
      const q = (row * heads + head) * headWidth;
      const kvHead = Math.floor((head * kvHeads) / heads);
      const attention = softmax(
        Float64Array.from({ length: place + 1 }, (_, token) => {
          const k = (token * kvHeads + kvHead) * headWidth;
          let dot = 0;
          for (let i = 0; i < headWidth; i++) dot += query[q + i] * key[k + i];
          return dot * scale;
        }),
      );
      // Tokens after the query row are out of its sight and score nothing.
      for (let v = 0; v < visualTokens && visualStart + v <= place; v++) {
        scores_V[v] += attention[visualStart + v] / (heads * rows.length);
      }
    }
  });
  return Float32Array.from(scores_V);
}

/**
 * Rows that rank in training: the last token before every answer, given labels aligned with the sequence.
 *
 * @returns empty where there is no answer; such a sample is passed through without dropping
 */
export function answerQueryRows(labels: ArrayLike<number>, ignored = -100): number[] {
  return Array.from(labels, (_, row) => row).filter((row) => {
    return row + 1 < labels.length && labels[row] === ignored && labels[row + 1] !== ignored;
  });
}

/** Places in the sequence that a drop leaves: all text and the kept visual tokens, ascending. */
export function survivingRows(
  length: number,
  visualStart: number,
  visualTokens: number,
  kept: ArrayLike<number>,
): Int32Array {
  const stays = new Set(Array.from(kept, (v) => visualStart + v));
  const isText = (row: number) => row < visualStart || row >= visualStart + visualTokens;
  return Int32Array.from(Array.from({ length }, (_, row) => row).filter((row) => isText(row) || stays.has(row)));
}
