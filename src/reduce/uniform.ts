/**
 * Uniform baseline: patches spread evenly over the picture, blind to its content.
 *
 * Order of preference inside a tile is that of ordered dithering (Bayer 1973): the first quarter of the ranks is every
 * second patch of every second row, and so on, so that any number of tokens is spread in both directions and a smaller
 * number keeps a subset of a larger one.
 *
 * `variant: 'official'` is the regular sampling in HiRED's released code (`spatial_budget`): patches 0, s, 2s, … below
 * P − 1 of every tile with s = floor(P / n), n = floor(P · keep); the count can differ from n and columns line up.
 */
import { z } from 'zod';
import { keptFraction, keptTokens } from './keep.js';
import { patchesPerTile, splitByTile, validPatches } from './layout.js';
import { newlines } from './options.js';
import { availableTokens, visionReducer } from './vision.js';

export const uniform = visionReducer({
  name: 'uniform',
  summary: 'Keep tokens spread evenly over the picture (baseline).',
  options: z.strictObject({
    variant: z.enum(['exact', 'official']).default('exact'),
    newlines: newlines.default('kept-rows'),
  }),
  needs: () => [],
  select(_signals, layout, keep, { variant, newlines }) {
    const packing = { padding: 'drop', newlines } as const;
    const visible = Array.from({ length: layout.tiles }, (_, tile) => validPatches(layout, tile));
    const available = availableTokens(layout);
    const patches = patchesPerTile(layout);
    if (variant === 'official') {
      const stride = regularStride(patches, Math.floor(patches * keptFraction(keep, available)));
      const kept = visible.map((tile) => tile.filter((patch) => patch % stride === 0 && patch < patches - 1));
      return { kept, budgets: visible.map(() => Math.ceil((patches - 1) / stride)), packing };
    }
    const order = ditherOrder(layout.side);
    const all = visible.flatMap((tile, index) => Array.from(tile, (patch) => index * patches + patch));
    // Equal ranks of different tiles: the lower tile first, since sorting is stable.
    const chosen = all.sort((a, b) => order[a % patches] - order[b % patches]).slice(0, keptTokens(keep, available));
    const kept = splitByTile(chosen, layout);
    return { kept, budgets: kept.map(({ length }) => length), packing };
  },
});

/** Distance between regularly sampled patches; no sample at all (infinite) where n is 0. */
function regularStride(patches: number, n: number): number {
  return n > 0 ? Math.floor(patches / n) : Number.POSITIVE_INFINITY;
}

/** Bayer rank of every cell of a side × side grid, cut out of the next power of two; lower ranks are chosen first. */
export function ditherOrder(side: number): Float64Array {
  const bits = Math.ceil(Math.log2(side));
  return Float64Array.from({ length: side * side }, (_, patch) => {
    const row = Math.floor(patch / side);
    const col = patch % side;
    let rank = 0;
    // The lowest bits of row and column decide first, diagonal before straight neighbours.
    for (let bit = 0; bit < bits; bit++) {
      const r = (row >> bit) & 1;
      const c = (col >> bit) & 1;
      rank = rank * 4 + 2 * (r ^ c) + r;
    }
    return rank;
  });
}
