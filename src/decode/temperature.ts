import type { LogitProcessor } from './processor.js';

/** Divides logits by the temperature: below 1 sharper, above 1 flatter. */
export function temperature(value: number): LogitProcessor {
  return ({ logits }) => logits.map((logit) => logit / value);
}
