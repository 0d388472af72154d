import type { LogitProcessor } from './processor.js';

/**
 * Keeps the smallest set of most likely tokens whose probabilities reach p (Holtzman et al. 2020; Hugging Face
 * `TopPLogitsWarper`). Among tokens that tie at the border, the lowest ids are kept.
 */
export function topP(p: number): LogitProcessor {
  return ({ logits }) => {
    if (p >= 1) return logits;
    const { least, ties } = border(logits, p);
    let left = ties;
    return logits.map((logit) => (logit > least || (logit === least && left-- > 0) ? logit : Number.NEGATIVE_INFINITY));
  };
}

/** The smallest logit kept, and how many of its equals are. Values are sorted, not ids: a native sort is far quicker. */
function border(logits: Float32Array, p: number): { least: number; ties: number } {
  const rising = logits.slice().sort();
  const most = rising[rising.length - 1];
  const weight = (logit: number) => Math.exp(logit - most);
  const enough = p * rising.reduce((sum, logit) => sum + weight(logit), 0);
  let least = most;
  let ties = 0;
  let sum = 0;
  for (let i = rising.length - 1; i >= 0 && sum < enough; i--) {
    ties = rising[i] === least ? ties + 1 : 1;
    least = rising[i];
    sum += weight(least);
  }
  return { least, ties };
}
