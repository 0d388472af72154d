/**
 * GlobalCom² adaptive compression adjustment: the retention ratio of every crop, from the thumbnail
 * (arXiv 2501.05179; reference `llava_arch.py`).
 */

/**
 * S: sum of the thumbnail scores over the cells of every crop.
 *
 * Cells per part are ⌊side / parts⌋; leftover rows and columns belong to the last part (27 in 4 parts: 6, 6, 6, 9).
 */
export function cropSums(thumbnail: ArrayLike<number>, side: number, grid: { rows: number; cols: number }): number[] {
  const part = (cell: number, parts: number) => {
    return Math.min(Math.floor(cell / Math.max(Math.floor(side / parts), 1)), parts - 1);
  };
  const sums = new Array<number>(grid.rows * grid.cols).fill(0);
  for (let patch = 0; patch < side * side; patch++) {
    const row = part(Math.floor(patch / side), grid.rows);
    sums[row * grid.cols + part(patch % side, grid.cols)] += thumbnail[patch];
  }
  return sums;
}

/** σ = softmax((S − max S) / τ), with the release's 1e-8 in the denominator. */
export function cropShares(sums: readonly number[], temperature: number): number[] {
  const most = Math.max(...sums);
  const exponentials = sums.map((s) => Math.exp((s - most) / temperature));
  const total = exponentials.reduce((a, b) => a + b, 0) + 1e-8;
  return exponentials.map((e) => e / total);
}

/** r = R · (1 + σ − mean σ), at most 1: crops that matter keep more, and on average R stays R. */
export function cropRatios(shares: readonly number[], retention: number): number[] {
  const mean = shares.reduce((a, b) => a + b, 0) / shares.length;
  return shares.map((share) => Math.min(retention * (1 + share - mean), 1));
}
