import { z } from 'zod';
import { mixSeed } from '../../src/base/random.js';
import { nanoBench } from '../../src/evaluate/index.js';
import type { Engine, GenerateRequest, GenerateResult } from '../../src/generate/index.js';
import type { Picture } from '../../src/image/index.js';
import type { BenchItem } from './items.js';
import type { Setting } from './settings.js';

/** Right answers have a few tokens; a model that does not stop is stopped here. */
export const maxTokens = 64;

/** What is kept of one answer. Milliseconds; `decodeMs` per token after the first, `null` where there is none. */
export const answerShape = z.strictObject({
  setting: z.string(),
  item: z.string(),
  right: z.boolean(),
  visualTokens: z.number(),
  /** Visual tokens that the decoder computed with, mean over its layers. */
  kept: z.number(),
  visionMs: z.number(),
  prefillMs: z.number(),
  firstTokenMs: z.number(),
  decodeMs: z.number().nullable(),
});
export type Answer = z.infer<typeof answerShape>;

/** Asks one question under one setting; drawing the picture is not part of the times. */
export async function answerItem(
  engine: Engine,
  setting: Setting,
  item: BenchItem,
  picture: Picture,
  seed: number,
): Promise<Answer> {
  const { truth, question } = item;
  const reduce = setting.reduce(mixSeed(seed, truth.seed, truth.index));
  const result = await generate(engine, { images: [picture], prompt: question, maxTokens, reduce });
  const [{ visualTokens, kept }] = result.images;
  const layers = result.visualTokensPerLayer ?? [kept];
  const { visionMs, prefillMs, firstTokenMs, decodeMsPerToken } = result.timings;
  return {
    setting: setting.name,
    item: item.id,
    right: nanoBench.grade(nanoBench.parse(result.answer, item), truth) === 1,
    visualTokens,
    kept: layers.reduce((sum, count) => sum + count, 0) / layers.length,
    visionMs,
    prefillMs,
    firstTokenMs,
    decodeMs: decodeMsPerToken,
  };
}

async function generate(engine: Engine, request: GenerateRequest): Promise<GenerateResult> {
  for await (const part of engine.generate(request)) if (part.type === 'finish') return part;
  throw new Error('A stream without a finish.');
}
