import { z } from 'zod';
import { TesseraeError } from '../base/error.js';
import { COMPOSITE_TYPES } from '../data/compcap/kind.js';
import { CATEGORIES, PICTURE_KINDS } from '../data/picture/index.js';
import { pyramiddrop } from '../reduce/index.js';

const fraction = z.number().min(0).max(1);
const count = z.number().int().positive();
const rate = z.number().min(0).max(1);

/** Shares by name, of which at least one is not nothing; they need not sum to 1. */
function sharesOf(names: z.ZodString) {
  return z.record(names, fraction).refine((shares) => Object.values(shares).some((share) => share > 0), {
    error: 'at least one share must be above 0',
  });
}

/** By number of tiles, thumbnail included; 1 is the thumbnail alone, as in the first stages of LLaVA training. */
const tileShares = sharesOf(z.string().regex(/^\d+$/));

const kindNames = PICTURE_KINDS.map(({ name }) => name);
const kindShares = sharesOf(
  z.string().refine((name) => kindNames.includes(name), { error: `kinds are ${kindNames.join(', ')}` }),
);

const typeShares = sharesOf(
  z.string().refine((name) => (COMPOSITE_TYPES as readonly string[]).includes(name), {
    error: `types are ${COMPOSITE_TYPES.join(', ')}`,
  }),
);

const pictureData = z.strictObject({
  source: z.literal('pictures'),
  /** Share of each kind of picture. @default the same for all */
  kinds: kindShares.optional(),
});

/** Small composites, drawn while training runs. */
const compositeData = z.strictObject({
  source: z.literal('composites'),
  /** Share of each type. @default the same for all */
  types: typeShares.optional(),
});

const conversationData = z.strictObject({
  source: z.literal('conversations'),
  file: z.string().min(1),
  images: z.string().min(1),
});

/** What a source is within a mix: its share, and what it has instead of the stage's. */
const partOfMix = {
  share: z.number().positive(),
  captions: fraction.optional(),
  questions: z.number().int().nonnegative().optional(),
};

const mixData = z.strictObject({
  source: z.literal('mix'),
  /** Shares need not sum to 1. */
  parts: z
    .array(
      z.discriminatedUnion('source', [
        pictureData.extend(partOfMix),
        compositeData.extend(partOfMix),
        conversationData.extend(partOfMix),
      ]),
    )
    .min(1),
});

const stageSchema = z.strictObject({
  name: z.string().min(1),
  /** `answers` trains the whole model on turns; `names` the tower alone, to name what it sees. */
  objective: z.enum(['answers', 'names']).default('answers'),
  steps: count,
  /** Pictures in one pass. */
  batch: count,
  /** Passes whose gradients are summed before an update. */
  accumulate: count.default(1),
  /** Positions for text in a sequence. */
  textLength: count,
  /** Share of pictures that carry their dense caption. */
  captions: fraction,
  /** Questions asked about each picture, as far as they fit. */
  questions: z.number().int().nonnegative(),
  /** Questions of a category in each round through all categories, where not one. */
  emphasis: z.partialRecord(z.enum([...CATEGORIES, 'trend', 'structure']), count).optional(),
  /** Answers of drawn pictures say what they rest on before they conclude: `apple 12, bear 45: no`. */
  workings: z.boolean().default(true),
  /** Largest rate of each part at the top of the schedule; 0 freezes the part. */
  rates: z.strictObject({ vision: rate, projector: rate, decoder: rate }),
  /** Share of steps by number of tiles, instead of the run's. */
  tiles: tileShares.optional(),
  /** Visual tokens that leave between decoder layers, instead of the run's. */
  pyramiddrop: pyramiddrop.options.optional(),
  /** Share of the steps in which they leave. @default 1 */
  pyramiddropShare: fraction.optional(),
  /** This share of the pictures shows only a part of its visual tokens, at least `least` of them: practice for reducers. */
  thinned: z.strictObject({ share: fraction, least: fraction }).optional(),
});

