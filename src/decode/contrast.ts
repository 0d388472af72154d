import { TesseraeError } from '../base/error.js';
import { type ContrastOptions, contrastLogits } from '../reduce/index.js';
import type { LogitProcessor } from './processor.js';

/**
 * Contrastive decoding as a logit processor: what the model says beyond what the second branch says (`contrastLogits` has the
 * equation). It runs before all others.
 *
 * @throws TesseraeError `contrast-input` at the first step where the loop passes no branch
 *
 * @example
 * const sample = createSampler({}, new Random(1), [contrast({ alpha: 2, beta: 0.1 })]);
 */
export function contrast(options: ContrastOptions = {}): LogitProcessor {
  const processor: LogitProcessor = ({ logits, branch }) => {
    if (branch) return contrastLogits(logits, branch, options);
    throw new TesseraeError('contrast-input', {
      expected: 'logits of a second branch',
      received: 'none',
      action: 'Run the second branch where the sampler has needsBranch.',
    });
  };
  return Object.assign(processor, { needsBranch: true });
}
