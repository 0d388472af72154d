/**
 * Splits `total` tokens over tiles in proportion to `weights`, exactly, and never above a tile's capacity.
 *
 * Largest remainder: every tile gets its share rounded down, the rest goes one by one to the largest fractional parts
 * (equal: the lower tile first). What a full tile cannot take is shared among the others. Where no tile with room has a
 * weight, room itself is the weight.
 *
 * @returns whole numbers that add up to min(total, Σ capacities)
 * @example
 * apportion(10, [2, 1, 0], [4, 9, 9]); // [4, 6, 0]
 */
export function apportion(total: number, weights: readonly number[], capacities: readonly number[]): number[] {
  const granted = capacities.map(() => 0);
  let open = capacities.map((_, tile) => tile).filter((tile) => capacities[tile] > 0);
  let left = Math.min(
    total,
    capacities.reduce((sum, room) => sum + room, 0),
  );
  while (left > 0 && open.length > 0) {
    const weighted = open.filter((tile) => weights[tile] > 0);
    const sharing = weighted.length > 0 ? weighted : open;
    const weight = (tile: number) => (weighted.length > 0 ? weights[tile] : capacities[tile]);
    const sum = sharing.reduce((total, tile) => total + weight(tile), 0);
    const quota = new Map(sharing.map((tile) => [tile, (left * weight(tile)) / sum]));
    const full = sharing.filter((tile) => quota.get(tile)! >= capacities[tile]);
    if (full.length === 0) {
      let rest = left;
      for (const tile of sharing) rest -= granted[tile] = Math.floor(quota.get(tile)!);
      const remainder = (tile: number) => quota.get(tile)! - granted[tile];
      const order = [...sharing].sort((a, b) => remainder(b) - remainder(a) || a - b);
      for (const tile of order.slice(0, rest)) granted[tile]++;
      return granted;
    }
    for (const tile of full) left -= granted[tile] = capacities[tile];
    open = open.filter((tile) => !full.includes(tile));
  }
  return granted;
}
