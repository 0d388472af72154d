/**
 * PyramidDrop in training: visual tokens leave between decoder layers inside the graph, by the same rule as at inference
 * (`reduce/pyramiddrop.ts`): ranked by the attention that the next layer is about to compute, survivors in order,
 * positions counted anew.
 *
 * Paper: Xing et al., "PyramidDrop", CVPR 2025, arXiv 2410.17247, section 3.2.
 * Reference: github.com/Cooperx521/PyramidDrop, `pdrop_rank_drop`: the rows right before each answer rank, their attention
 * is averaged, hidden states are detached for ranking. The same here: a choice has no gradient, what is kept has.
 *
 * Differences: sequences hold many independent questions (docs/decisions/0005), each of which sees the picture and itself;
 * sizes are fixed when the graph is built, so pictures with fewer tokens than others end in empty rows.
 */
import {
  add,
  and,
  attention,
  cast,
  concat,
  constant,
  embed,
  equal,
  greaterOrEqual,
  matmul,
  mul,
  neg,
  numberOf,
  or,
  pickRows,
  reduceMean,
  reshape,
  slice,
  sub,
  type Tensor,
  topK,
} from '../graph/index.js';
import type { TextConfig } from '../model/config.js';
import { decoderSegment, type RopeInputs } from '../model/llama.js';
import type { Scope } from '../model/scope.js';
import type { PackedRows } from './packed-decoder.js';
import { segmentMask } from './packed-mask.js';

/** Legend: B pictures, S positions of a sequence, Q ranking rows of a picture, H heads, d width of a head, D width. */

/** Sequences, and what ranks and drops their rows. */
export interface DroppableRows {
  rows: PackedRows;
  /** int64 `[B, S]`: 1 for a visual token. */
  visual: Tensor;
  /** int64 `[B·Q]`: the last prompt row of each question, counted over all sequences. */
  ranking: Tensor;
  /** `[B, S, Q]`: how much of what a question needs stands in each row, where that is learned. */
  targets?: Tensor;
}

/**
 * Attention of the ranking rows on every row in layer `layer`, mean over heads: `each` of them `[B, Q, S]`, and weighted over
 * them, `scores` `[B, S]`.
 *
 * @param ranking int64 `[B·Q]`, rows counted over all sequences
 * @param weights `[B, Q]`
 */
export function attentionOnRows(
  scope: Scope,
  config: TextConfig,
  { hidden, segments, positions }: PackedRows,
  ranking: Tensor,
  weights: Tensor,
  rotation: { cos: Tensor; sin: Tensor },
  layer: number,
): { each: Tensor; scores: Tensor } {
  const { heads, kvHeads, width } = config;
  const [pictures, sequence] = segments.shape.map(numberOf);
  const questions = numberOf(weights.shape[1]);
  const asking = reshape(embed(reshape(hidden, [pictures * sequence, width]), ranking), [pictures, questions, width]);
  const askingAt = { positions: pickNumbers(positions, ranking, questions), ...rotation };
  const { query } = projections(scope, config, asking, askingAt, layer);
  const { key } = projections(scope, config, hidden, { positions, ...rotation }, layer);
  const everyRow = constant([...Array(pictures * sequence).keys()], 'int64', [pictures, 1, 1, sequence]);
  const mask = segmentMask(
    reshape(pickNumbers(segments, ranking, questions), [pictures, 1, questions, 1]),
    reshape(segments, [pictures, 1, 1, sequence]),
    greaterOrEqual(reshape(ranking, [pictures, 1, questions, 1]), everyRow),
  );
  const { probabilities } = attention(query, key, key, { heads, kvHeads, mask });
  const each = reduceMean(probabilities, [1]);
  const scores = reshape(matmul(reshape(weights, [pictures, 1, questions]), each), [pictures, sequence]);
  return { each, scores };
}

/** Rotated queries and keys of a layer; what else the layer computes is never emitted. */
function projections(scope: Scope, config: TextConfig, x: Tensor, tables: RopeInputs, layer: number) {
  let found: { query: Tensor; key: Tensor } | undefined;
  const look = (query: Tensor, key: Tensor) => {
    found = { query, key };
    return query;
  };
  decoderSegment(scope, config, x, tables, look, layer, layer + 1);
  return found!;
}

