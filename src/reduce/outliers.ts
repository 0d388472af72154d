/**
 * DAMRO, selection: the few patches that the vision tower's CLS token over-attends to. They are all the picture that
 * the negative branch sees (`contrast.ts`).
 *
 * Paper: Gong et al., "DAMRO: Dive into the Attention Mechanism of LVLM to Reduce Object Hallucination", EMNLP 2024,
 * arXiv 2410.04514. Reference: github.com/coder-gx/DAMRO, `modeling_llava.py`, `modeling_llava_next.py`,
 * `modeling_instructblip.py`.
 *
 * Differences: scores are the tower's own attention, mean over heads; the release uses for the LLaVA models one head
 * over the whole width, which is `clsAttention(projections, 1, 'probabilities')`.
 */
import { TesseraeError } from '../base/error.js';
import { rankTop } from './rank.js';

/**
 * The `count` outliers of one tile, strongest first: the order of the negative branch.
 *
 * @param scores_P CLS attention on the patches of one tile, CLS key removed
 * @param count 10 in the release for LLaVA, 4 for InstructBLIP
 * @throws TesseraeError `outlier-count`
 * @example
 * const negative = outliers(signal.subarray(0, patches), 10); // LLaVA-NeXT: the thumbnail only
 */
export function outliers(scores_P: ArrayLike<number>, count: number): Int32Array {
  if (!Number.isInteger(count) || count < 1 || count > scores_P.length) {
    throw new TesseraeError('outlier-count', {
      expected: `a whole number from 1 to the ${scores_P.length} patches of the tile`,
      received: `${count}`,
      action: 'Pass for example 10.',
    });
  }
  return rankTop(scores_P, count);
}

/**
 * Rows of a hidden state that still has its CLS row, for outlier patches.
 *
 * `official` forgets that row in InstructBLIP and takes the token one place earlier (patch 0: the CLS token).
 */
export function outlierRows(patches: ArrayLike<number>, variant: 'spec' | 'official' = 'spec'): Int32Array {
  return Int32Array.from(patches, (patch) => (variant === 'official' ? patch : patch + 1));
}
