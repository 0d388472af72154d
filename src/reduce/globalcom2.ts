/**
 * GlobalCom²: the thumbnail commands how much every crop keeps and helps to choose what.
 *
 * Scores are the pre-softmax CLS logits of the last tower layer, mean over heads (probabilities would make the
 * temperature meaningless). The thumbnail keeps its best ⌊P · R⌋; crop j keeps the best ⌊valid patches · r_j⌋ by the
 * combined score (`globalcom2-ratio.ts`, `globalcom2-score.ts`). Padding is never chosen.
 *
 * Paper: Liu et al., "Global Compression Commander", AAAI 2026, arXiv 2501.05179.
 * Reference: github.com/xuyang-liu16/GlobalCom2, `llava_arch.py`, `apply_customvit.py`.
 *
 * Differences: `official` passes the thumbnail in score order, writes crop tokens to the cell numbered by their place
 * among the valid patches, puts a newline after every row of the padded map, and leaves a single tile whole; by default
 * everything is in picture order and a single tile follows the thumbnail rule. keep = 1 is the identity except in
 * `official`. `exact` (the default for a count) rounds by largest remainders so that the number comes out.
 */
import { z } from 'zod';
import { apportion } from './apportion.js';
import { cropRatios, cropShares, cropSums } from './globalcom2-ratio.js';
import { combineScores, dissimilarity, globalScores, localScores } from './globalcom2-score.js';
import { isCount, keptFraction, keptTokens } from './keep.js';
import { patchesPerTile, validCounts, validPatches } from './layout.js';
import { newlines, variants } from './options.js';
import { rankTop, selectTop } from './rank.js';
import type { Packing, Signal, Signals, TileLayout } from './reducer.js';
import { readSignal } from './signals.js';
import { availableTokens, visionReducer } from './vision.js';

const options = z.strictObject({
  variant: z.enum(variants).optional(),
  /** τ of the softmax over crops. @default 10 */
  temperature: z.number().positive().default(10),
  /** Weight of the global view in a crop token's score. @default 0.5 */
  alpha: z.number().min(0).max(1).default(0.5),
  /** CLS logits, or dissimilarity to the mean patch for towers without CLS. @default 'cls' */
  score: z.enum(['cls', 'dissimilarity']).default('cls'),
  /** Tower layer of the score, negative from the end. @default -1 */
  layer: z.number().int().default(-1),
  /** @default 'kept-rows'; 'every-row' in the official variant */
  newlines: newlines.optional(),
});

export const globalcom2 = visionReducer({
  name: 'globalcom2',
  summary: 'Let the thumbnail decide how much every crop keeps and help to choose what.',
  options,
  withoutCls: { score: 'dissimilarity' } as const,
  needs: ({ score, layer }) => [scoreSignal(score, layer)],
  select(signals, layout, keep, { variant = isCount(keep) ? 'exact' : 'paper', ...options }) {
    const patches = patchesPerTile(layout);
    const official = variant === 'official';
    const available = availableTokens(layout);
    const scores_TP = readScores(signals, layout, options);
    const retention = official && layout.tiles === 1 ? 1 : keptFraction(keep, available);

    const counts = validCounts(layout);
    const shares = tileShares(scores_TP, layout, retention, options.temperature);
    const exact = variant === 'exact' || (keep === 1 && !official);
    const budgets = exact ? apportion(keptTokens(keep, available), shares, counts) : shares.map(Math.floor);

    const places = validScores(scores_TP, layout, options.alpha).map((scores, tile) =>
      selectTop(scores, budgets[tile]),
    );
    const kept = places.map((chosen, tile) => {
      const valid = validPatches(layout, tile);
      return chosen.map((place) => valid[place]);
    });
    const packing: Packing = official
      ? {
          padding: 'keep',
          newlines: options.newlines ?? 'every-row',
          thumbnail: rankTop(scores_TP.subarray(0, patches), budgets[0]),
          cells: places,
        }
      : { padding: 'drop', newlines: options.newlines ?? 'kept-rows' };
    return { kept, budgets, packing };
  },
});

/** Unrounded number of tokens of every tile: valid patches × ratio. Without a grid every tile is its own thumbnail. */
function tileShares(scores_TP: Float32Array, layout: TileLayout, retention: number, temperature: number): number[] {
  const counts = validCounts(layout);
  if (!layout.grid) return counts.map((count) => count * retention);
  const sums = cropSums(scores_TP.subarray(0, patchesPerTile(layout)), layout.side, layout.grid);
  const ratios = [retention, ...cropRatios(cropShares(sums, temperature), retention)];
  return counts.map((count, tile) => count * ratios[tile]);
}

/** What every tile is ranked by: scores of its valid patches, combined with the thumbnail's view in crops. */
function validScores(scores_TP: Float32Array, layout: TileLayout, alpha: number): ArrayLike<number>[] {
  const patches = patchesPerTile(layout);
  const own = (tile: number) => scores_TP.subarray(tile * patches, (tile + 1) * patches);
  if (!layout.grid) return Array.from({ length: layout.tiles }, (_, tile) => own(tile));
  const global = globalScores(scores_TP, layout);
  return [own(0), ...localScores(scores_TP, layout).map((local, crop) => combineScores(local, global[crop], alpha))];
}

function scoreSignal(score: 'cls' | 'dissimilarity', layer: number): Signal {
  return score === 'cls' ? { kind: 'cls-attention', layer, form: 'logits' } : { kind: 'patch-features', layer };
}

function readScores(
  signals: Signals,
  layout: TileLayout,
  { score, layer }: { score: 'cls' | 'dissimilarity'; layer: number },
): Float32Array {
  const patches = patchesPerTile(layout);
  const values = readSignal(signals, scoreSignal(score, layer), layout.tiles * patches);
  return score === 'cls' ? values : dissimilarity(values, layout.tiles, patches);
}
