import { z } from 'zod';
import { TesseraeError } from '../base/error.js';
import type { FinishReason, SampleOptions } from '../decode/index.js';
import type { Picture } from '../image/index.js';
import type { ChatMessage } from '../text/index.js';
import type { VideoSource } from '../video/index.js';
import { brief } from '../weights/index.js';
import type { ReduceRequest } from './reduction.js';

/** A picture as a path (in browsers an address), file bytes, a file that a page was given, or decoded pixels. */
export type ImageSource = string | Uint8Array | Blob | Picture;

/** What to answer, and how. */
export interface GenerateRequest extends SampleOptions {
  /** Pictures in the order of their marks in the prompt. @default none */
  images?: readonly ImageSource[];
  /** Videos in the order of their marks in the prompt: files, folders of pictures, or lists of frames. @default none */
  videos?: readonly VideoSource[];
  /** Frames of a video at most, evenly spread. @default 8 */
  frames?: number;
  /** A question; every picture's and video's mark is put before it. Either this or `messages`. */
  prompt?: string;
  /** A conversation; its `image` and `video` parts are the pictures and videos, in order. */
  messages?: readonly ChatMessage[];
  /** Take `prompt` as the whole text, marks included: no chat template. @default false */
  raw?: boolean;
  /** Most tokens to generate. @default 256 */
  maxTokens?: number;
  /** Texts that end the answer. */
  stop?: readonly string[];
  /** Seed of the draws, where the temperature is above 0. @default 0 */
  seed?: number;
  /** Give the decoder fewer visual tokens; at most one method before it and one inside it. @default all tokens */
  reduce?: ReduceRequest | readonly ReduceRequest[];
  /** Contrast with a second branch that sees attention outliers only. @default plain decoding */
  decode?: DamroRequest;
}

/** DAMRO (arXiv 2410.04514): fewer invented objects, for a second pass per token. Sampling options apply to the contrasted logits. */
export interface DamroRequest {
  method: 'damro';
  /** Strength; 0 leaves the logits. @default 2 */
  alpha?: number;
  /** Tokens less likely than this share of the likeliest are out. @default 0.1 */
  beta?: number;
  /** Patches that the second branch sees; 0 leaves it without any picture. @default 10 */
  outliers?: number;
  /** Tower layer whose attention finds them, negative from the end. @default -2 */
  layer?: number;
  /**
   * What outliers stand out in: CLS attention, mean over heads; that of one wide head, as in the release; or, for towers without
   * CLS, the attention that a patch receives. @default 'per-head-mean'
   */
  score?: 'per-head-mean' | 'single-head' | 'received';
  /** Outliers of the thumbnail alone, as in the release, or of every tile. @default 'thumbnail' */
  partitions?: 'thumbnail' | 'all';
  /** Sampling options after the contrast, or ignored, as in the release: a temperature above 0 then draws at 1. @default 'after' */
  processors?: 'after' | 'none';
}

/** What happened to one picture. Pairs are height first, rows first. */
export interface ImageReport {
  /** The path it was read from; `null` when it was passed as bytes or pixels. */
  path: string | null;
  width: number;
  height: number;
  canvas: [height: number, width: number];
  /** Crops beside the thumbnail; `null` where the model sees one view. */
  grid: [rows: number, cols: number] | null;
  visualTokens: number;
  /** Visual tokens that the decoder was given. */
  kept: number;
  /** Where a reducer chose before the decoder: kept patches of every tile, and what each tile was granted. */
  selection?: { kept: number[][]; budgets: number[] };
  /** With DAMRO: patches of the thumbnail or only view that the second branch sees, strongest first. */
  outliers?: number[];
  /** With DAMRO of all partitions: the same of every crop. */
  cropOutliers?: number[][];
}

/** What happened to one video. */
export interface VideoReport {
  /** The file or folder; `null` when frames were passed. */
  path: string | null;
  /** Frames that there are. */
  totalFrames: number;
  /** Numbers of those that the model saw. */
  frames: number[];
  visualTokens: number;
}

/** Milliseconds. */
export interface Timings {
  loadMs: number;
  /** Reading, cutting and encoding the pictures and videos. */
  visionMs: number;
  prefillMs: number;
  /** From the request to the first token. */
  firstTokenMs: number;
  /** Mean of the tokens after the first; `null` where there is none. */
  decodeMsPerToken: number | null;
  /** From the request to the end. */
  totalMs: number;
}

