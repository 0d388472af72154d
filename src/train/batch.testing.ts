import { float32, int64 } from '../runtime/index.js';
import type { Batch } from './batch.js';

/**
 * The answers of a batch, each in a batch of its own: the same arrays with every other turn made invisible, and the weights
 * of its own learned rows scaled to sum to 1.
 */
export function answersAlone(batch: Batch): { batch: Batch; share: number }[] {
  const weights = batch.feeds.weights.data as Float32Array;
  const segments = Array.from(batch.feeds.segments.data as BigInt64Array, Number);
  const index = Array.from(batch.feeds.learned_index.data as BigInt64Array, Number);
  const { sequence } = batch.shape;
  return batch.answers.map((answer) => {
    const row = index[answer.from];
    const picture = Math.floor(row / sequence);
    const segment = segments[row];
    const share = weights.subarray(answer.from, answer.to).reduce((a, b) => a + b, 0);
    const alone = weights.map((w, i) => (i >= answer.from && i < answer.to ? w / share : 0));
    const ids = Array.from(batch.feeds.ids.data as BigInt64Array, Number);
    // Other turns of the picture are overwritten: if they were seen, the loss would change.
    for (let i = 0; i < sequence; i++) {
      const other = segments[picture * sequence + i];
      if (other > 0 && other !== segment) ids[picture * sequence + i] = 7;
    }
    const feeds = { ...batch.feeds, weights: float32(alone), ids: int64(ids, batch.feeds.ids.shape) };
    return { batch: { ...batch, feeds }, share };
  });
}