const schema = z.strictObject({
  name: z.string().min(1),
  seed: z.number().int().nonnegative(),
  /** Hugging Face folder that training starts from: at least config.json, preprocessor_config.json and the tokenizer. */
  model: z.string().min(1),
  /** `nothing` draws new weights, `checkpoint` loads those of the folder. */
  start: z.enum(['nothing', 'checkpoint']),
  data: z.discriminatedUnion('source', [pictureData, compositeData, conversationData, mixData]),
  /** Share of steps by number of tiles. */
  tiles: tileShares,
  stages: z.array(stageSchema).min(1),
  /** Visual tokens that leave between decoder layers, with the options of the reducer of this name; `lambda` 1 for none. */
  pyramiddrop: pyramiddrop.options.optional(),
  warmup: z.number().int().nonnegative().default(100),
  /** Share of the steps, at the end, over which the rate falls; without it the rate follows a cosine from the start. */
  cooldown: fraction.optional(),
  /** Last learning rate as a share of the largest. */
  finalRate: fraction.default(0.05),
  optimizer: z.strictObject({
    betas: z.tuple([fraction, fraction]).default([0.9, 0.98]),
    epsilon: z.number().positive().default(1e-8),
    weightDecay: z.number().min(0).default(0.05),
    clip: z.number().positive().default(1),
    matrices: z.enum(['adamw', 'muon']).optional(),
  }),
  /** Weight of the loss that makes the CLS row name the words of the picture. */
  summaryWeight: z.number().min(0).default(0),
  /** Weight of the loss that makes each patch name the words that stand in it, where the data know places. */
  patchWeight: z.number().min(0).default(0),
  /**
   * Weight of the loss that makes CLS rows look where things stand, and in steps with drops the last row of each question
   * where what it needs stands, where the data know places.
   */
  lookWeight: z.number().min(0).default(0),
  evaluateEvery: count.default(500),
  evaluatePictures: count.default(256),
  checkpointEvery: count.default(200),
  keepCheckpoints: count.default(2),
});

export type TrainConfig = z.infer<typeof schema>;
export type Stage = TrainConfig['stages'][number];
/** One source of examples. */
export type SourceData = Exclude<TrainConfig['data'], { source: 'mix' }>;
export type MixParts = Extract<TrainConfig['data'], { source: 'mix' }>['parts'];

/** Checks the content of a training configuration; unknown keys are refused. @throws TesseraeError `train-config` */
export function readTrainConfig(json: unknown): TrainConfig {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  // Of a refused name the reason stands inside.
  const [outer] = result.error.issues;
  const issue = outer.code === 'invalid_key' ? { ...outer.issues[0], path: outer.path } : outer;
  throw new TesseraeError('train-config', {
    expected: `a training configuration; ${issue.path.join('.') || 'at the top'}: ${issue.message.replace(/, received undefined$/, ', which is missing')}`,
    received: `${result.error.issues.length} problem(s)`,
    action: 'Correct the file; configs/nano.json is a complete example.',
  });
}

/** Where a step lies: its stage and its number within the stage. */
export function stageAt(
  config: TrainConfig,
  step: number,
): { stage: Stage; index: number; within: number } | undefined {
  let start = 0;
  for (const [index, stage] of config.stages.entries()) {
    if (step < start + stage.steps) return { stage, index, within: step - start };
    start += stage.steps;
  }
  return undefined;
}

export function totalSteps(config: TrainConfig): number {
  return config.stages.reduce((sum, stage) => sum + stage.steps, 0);
}

/**
 * Learning-rate factor of a step: linear warm-up, then a cosine down to `finalRate` over all stages; with `cooldown`, level
 * and then straight down, so that a run can be made longer before its cooldown starts.
 */
export function rateFactor(config: TrainConfig, step: number): number {
  const warm = Math.min(1, (step + 1) / Math.max(1, config.warmup));
  const progress = step / totalSteps(config);
  const share = config.cooldown
    ? Math.min(1, (1 - progress) / config.cooldown)
    : 0.5 * (1 + Math.cos(Math.PI * progress));
  return warm * (config.finalRate + (1 - config.finalRate) * share);
}

/** Heads that only training has: they make the tower's CLS row and patches name what they see. */
export const summaryHead = 'summary_head.weight';
export const patchHead = 'patch_head.weight';
export const trainingHeads: readonly string[] = [summaryHead, patchHead];

/** The part of the model that a weight belongs to. */
export function partOf(name: string): keyof Stage['rates'] {
  if (name.startsWith('vision_tower') || trainingHeads.includes(name)) return 'vision';
  if (name.startsWith('language_model')) return 'decoder';
  return 'projector';
}
