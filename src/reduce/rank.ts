/**
 * Indices of the `count` largest scores, best first; equal scores: the lower index wins.
 *
 * @param among the only indices that may be chosen @default all
 */
export function rankTop(scores: ArrayLike<number>, count: number, among?: ArrayLike<number>): Int32Array {
  const indices = Int32Array.from(among ?? { length: scores.length }, among ? (i) => i : (_, i) => i);
  // Typed arrays sort numerically without boxing; −0 and 0 tie, as they should.
  indices.sort((a, b) => scores[b] - scores[a] || a - b);
  return indices.slice(0, Math.max(0, count));
}

/** As `rankTop`, but in ascending order of the index: the order of the picture. */
export function selectTop(scores: ArrayLike<number>, count: number, among?: ArrayLike<number>): Int32Array {
  return rankTop(scores, count, among).sort();
}
