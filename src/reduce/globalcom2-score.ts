/**
 * GlobalCom² holistic token evaluation: what a crop token is worth inside its crop and in the whole picture
 * (arXiv 2501.05179; reference `llava_arch.py`).
 */
import { cropRectangle, keptRectangle, patchesPerTile, validPatches } from './layout.js';
import type { TileLayout } from './reducer.js';

/** Bilinear resize of a square map with half-pixel centres and no corner alignment, as torch's `interpolate`. */
export function resizeBilinear(map: ArrayLike<number>, side: number, rows: number, cols: number): Float64Array {
  const axis = (size: number) => {
    return Array.from({ length: size }, (_, i) => {
      const position = Math.max(((i + 0.5) * side) / size - 0.5, 0);
      const low = Math.min(Math.floor(position), side - 1);
      return { low, high: Math.min(low + 1, side - 1), weight: position - low };
    });
  };
  const across = axis(cols);
  return Float64Array.from(
    axis(rows).flatMap((y) => {
      return across.map((x) => {
        const top = map[y.low * side + x.low] * (1 - x.weight) + map[y.low * side + x.high] * x.weight;
        const bottom = map[y.high * side + x.low] * (1 - x.weight) + map[y.high * side + x.high] * x.weight;
        return top * (1 - y.weight) + bottom * y.weight;
      });
    }),
  );
}

/** The thumbnail scores under every crop's valid patches, in ascending patch order: the thumbnail laid over the picture. */
export function globalScores(thumbnail: ArrayLike<number>, layout: TileLayout): Float64Array[] {
  const { side, grid } = layout;
  const kept = keptRectangle(layout)!;
  const laidOver = resizeBilinear(thumbnail, side, kept.rows, kept.cols);
  return Array.from({ length: layout.tiles - 1 }, (_, crop) => {
    const originRow = Math.floor(crop / grid!.cols) * side;
    const originCol = (crop % grid!.cols) * side;
    const { top, left, rows, cols } = cropRectangle(layout, crop + 1);
    return Float64Array.from({ length: rows * cols }, (_, i) => {
      const row = originRow + top + Math.floor(i / cols) - kept.top;
      const col = originCol + left + (i % cols) - kept.left;
      return laidOver[row * kept.cols + col];
    });
  });
}

/** The crop scores of every crop's valid patches, in ascending patch order. */
export function localScores(scores_TP: Float32Array, layout: TileLayout): Float64Array[] {
  const patches = patchesPerTile(layout);
  return Array.from({ length: layout.tiles - 1 }, (_, crop) => {
    return Float64Array.from(validPatches(layout, crop + 1), (patch) => scores_TP[(crop + 1) * patches + patch]);
  });
}

/** α · global/‖global‖ + (1 − α) · local/‖local‖; at α = 0.5 half of what the release adds up. */
export function combineScores(local: Float64Array, global: Float64Array, alpha: number): Float64Array {
  const norm = (values: Float64Array) => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0)) || 1;
  const [ofLocal, ofGlobal] = [norm(local), norm(global)];
  return local.map((value, i) => (alpha * global[i]) / ofGlobal + ((1 - alpha) * value) / ofLocal);
}

/**
 * The score for towers without CLS (the paper's appendix): −cos(patch, mean of the tile's patches), so that
 * what differs from the average counts.
 *
 * @param features_TPD tower output without CLS
 */
export function dissimilarity(features_TPD: Float32Array, tiles: number, patches: number): Float32Array {
  const width = features_TPD.length / (tiles * patches);
  const scores_TP = new Float32Array(tiles * patches);
  for (let tile = 0; tile < tiles; tile++) {
    const rows = features_TPD.subarray(tile * patches * width, (tile + 1) * patches * width);
    const mean = new Float64Array(width);
    for (let i = 0; i < rows.length; i++) mean[i % width] += rows[i] / patches;
    const meanNorm = Math.hypot(...mean);
    for (let patch = 0; patch < patches; patch++) {
      let dot = 0;
      let square = 0;
      for (let i = 0; i < width; i++) {
        const value = rows[patch * width + i];
        dot += value * mean[i];
        square += value * value;
      }
      scores_TP[tile * patches + patch] = -dot / (Math.sqrt(square) * meanNorm || 1);
    }
  }
  return scores_TP;
}