/**
 * Leaves in every sequence the rows of text and the best visual tokens, as many as column `drop` of `kept` `[B, drops]` says.
 *
 * @param scores `[B, S]`; of equal ones the first stays
 * @param length rows of a sequence from here on; what is left over at its end is empty
 */
export function dropRows(
  { rows, visual, ranking, targets }: DroppableRows,
  scores: Tensor,
  kept: Tensor,
  drop: number,
  length: number,
): DroppableRows {
  const [pictures, sequence] = visual.shape.map(numberOf);
  const width = numberOf(rows.hidden.shape[2]);
  const counting = constant([...Array(sequence).keys()], 'int64', [1, sequence]);
  // Attention is never negative: −1 puts everything that is no visual token behind all that are.
  const isVisual = cast(visual, 'float32');
  const rank = inverse(topK(add(mul(scores, isVisual), sub(isVisual, 1)), sequence));
  const best = greaterOrEqual(sub(slice(kept, 1, drop, drop + 1), 1), rank);
  const filled = greaterOrEqual(rows.segments, constant([0], 'int64', []));
  const stays = cast(and(filled, or(best, equal(visual, constant([0], 'int64', [])))), 'int64');
  const order = topK(cast(sub(mul(stays, sequence), counting), 'float32'), sequence);
  const place = inverse(order);

  const gone = pictures * length;
  const firstRows = (size: number) =>
    constant(
      Array.from({ length: pictures }, (_, b) => b * size),
      'int64',
      [pictures, 1],
    );
  const from = reshape(add(slice(order, 1, 0, length), firstRows(sequence)), [gone]);
  const isIn = cast(greaterOrEqual(constant([length - 1], 'int64', []), place), 'int64');
  const to = reshape(add(mul(isIn, sub(add(place, firstRows(length)), gone)), gone), [pictures * sequence]);

  const move = (table: Tensor) => pickNumbers(table, from, length);
  return {
    rows: {
      hidden: reshape(pickRows(reshape(rows.hidden, [pictures * sequence, width]), from, to), [
        pictures,
        length,
        width,
      ]),
      segments: move(sub(mul(add(rows.segments, 1), stays), 1)),
      // Every row moves up by the visual tokens that left before it, and so does its position.
      positions: move(mul(add(rows.positions, sub(place, counting)), stays)),
      learned: pickNumber(concat([to, constant([gone], 'int64')], 0), rows.learned),
      learnedInverse: pickNumber(rows.learnedInverse, from),
      origins: move(sub(mul(add(rows.origins, 1), stays), 1)),
    },
    visual: move(mul(visual, stays)),
    ranking: pickNumber(to, ranking),
    targets: targets && moveTargets(targets, stays, from, length),
  };
}

/** Targets `[B, S, Q]` of the rows that stay, in their new places. */
function moveTargets(targets: Tensor, stays: Tensor, from: Tensor, length: number): Tensor {
  const [pictures, sequence, questions] = targets.shape.map(numberOf);
  const staying = mul(targets, reshape(cast(stays, 'float32'), [pictures, sequence, 1]));
  return reshape(embed(reshape(staying, [pictures * sequence, questions]), from), [pictures, length, questions]);
}

/** Where each index stands in a permutation `[B, S]` of every row. */
function inverse(permutation: Tensor): Tensor {
  return topK(neg(cast(permutation, 'float32')), numberOf(permutation.shape[1]));
}

/** Entries of `table` by `index`, both of one dimension. */
function pickNumber(table: Tensor, index: Tensor): Tensor {
  return reshape(embed(reshape(table, [table.shape[0], 1]), index), index.shape);
}

/** Entries of `table` `[B, S]` by `index` `[B·n]`, counted over all sequences: `[B, n]`. */
function pickNumbers(table: Tensor, index: Tensor, perSequence: number): Tensor {
  const [pictures, sequence] = table.shape.map(numberOf);
  return reshape(pickNumber(reshape(table, [pictures * sequence]), index), [pictures, perSequence]);
}
