import { type LogitProcessor, probabilities, ranked } from './processor.js';

/** Keeps the smallest set of most likely tokens whose probabilities reach p (Holtzman et al. 2020; Hugging Face `top_p`). */
export function topP(p: number): LogitProcessor {
  return ({ logits }) => {
    if (p >= 1) return logits;
    const chance = probabilities(logits);
    const kept = new Set<number>();
    let sum = 0;
    for (const id of ranked(logits)) {
      if (kept.size > 0 && sum >= p) break;
      kept.add(id);
      sum += chance[id];
    }
    return logits.map((logit, id) => (kept.has(id) ? logit : Number.NEGATIVE_INFINITY));
  };
}
