/**
 * HiRED: a token budget for the picture, split over its tiles by where the tower looks early on, filled with the
 * tokens it attends to late.
 *
 * Phase 1: crops share the budget by the CLS attention of layer 0 on the thumbnail (`hired-budget.ts`).
 * Phase 2: every tile keeps the patches with the largest CLS attention in the layer that feeds the projector (layer −2).
 *
 * Paper: Arif et al., "HiRED: Attention-Guided Token Dropping for Efficient Inference of High-Resolution
 * Vision-Language Models", AAAI 2025, arXiv 2408.10945, Algorithm 1.
 * Reference: github.com/hasanar1f/HiRED, `modeling_llava_next.py`.
 *
 * Differences: the release scores crops by counts in raster bands (`official`), the paper by attention mass in
 * rectangles (`paper`). In both, tokens chosen inside padding are lost and the budget is an upper bound; `exact` (the
 * default for a count) masks padding first and keeps the whole budget. keep = 1 is the identity except in `official`.
 * The release drops all newline tokens, we keep those of rows that still have a token.
 */
import { z } from 'zod';
import { apportion } from './apportion.js';
import { attentionSignal } from './fastervlm.js';
import { bandCounts, exactBudgets, rectangleMass, splitByCounts, splitByMass, splitTotal } from './hired-budget.js';
import { isCount, keptTokens } from './keep.js';
import { patchesPerTile, validCounts, validPatches } from './layout.js';
import { newlines, type Variant, variants } from './options.js';
import { selectTop } from './rank.js';
import type { Keep, TileLayout } from './reducer.js';
import { readSignal } from './signals.js';
import { availableTokens, visionReducer } from './vision.js';

const options = z.strictObject({
  variant: z.enum(variants).optional(),
  /** Share of the budget that the thumbnail gets. @default 0.5 */
  alpha: z.number().min(0).max(1).default(0.5),
  /** Whose attention ranks the patches. @default 'cls' */
  attention: z.enum(['cls', 'received']).default('cls'),
  /** Layer that shares out the budget. @default 0 */
  budgetLayer: z.number().int().default(0),
  /** Layer that ranks the patches, negative from the end. @default -2 */
  layer: z.number().int().default(-2),
  /** @default 'kept-rows'; 'none' in the official variant */
  newlines: newlines.optional(),
});

export const hired = visionReducer({
  name: 'hired',
  summary: 'Split a budget over the tiles by early CLS attention, fill it by late CLS attention.',
  options,
  withoutCls: { attention: 'received' } as const,
  needs: ({ attention, budgetLayer, layer }) => [
    attentionSignal(attention, budgetLayer),
    attentionSignal(attention, layer),
  ],
  select(signals, layout, keep, { variant = isCount(keep) ? 'exact' : 'paper', alpha, newlines, ...from }) {
    const patches = patchesPerTile(layout);
    const read = (layer: number) => readSignal(signals, attentionSignal(from.attention, layer), layout.tiles * patches);
    const rule = keep === 1 && variant === 'paper' ? 'exact' : variant;
    const budgets = hiredBudgets(layout, keep, alpha, rule, read(from.budgetLayer).subarray(0, patches));
    const scores_TP = read(from.layer);
    const masks = budgets.map((budget, tile) => {
      const scores = scores_TP.subarray(tile * patches, (tile + 1) * patches);
      return rule === 'exact' ? selectTop(scores, budget, validPatches(layout, tile)) : selectTop(scores, budget);
    });
    return {
      kept: rule === 'exact' ? masks : withoutPadding(masks, layout),
      budgets,
      packing: { padding: 'drop', newlines: newlines ?? (variant === 'official' ? 'none' : 'kept-rows') },
    };
  },
});

/** Tokens granted to every tile. Without crops every tile is on its own and α plays no part. */
export function hiredBudgets(
  layout: TileLayout,
  keep: Keep,
  alpha: number,
  rule: Variant,
  thumbnail: ArrayLike<number>,
): number[] {
  const { tiles, side, grid } = layout;
  const patches = patchesPerTile(layout);
  const available = availableTokens(layout);
  if (rule === 'exact') {
    const room = validCounts(layout);
    const total = keptTokens(keep, available);
    return grid ? exactBudgets(total, alpha, rectangleMass(thumbnail, side, grid), room) : apportion(total, room, room);
  }
  const total = isCount(keep) ? keptTokens(keep, available) : Math.trunc(tiles * patches * (keep as number));
  if (!grid) return new Array<number>(tiles).fill(Math.min(Math.trunc(total / tiles), patches));
  const { full, sub } = splitTotal(total, alpha, patches, tiles - 1);
  const crops =
    rule === 'paper'
      ? splitByMass(sub, rectangleMass(thumbnail, side, grid), patches)
      : splitByCounts(sub, bandCounts(thumbnail, alpha, tiles - 1), patches);
  return [full, ...crops];
}

/** Removes the patches that unpadding takes away. */
function withoutPadding(masks: Int32Array[], layout: TileLayout): Int32Array[] {
  return masks.map((mask, tile) => {
    const visible = new Set(validPatches(layout, tile));
    return mask.filter((patch) => visible.has(patch));
  });
}
