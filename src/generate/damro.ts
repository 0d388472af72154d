/**
 * DAMRO in the engine: what the second branch sees of a picture. Paper, reference and differences are told where the method is,
 * in `src/reduce/outliers.ts` (selection) and `src/reduce/contrast.ts` (decoding).
 */
import { TesseraeError } from '../base/error.js';
import type { ImageLayout, VisualToken } from '../image/index.js';
import type { LlavaConfig } from '../model/config.js';
import { type TowerSignal, towerSignals } from '../model/registry.js';
import { outliers, rankTop, type Signal, tileLayout, validPatches } from '../reduce/index.js';
import { keptTokens } from './kept-tokens.js';
import type { DamroRequest } from './request.js';

/** Refuses DAMRO without a picture, beyond the tower's layers, and on a tower that lacks its attention. @throws TesseraeError `generate-request` */
export function checkDamro(damro: DamroRequest, pictures: number, llava: LlavaConfig | undefined): void {
  if (pictures === 0) throw wrong('a picture for damro', 'none', 'Leave decode out, or pass a picture.');
  if (!llava) return; // A model without a tower refuses pictures themselves.
  const { layers } = llava.vision;
  const { kind, layer } = outlierSignal(damro);
  if (layer < -layers || layer >= layers) {
    throw wrong(`a tower layer from ${-layers} to ${layers - 1} for damro`, `${layer}`, 'Correct decode.layer.');
  }
  if (towerSignals(llava).includes(kind)) return;
  const other = kind === 'cls-attention' ? 'received' : 'per-head-mean';
  throw wrong(
    `a tower that gives ${kind} for damro`,
    `one that gives ${towerSignals(llava).join(', ')}`,
    `Set decode.score to ${other}.`,
  );
}

/** The attention that outliers stand out in. */
export function outlierSignal({ score = 'per-head-mean', layer = -2 }: DamroRequest): Signal & TowerSignal {
  if (score === 'received') return { kind: 'received-attention', layer };
  const heads = score === 'single-head' ? { heads: 1 as const } : {};
  return { kind: 'cls-attention', layer, form: 'probabilities', ...heads };
}

/** Outliers of a picture, strongest first, and the visual tokens that stand for it in the second branch. */
export interface OutlierBranch {
  /** Patches of the thumbnail or only view. */
  outliers: number[];
  /** Patches of every crop, where crops are asked for. */
  cropOutliers?: number[][];
  tokens: VisualToken[];
}

/**
 * The picture of the second branch.
 *
 * `thumbnail` gives the outliers of the thumbnail in the order of their strength, and the newline that the model ends pictures
 * with. `all` adds those of every crop in the order of the picture, with the newlines of the rows that have one.
 *
 * @param scores_TP the outlier signal
 * @throws TesseraeError `outlier-count`
 */
export function outlierBranch(
  layout: ImageLayout,
  scores_TP: Float32Array,
  { outliers: count = 10, partitions = 'thumbnail' }: DamroRequest,
): OutlierBranch {
  if (count === 0) return { outliers: [], tokens: [] };
  const patches = layout.side ** 2;
  const strongest = outliers(scores_TP.subarray(0, patches), count);
  if (partitions === 'thumbnail' || !layout.grid) {
    return { outliers: [...strongest], tokens: viewTokens(layout, strongest) };
  }
  const tiles = tileLayout(layout, layout.tiles.length);
  const crops = layout.tiles.slice(1).map(({ index }) => {
    const room = validPatches(tiles, index);
    return rankTop(scores_TP.subarray(index * patches, (index + 1) * patches), count, room);
  });
  const kept = [strongest, ...crops].map((each) => each.toSorted());
  const budgets = kept.map(({ length }) => length);
  const packing = { padding: 'drop', newlines: 'kept-rows', thumbnail: strongest } as const;
  const tokens = keptTokens(layout, { kept, budgets, packing });
  return { outliers: [...strongest], cropOutliers: crops.map((each) => [...each]), tokens };
}

/** Patches of the thumbnail or only view as tokens, and the newline where the model ends pictures with one. */
function viewTokens({ side, tokens }: ImageLayout, patches: Int32Array): VisualToken[] {
  const view: VisualToken[] = Array.from(patches, (patch) => ({
    kind: 'thumb',
    tile: 0,
    row: Math.floor(patch / side),
    col: patch % side,
  }));
  const last = tokens[tokens.length - 1];
  return last.kind === 'newline' ? [...view, last] : view;
}

const wrong = (expected: string, received: string, action: string) =>
  new TesseraeError('generate-request', { expected, received, action });
