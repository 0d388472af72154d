import { type LogitProcessor, probabilities } from './processor.js';

/** Keeps tokens at least `share` times as likely as the most likely one (Nguyen et al. 2024; Hugging Face `min_p`). */
export function minP(share: number): LogitProcessor {
  return ({ logits }) => {
    const chance = probabilities(logits);
    const least = share * chance.reduce((a, b) => Math.max(a, b), 0);
    return logits.map((logit, id) => (chance[id] < least ? Number.NEGATIVE_INFINITY : logit));
  };
}
