/**
 * FasterVLM: the tokens of every tile that the vision tower's CLS token attends to most.
 *
 * score(patch) = mean over heads of softmax attention CLS → patch in the layer whose output is projected (layer −2 of
 * CLIP); every tile keeps its best T.
 *
 * Paper: Zhang et al., "[CLS] Attention is All You Need for Training-Free Visual Token Pruning", arXiv 2412.01818.
 * Reference: github.com/Theia-4869/FasterVLM, `clip_encoder.py` and `llava_arch.py`.
 *
 * Differences: a fraction f keeps T = ceil(P · f) per tile, as released; padding is then unpadded away and rows end in
 * newlines (the released branch that cannot be reached). `official` neither unpads nor adds newlines. `exact` (the
 * default for a count) never chooses padding and divides the count evenly. Towers without CLS: `attention: 'received'`,
 * the author's advice for the successor method.
 */
import { z } from 'zod';
import { apportion } from './apportion.js';
import { isCount, keptFraction, keptTokens } from './keep.js';
import { patchesPerTile, validCounts, validPatches } from './layout.js';
import { newlines, variants } from './options.js';
import { selectTop } from './rank.js';
import type { Keep, Signal, TileLayout } from './reducer.js';
import { readSignal } from './signals.js';
import { availableTokens, visionReducer } from './vision.js';

const options = z.strictObject({
  variant: z.enum(variants).optional(),
  /** Whose attention ranks the patches. @default 'cls' */
  attention: z.enum(['cls', 'received']).default('cls'),
  /** Tower layer, negative from the end. @default -2 */
  layer: z.number().int().default(-2),
  /** @default 'kept-rows'; 'none' in the official variant */
  newlines: newlines.optional(),
});

export const fastervlm = visionReducer({
  name: 'fastervlm',
  summary: 'Keep the tokens of every tile that the CLS token attends to most.',
  options,
  withoutCls: { attention: 'received' } as const,
  needs: ({ attention, layer }) => [attentionSignal(attention, layer)],
  select(signals, layout, keep, { variant = isCount(keep) ? 'exact' : 'paper', attention, layer, newlines }) {
    const patches = patchesPerTile(layout);
    const scores_TP = readSignal(signals, attentionSignal(attention, layer), layout.tiles * patches);
    const official = variant === 'official';
    const budgets = variant === 'exact' ? evenBudgets(layout, keep) : equalBudgets(layout, keep);
    const kept = budgets.map((budget, tile) => {
      const scores = scores_TP.subarray(tile * patches, (tile + 1) * patches);
      if (official) return selectTop(scores, budget);
      const valid = validPatches(layout, tile);
      if (variant === 'exact') return selectTop(scores, budget, valid);
      const visible = new Set(valid);
      return selectTop(scores, budget).filter((patch) => visible.has(patch));
    });
    const packing = official
      ? ({ padding: 'keep', newlines: newlines ?? 'none' } as const)
      : ({ padding: 'drop', newlines: newlines ?? 'kept-rows' } as const);
    return { kept, budgets, packing };
  },
});

/** The signal behind an `attention` option: after softmax, mean over heads. */
export function attentionSignal(attention: 'cls' | 'received', layer: number): Signal {
  return attention === 'cls'
    ? { kind: 'cls-attention', layer, form: 'probabilities' }
    : { kind: 'received-attention', layer };
}

/** The same T for every tile: ceil(P · fraction). */
function equalBudgets(layout: TileLayout, keep: Keep): number[] {
  const fraction = keptFraction(keep, availableTokens(layout));
  const perTile = Math.min(Math.ceil(patchesPerTile(layout) * fraction - 1e-9), patchesPerTile(layout));
  return Array.from({ length: layout.tiles }, () => perTile);
}

/** Equal shares that add up to the number asked for; what a padded crop cannot use goes to the other tiles. */
function evenBudgets(layout: TileLayout, keep: Keep): number[] {
  const counts = validCounts(layout);
  return apportion(
    keptTokens(keep, availableTokens(layout)),
    counts.map(() => 1),
    counts,
  );
}
