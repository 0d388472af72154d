import { add, attention, input, type Tensor } from '../graph/index.js';
import type { TextConfig } from '../model/config.js';
import { decoderSegment } from '../model/llama.js';
import type { Scope } from '../model/scope.js';
import { questionLook } from './look-loss.js';
import type { BatchShape } from './loss.js';
import { packedMask } from './packed-mask.js';
import { attentionOnRows, dropRows } from './visual-drop.js';

/** Legend: B pictures, S positions of a sequence (fewer after every drop), D width, M learned positions in the batch. */

/** The sequences of a batch on their way through the decoder, and what has to move with their rows. */
export interface PackedRows {
  /** `[B, S, D]` */
  hidden: Tensor;
  /** int64 `[B, S]`: question of each row; 0 is shared by all, −1 is empty. */
  segments: Tensor;
  /** int64 `[B, S]`, counted as if each question were alone. */
  positions: Tensor;
  /** int64 `[M]`: learned rows of all sequences in one; B·S for none. */
  learned: Tensor;
  /** int64 `[B·S]`: place of each row among the learned ones; M for none. */
  learnedInverse: Tensor;
  /** int64 `[B, S]`: where each row stood when the sequence was packed; −1 for an empty one. */
  origins: Tensor;
}

/**
 * The decoder over packed sequences. Where the shape has drops, visual tokens leave between layers as PyramidDrop says
 * (`visual-drop.ts`): the rows that come out are fewer than those that went in.
 *
 * @param rotation rotation tables `[positions, d/2]`
 * @param looking whether the rows that rank are to learn where to look: then `look` is how far they are from it
 */
export function packedDecoder(
  scope: Scope,
  config: TextConfig,
  start: PackedRows,
  rotation: { cos: Tensor; sin: Tensor },
  { pictures, sequence, staged }: BatchShape,
  looking = false,
): { rows: PackedRows; look?: Tensor } {
  const { heads, kvHeads, layers } = config;
  let rows = start;
  let from = 0;
  let look: Tensor | undefined;
  const runTo = (to: number) => {
    const mask = packedMask(rows.segments);
    const tables = { positions: rows.positions, ...rotation };
    const attend = (q: Tensor, k: Tensor, v: Tensor) => attention(q, k, v, { heads, kvHeads, mask }).output;
    rows = { ...rows, hidden: decoderSegment(scope, config, rows.hidden, tables, attend, from, to) };
    from = to;
  };
  if (staged) {
    const { drops, taught, questions } = staged;
    const weights = input('ranking_weights', [pictures, questions]);
    const kept = input('kept', [pictures, drops.length], 'int64');
    let visual = input('visual', [pictures, sequence], 'int64');
    let ranking = input('ranking_rows', [pictures * questions], 'int64');
    let targets = looking ? input('look_rows', [pictures, sequence, questions]) : undefined;
    for (const layer of targets ? taught : drops.map(({ afterLayer }) => afterLayer)) {
      runTo(layer);
      const { each, scores } = attentionOnRows(scope, config, rows, ranking, weights, rotation, layer);
      if (targets) {
        const far = questionLook(each, targets);
        look = look ? add(look, far) : far;
      }
      const drop = drops.findIndex(({ afterLayer }) => afterLayer === layer);
      if (drop < 0) continue;
      const { sequence: length } = drops[drop];
      ({ rows, visual, ranking, targets } = dropRows({ rows, visual, ranking, targets }, scores, kept, drop, length));
    }
  }
  runTo(layers);
  return { rows, look };
}
