import { z } from 'zod';
import { TesseraeError } from '../base/error.js';
import type { Random } from '../base/random.js';
import { minP } from './min-p.js';
import { checkOptions } from './options.js';
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
export interface Sampler {
  (context: LogitContext): number;
  /** A processor asks for the logits of the second branch. */
  readonly needsBranch: boolean;
}

/**
 * A sampler in the order of Hugging Face: repetition penalty, temperature, top-k, top-p, min-p, then a draw.
 *
 * At temperature 0 the most likely token is taken, and only the repetition penalty counts.
 *
 * @param extra processors that run first, such as `contrast`
 * @throws TesseraeError `sample-option` for values out of range and unknown keys; the sampler throws `logits` for NaN, +∞,
 *   and where no token is left
 *
 * @example
 * const sample = createSampler({ temperature: 0.7, topP: 0.9 }, new Random(1));
 * const id = sample({ logits, history });
 */
export function createSampler(options: SampleOptions, random: Random, extra: readonly LogitProcessor[] = []): Sampler {
  const checked = checkOptions(schema, options, 'sample-option');
  const processors = [...extra, ...processorsOf(checked)];
  const choose = (context: LogitContext) => {
    checkLogits(context.logits);
    let { logits } = context;
    for (const process of processors) logits = process({ ...context, logits });
    checkLogits(logits);
    return checked.temperature > 0 ? draw(logits, random) : mostLikely(logits);
  };
  return Object.assign(choose, { needsBranch: processors.some(({ needsBranch }) => needsBranch) });
}

function processorsOf(options: z.output<typeof schema>): LogitProcessor[] {
  const processors: LogitProcessor[] = [];
  if (options.repetitionPenalty !== 1) processors.push(repetitionPenalty(options.repetitionPenalty));
  if (options.temperature === 0) return processors;
  if (options.temperature !== 1) processors.push(temperature(options.temperature));
  if (options.topK !== undefined) processors.push(topK(options.topK));
  if (options.topP !== undefined) processors.push(topP(options.topP));
  if (options.minP) processors.push(minP(options.minP));
  return processors;
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
  // Rounding can leave a crumb beyond the last token.
  return last;
}

/** NaN would silently give token 0 for ever. */
function checkLogits(logits: Float32Array): void {
  let left = false;
  for (let id = 0; id < logits.length; id++) {
    const logit = logits[id];
    if (Number.isNaN(logit) || logit === Number.POSITIVE_INFINITY) {
      throw new TesseraeError('logits', {
        expected: 'logits that are numbers or −∞',
        received: `${logit} for token ${id}`,
        action: 'Check the weights of the model and the type it computes in.',
      });
    }
    left ||= logit > Number.NEGATIVE_INFINITY;
  }
  if (left) return;
  throw new TesseraeError('logits', {
    expected: 'at least one possible token',
    received: `${logits.length} excluded ones`,
    action: 'Loosen the logit processors.',
  });
}
