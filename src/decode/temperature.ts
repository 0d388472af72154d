import { type LogitProcessor, largest } from './processor.js';

/**
 * Divides logits by the temperature: below 1 sharper, above 1 flatter (Hugging Face `TemperatureLogitsWarper`).
 *
 * The result is shifted so that the largest is 0, which changes no probability and keeps tiny temperatures from overflowing.
 */
export function temperature(value: number): LogitProcessor {
  return ({ logits }) => {
    const most = largest(logits);
    return logits.map((logit) => (logit - most) / value);
  };
}
