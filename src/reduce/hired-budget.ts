/**
 * HiRED phase 1: how many tokens the thumbnail and every crop may keep (arXiv 2408.10945, Algorithm 1 and equation 1).
 */
import { TesseraeError } from '../base/error.js';
import { apportion } from './apportion.js';
import { rankTop } from './rank.js';

/** Tokens of the whole picture, of the thumbnail and of all crops together. */
export interface Budget {
  total: number;
  full: number;
  sub: number;
}

/**
 * Splits the total between thumbnail (share α, at most its P patches) and crops; what the cap frees goes to the crops.
 *
 * Products are truncated doubles in the written order, as released: 5·576·0.7 gives 2015.
 */
export function splitTotal(total: number, alpha: number, patches: number, crops: number): Budget {
  const full = Math.min(Math.trunc(total * alpha), patches);
  return { total, full, sub: Math.min(total - full, crops * patches) };
}

/** Attention mass of the rectangle of the thumbnail under each crop: token row i lies under crop row ⌊i · rows / side⌋. */
export function rectangleMass(thumbnail: ArrayLike<number>, side: number, grid: { rows: number; cols: number }) {
  const mass = new Array<number>(grid.rows * grid.cols).fill(0);
  for (let row = 0; row < side; row++) {
    const cropRow = Math.floor((row * grid.rows) / side);
    for (let col = 0; col < side; col++) {
      mass[cropRow * grid.cols + Math.floor((col * grid.cols) / side)] += thumbnail[row * side + col];
    }
  }
  return mass;
}

/** The paper's crop budgets: ⌊sub · mass / Σ mass⌋, at most P; even where there is no mass at all. */
export function splitByMass(sub: number, mass: readonly number[], patches: number): number[] {
  const sum = mass.reduce((a, b) => a + b, 0);
  if (sum <= 0) return mass.map(() => Math.min(Math.floor(sub / mass.length), patches));
  return mass.map((m) => Math.min(Math.floor((sub * m) / sum), patches));
}

/**
 * The release's crop scores: of the ⌊P · (1 − α)⌋ strongest thumbnail tokens, how many fall in each of rows·cols equal
 * runs of the raster order — horizontal bands where the paper has rectangles.
 *
 * @throws TesseraeError `hired-bands` where the release raises: P not divisible by the number of crops
 */
export function bandCounts(thumbnail: ArrayLike<number>, alpha: number, crops: number): number[] {
  const patches = thumbnail.length;
  if (patches % crops !== 0) {
    throw new TesseraeError('hired-bands', {
      expected: 'patches that divide evenly into one raster band per crop',
      received: `${patches} patches and ${crops} crops`,
      action: "Use the default variant; only 'official' cuts bands.",
    });
  }
  const counts = new Array<number>(crops).fill(0);
  for (const patch of rankTop(thumbnail, Math.trunc(patches * (1 - alpha)))) {
    counts[Math.floor(patch / (patches / crops))]++;
  }
  return counts;
}

/**
 * The release's crop budgets: sub · (count / Σ counts) in float32 — quotient, product, truncation — and at most P. The
 * result can be one below ⌊sub · count / Σ counts⌋.
 *
 * @throws TesseraeError `hired-bands` where the release raises: nothing marked although tokens are left for the crops
 */
export function splitByCounts(sub: number, counts: readonly number[], patches: number): number[] {
  const sum = counts.reduce((a, b) => a + b, 0);
  if (sum === 0 && sub > 0) {
    throw new TesseraeError('hired-bands', {
      expected: 'at least one marked thumbnail token to share the crop budget by',
      received: `none, with ${sub} tokens left for the crops (alpha too close to 1)`,
      action: "Use a smaller alpha or the default variant; the 'official' one divides zero by zero here.",
    });
  }
  return counts.map((count) => {
    if (sub === 0) return 0;
    const share = Math.fround(Math.fround(count / sum) * Math.fround(sub));
    return Math.min(Math.trunc(share), patches);
  });
}

/**
 * Budgets that add up to `total` exactly: α for the thumbnail, the rest by mass with largest remainders, never more
 * than a tile shows of the picture.
 *
 * @param room patches of every tile that are not padding, thumbnail first
 */
export function exactBudgets(total: number, alpha: number, mass: readonly number[], room: readonly number[]): number[] {
  const [thumbnail, ...crops] = room;
  const roomOfCrops = crops.reduce((a, b) => a + b, 0);
  // What the crops cannot hold comes back to the thumbnail, and the other way round.
  const full = Math.max(Math.min(Math.trunc(total * alpha), thumbnail), total - roomOfCrops);
  return [full, ...apportion(total - full, mass, crops)];
}
