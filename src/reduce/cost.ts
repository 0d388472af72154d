/**
 * What visual tokens cost: floating-point operations of the prefill and bytes of the key/value cache, as the papers
 * count them (2 operations per multiply-add; three feed-forward matrices; no norms, no output layer).
 */
import type { Drop } from './reducer.js';
import { tokensPerLayer } from './schedule.js';

/** Sizes of a decoder. */
export interface DecoderSize {
  layers: number;
  /** Hidden width d. */
  width: number;
  /** Feed-forward width m. */
  intermediate: number;
  /** Width of keys (and of values); smaller than `width` with grouped heads. @default width */
  kvWidth?: number;
}

/** LLaMA-7B and 13B, on which the papers report. */
export const llama7b: DecoderSize = { layers: 32, width: 4096, intermediate: 11008 };
export const llama13b: DecoderSize = { layers: 40, width: 5120, intermediate: 13824 };

/** Multiply-adds of one decoder layer on n tokens: 4nd² + 2n²d + 3ndm (with full-width keys and values). */
export function layerMultiplyAdds(tokens: number, { width, intermediate, kvWidth = width }: DecoderSize): number {
  const projections = 2 * tokens * width * (width + kvWidth);
  const attention = 2 * tokens ** 2 * width;
  return projections + attention + 3 * tokens * width * intermediate;
}

/**
 * Prefill of the whole decoder on `tokens` tokens, in floating-point operations, with staged drops where given.
 *
 * PyramidDrop's tables count a multiply-add as one operation: half of this.
 */
export function prefillFlops(tokens: number, size: DecoderSize, drops: readonly Drop[] = []): number {
  return tokensPerLayer(tokens, drops, size.layers).reduce((sum, n) => sum + 2 * layerMultiplyAdds(n, size), 0);
}

/**
 * A vision tower on `tiles` tiles of `tokens` tokens each (CLS counted), in floating-point operations; the
 * feed-forward part has two matrices.
 */
export function towerFlops(tiles: number, tokens: number, { layers, width, intermediate }: DecoderSize): number {
  return tiles * layers * 2 * (4 * tokens * width ** 2 + 2 * tokens ** 2 * width + 2 * tokens * width * intermediate);
}

/** Bytes of keys and values that `tokens` visual tokens occupy, in all layers, with staged drops where given. */
export function kvBytes(tokens: number, size: DecoderSize, bytesPerValue = 2, drops: readonly Drop[] = []): number {
  const cached = tokensPerLayer(tokens, drops, size.layers).reduce((a, b) => a + b, 0);
  return cached * 2 * (size.kvWidth ?? size.width) * bytesPerValue;
}

/** Share of a cost linear in tokens that S equal stages with ratio λ save: 1 − (1 − λ^S) / (S · (1 − λ)). */
export function stagedSaving(lambda: number, stages: number): number {
  return lambda === 1 ? 0 : 1 - (1 - lambda ** stages) / (stages * (1 - lambda));
}
