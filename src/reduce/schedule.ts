/**
 * Schedules of staged dropping: how many visual tokens every decoder layer sees, and which schedule has a wanted
 * average (arXiv 2410.17247, section 3.2 and equation 4).
 */
import { TesseraeError } from '../base/error.js';
import type { Drop } from './reducer.js';

/** Visual tokens that enter every layer. */
export function tokensPerLayer(tokens: number, drops: readonly Drop[], layers: number): number[] {
  return Array.from({ length: layers }, (_, layer) => {
    return drops.reduce((count, drop) => (drop.afterLayer <= layer ? drop.keep : count), tokens);
  });
}

/** Visual tokens averaged over the layers: the paper's "average tokens". */
export function averageTokens(tokens: number, drops: readonly Drop[], layers: number): number {
  return tokensPerLayer(tokens, drops, layers).reduce((a, b) => a + b, 0) / layers;
}

/** Counts after each drop from cumulative ratios of the original number, as released: truncated double products. */
export function countsOfRatios(tokens: number, ratios: readonly number[]): number[] {
  return ratios.map((ratio) => Math.trunc(tokens * ratio));
}

/** λ, λ², λ³, …, rounded to 12 digits so that 0.6² counts as 0.36. */
export function geometricRatios(lambda: number, stages: number): number[] {
  return Array.from({ length: stages }, (_, i) => Number((lambda ** (i + 1)).toPrecision(12)));
}

/** Counts after each drop by the paper's rule: ⌈(1 − λ) · n⌉ of the tokens present go. */
export function countsOfRemoval(tokens: number, lambda: number, stages: number): number[] {
  let present = tokens;
  return Array.from({ length: stages }, () => {
    // The slack keeps (1 − 0.7) · 10 = 3.0000000000000004 from removing a fourth token.
    present -= Math.ceil((1 - lambda) * present - 1e-9);
    return present;
  });
}

/**
 * The smallest ratio r, to three decimals, whose geometric schedule (r, r², …) averages at least `target` tokens.
 *
 * @throws TesseraeError `keep-range` where even dropping everything keeps more
 */
export function plannedRatio(tokens: number, afterLayers: readonly number[], layers: number, target: number): number {
  const average = (ratio: number) => {
    const counts = countsOfRatios(tokens, geometricRatios(ratio, afterLayers.length));
    return averageTokens(tokens, toDrops(afterLayers, counts), layers);
  };
  const least = average(0);
  if (target < least) {
    throw new TesseraeError('keep-range', {
      expected: `an average of at least ${least} tokens with the first drop after layer ${afterLayers[0]} of ${layers}`,
      received: `${target}`,
      action: 'Keep more tokens or drop earlier (option "after").',
    });
  }
  for (let thousandths = 0; thousandths < 1000; thousandths++) {
    if (average(thousandths / 1000) >= target) return thousandths / 1000;
  }
  return 1;
}

/** Layers and counts as drops, without those that would drop nothing. */
export function toDrops(afterLayers: readonly number[], counts: readonly number[], tokens?: number): Drop[] {
  return afterLayers
    .map((afterLayer, i) => ({ afterLayer, keep: counts[i] }))
    .filter(({ keep }, i) => keep !== (i === 0 ? tokens : counts[i - 1]));
}
