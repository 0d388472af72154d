import { z } from 'zod';
import { TesseraeError } from '../base/error.js';
import type { Random } from '../base/random.js';
import { minP } from './min-p.js';
import { type LogitContext, type LogitProcessor, probabilities } from './processor.js';
import { repetitionPenalty } from './repetition-penalty.js';
import { temperature } from './temperature.js';
import { topK } from './top-k.js';
import { topP } from './top-p.js';

const schema = z.strictObject({
  /** 0 takes the most likely token. @default 0 */
  temperature: z.number().min(0).max(100).default(0),
  /** Keep this many tokens. @default all */
  topK: z.number().int().min(1).optional(),
  /** Keep the most likely tokens up to this probability. @default 1 */
  topP: z.number().gt(0).max(1).optional(),
  /** Keep tokens at least this share as likely as the best. @default 0 */
  minP: z.number().min(0).max(1).optional(),
  /** Above 1 discourages repetition. @default 1 */
  repetitionPenalty: z.number().gt(0).max(100).default(1),
});

export type SampleOptions = z.input<typeof schema>;

/** Chooses the next token from logits. */
export type Sampler = (context: LogitContext) => number;

/**
 * A sampler in the order of Hugging Face: repetition penalty, temperature, top-k, top-p, min-p, then a draw.
 *
 * @param extra processors that run first, such as a contrastive decoder
 * @throws TesseraeError `sample-option` for values out of range and unknown keys
 *
 * @example
 * const sample = createSampler({ temperature: 0.7, topP: 0.9 }, new Random(1));
 * const id = sample({ logits, history });
 */
export function createSampler(options: SampleOptions, random: Random, extra: readonly LogitProcessor[] = []): Sampler {
  const parsed = schema.safeParse(options);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new TesseraeError('sample-option', {
      expected: `sampling options; ${issue.path.join('.') || 'options'}: ${issue.message}`,
      received: JSON.stringify(
        issue.path.length ? options[issue.path[0] as keyof SampleOptions] : Object.keys(options),
      ),
      action: 'Correct the option.',
    });
  }
  const o = parsed.data;
  const processors: LogitProcessor[] = [...extra];
  if (o.repetitionPenalty !== 1) processors.push(repetitionPenalty(o.repetitionPenalty));
  if (o.temperature > 0) {
    if (o.temperature !== 1) processors.push(temperature(o.temperature));
    if (o.topK !== undefined) processors.push(topK(o.topK));
    if (o.topP !== undefined) processors.push(topP(o.topP));
    if (o.minP !== undefined && o.minP > 0) processors.push(minP(o.minP));
  }
  return (context) => {
    let { logits } = context;
    for (const process of processors) logits = process({ ...context, logits });
    return o.temperature > 0 ? draw(logits, random) : mostLikely(logits);
  };
}

/** Index of the largest logit, the lowest among equals. */
export function mostLikely(logits: Float32Array): number {
  let best = 0;
  for (let id = 1; id < logits.length; id++) if (logits[id] > logits[best]) best = id;
  return best;
}

function draw(logits: Float32Array, random: Random): number {
  const chance = probabilities(logits);
  let point = random.uniform();
  let last = 0;
  for (let id = 0; id < chance.length; id++) {
    if (chance[id] === 0) continue;
    last = id;
    point -= chance[id];
    if (point < 0) return id;
  }
  return last;
}