export interface GenerateResult {
  answer: string;
  tokenIds: number[];
  finishReason: FinishReason;
  images: ImageReport[];
  /** Absent where the request has none. */
  videos?: VideoReport[];
  timings: Timings;
  /** Visual tokens that entered each decoder layer, where a reducer works inside the decoder. */
  visualTokensPerLayer?: number[];
}

/** A part of the stream: first the pictures and videos, then text as it comes, last the whole result. */
export type GeneratePart =
  | { type: 'images'; images: ImageReport[]; videos?: VideoReport[] }
  | { type: 'text'; text: string }
  | ({ type: 'finish' } & GenerateResult);

/** Names and ranges are for the reducers to check. */
const reduceSchema = z.strictObject({
  method: z.string(),
  keep: z.union([z.number(), z.strictObject({ tokens: z.number() })]).optional(),
  options: z.looseObject({}).optional(),
});

const damroSchema = z.strictObject({
  method: z.literal('damro'),
  alpha: z.number().min(0).optional(),
  beta: z.number().min(0).max(1).optional(),
  outliers: z.number().int().min(0).optional(),
  layer: z.number().int().optional(),
  score: z.enum(['per-head-mean', 'single-head', 'received']).optional(),
  partitions: z.enum(['thumbnail', 'all']).optional(),
  processors: z.enum(['after', 'none']).optional(),
});

const partSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(['image', 'video']) }),
  z.strictObject({ type: z.literal('text'), text: z.string() }),
]);

const messageSchema = z.strictObject({
  role: z.enum(['system', 'user', 'assistant']),
  content: z.union([z.string(), z.array(partSchema)], 'expected a text or a list of image and text parts'),
});

const side = z.number().int().min(1);
const bytes = z.instanceof(Uint8Array);
const pictureSchema = z
  .object({ width: side, height: side, data: bytes })
  .refine(({ width, height, data }) => data.length === 3 * width * height);

const imageSchema = z.union(
  [z.string(), bytes, z.instanceof(Blob), pictureSchema],
  'expected a path, bytes of a file, or pixels [height, width, 3]',
);

const schema = z.strictObject({
  images: z.array(imageSchema).optional(),
  videos: z
    .array(z.union([z.string(), z.array(imageSchema).min(1)], 'expected a file, a folder, or a list of frames'))
    .optional(),
  frames: z.number().int().min(1).optional(),
  prompt: z.string().optional(),
  messages: z.array(messageSchema).optional(),
  raw: z.boolean().optional(),
  maxTokens: z.number().int().min(1).optional(),
  stop: z.array(z.string().min(1)).optional(),
  seed: z.number().int().min(0).optional(),
  temperature: z.number().optional(),
  topK: z.number().optional(),
  topP: z.number().optional(),
  minP: z.number().optional(),
  repetitionPenalty: z.number().optional(),
  reduce: z.union([reduceSchema, z.array(reduceSchema)]).optional(),
  decode: damroSchema.optional(),
});

/** Checks a request's keys and ranges. @throws TesseraeError `generate-request`, `empty-prompt` */
export function checkRequest(request: GenerateRequest): void {
  const result = schema.safeParse(request);
  if (!result.success) {
    const [{ path, message }] = result.error.issues;
    const value = path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown>)?.[key], request);
    throw wrong(`a request; ${path.join('.') || 'keys'}: ${message}`, brief(value), 'Correct the request.');
  }
  const { prompt, messages, raw } = request;
  if ((prompt === undefined) === (messages === undefined)) {
    throw wrong('either prompt or messages', prompt === undefined ? 'neither' : 'both', 'Pass one of them.');
  }
  if (raw && messages) throw wrong('a prompt beside raw', 'messages', 'Leave raw out: it takes a prompt as it is.');
  if (prompt?.trim() === '' || messages?.length === 0) {
    throw new TesseraeError('empty-prompt', {
      expected: 'a question',
      received: 'an empty one',
      action: 'Ask something, for example "What is in the picture?".',
    });
  }
}

const wrong = (expected: string, received: string, action: string) =>
  new TesseraeError('generate-request', { expected, received, action });
