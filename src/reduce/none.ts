import { z } from 'zod';
import { validCounts, validPatches } from './layout.js';
import { visionReducer } from './vision.js';

/** Keeps every token, whatever `keep` says: the reference that the other reducers are compared with. */
export const none = visionReducer({
  name: 'none',
  summary: 'Keep every token (the reference; ignores keep).',
  options: z.strictObject({}),
  needs: () => [],
  select: (_signals, layout) => ({
    kept: Array.from({ length: layout.tiles }, (_, tile) => validPatches(layout, tile)),
    budgets: validCounts(layout),
    packing: { padding: 'drop', newlines: 'every-row' },
  }),
});
