/**
 * Random baseline: every visible patch has the same chance, over all tiles together.
 *
 * With the same seed a smaller number keeps a subset of a larger one.
 */
import { z } from 'zod';
import { Random } from '../base/random.js';
import { keptTokens } from './keep.js';
import { patchesPerTile, splitByTile, validPatches } from './layout.js';
import { newlines } from './options.js';
import { availableTokens, visionReducer } from './vision.js';

export const random = visionReducer({
  name: 'random',
  summary: 'Keep a random choice of tokens (baseline).',
  options: z.strictObject({
    /** Seed of the choice. @default 0 */
    seed: z.number().int().nonnegative().default(0),
    newlines: newlines.default('kept-rows'),
  }),
  needs: () => [],
  select(_signals, layout, keep, { seed, newlines }) {
    const count = keptTokens(keep, availableTokens(layout));
    const patches = patchesPerTile(layout);
    const all = Array.from({ length: layout.tiles }, (_, tile) => {
      return Array.from(validPatches(layout, tile), (patch) => tile * patches + patch);
    }).flat();
    const kept = splitByTile(new Random(seed).sample(all, count), layout);
    return { kept, budgets: kept.map(({ length }) => length), packing: { padding: 'drop', newlines } };
  },
});
