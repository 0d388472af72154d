/**
 * The CLS row of a tower's self-attention, from the outputs of its query and key projections.
 *
 * For runtimes that give projections instead of attention, and for tests; only one row per tile is computed.
 */

/** Queries and keys of one layer: (T, 1 + P, D), row 0 of every tile the CLS token, bias included, not scaled. */
export interface Projections {
  query: Float32Array;
  key: Float32Array;
  tiles: number;
  width: number;
}

/**
 * Attention of the CLS query on every patch, mean over heads: (T, P).
 *
 * `probabilities` are taken over all 1 + P keys and the CLS key is left out afterwards; `logits` are the scaled products
 * before softmax (GlobalCom²). `heads: 1` is the single wide head of PruMerge and DAMRO's release.
 */
export function clsAttention(
  { query, key, tiles, width }: Projections,
  heads: number,
  form: 'probabilities' | 'logits',
): Float32Array {
  const keys = query.length / (tiles * width);
  const headWidth = width / heads;
  const scale = 1 / Math.sqrt(headWidth);
  const mean_TP = new Float32Array(tiles * (keys - 1));
  const row = new Float64Array(keys);
  for (let tile = 0; tile < tiles; tile++) {
    const origin = tile * keys * width;
    const sums = new Float64Array(keys);
    for (let head = 0; head < heads; head++) {
      const channel = head * headWidth;
      for (let k = 0; k < keys; k++) {
        let dot = 0;
        for (let i = channel; i < channel + headWidth; i++) dot += query[origin + i] * key[origin + k * width + i];
        row[k] = dot * scale;
      }
      if (form === 'probabilities') softmax(row);
      for (let k = 0; k < keys; k++) sums[k] += row[k] / heads;
    }
    mean_TP.set(sums.subarray(1), tile * (keys - 1));
  }
  return mean_TP;
}

/** Softmax in place; −∞ becomes 0. */
export function softmax(values: Float64Array): Float64Array {
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) most = Math.max(most, value);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] = Math.exp(values[i] - most);
  for (let i = 0; i < values.length; i++) values[i] /= sum;
  return values;
}
