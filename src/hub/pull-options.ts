import { z } from 'zod';
import { hubError } from './error.js';

export interface PullProgress {
  /** Bytes that are there, those of earlier runs included. */
  done: number;
  total: number;
  files: { done: number; total: number };
}

export interface PullOptions {
  /** Branch, tag or commit. @default 'main' */
  revision?: string;
  /** Patterns of files to fetch (`*`, `?`; a folder as `name/`). @default what this package reads, and the terms of use */
  include?: readonly string[];
  /** Only look into the cache. @default HF_HUB_OFFLINE */
  offline?: boolean;
  /** @default HF_HUB_CACHE, or `hub` in HF_HOME, or ~/.cache/huggingface/hub */
  cache?: string;
  /** @default HF_ENDPOINT, or https://huggingface.co */
  endpoint?: string;
  /** @default HF_TOKEN, or the token file */
  token?: string;
  /** Files at once. @default 4 */
  parallel?: number;
  /** Attempts after a broken connection or a busy server. @default 5 */
  retries?: number;
  /** Milliseconds before the first of them, then twice as long each time. @default 1000 */
  retryDelay?: number;
  /** Milliseconds without a byte after which a connection counts as broken. @default 30000 */
  timeout?: number;
  /** Called at the start, then for every piece that arrives. */
  onProgress?: (progress: PullProgress) => void;
  /** Called when something makes it wait. */
  onNote?: (note: string) => void;
  /** Ends the work; what has arrived stays for the next run. */
  signal?: AbortSignal;
}

const text = z.string().min(1);
const called = z.custom<(value: never) => void>((value) => typeof value === 'function');

const schema = z.strictObject({
  revision: text.optional(),
  include: z.array(text).min(1).optional(),
  offline: z.boolean().optional(),
  cache: text.optional(),
  endpoint: text.optional(),
  token: text.optional(),
  parallel: z.number().int().min(1).max(64).default(4),
  retries: z.number().int().min(0).max(100).default(5),
  retryDelay: z.number().min(0).max(60_000).default(1000),
  timeout: z.number().min(1).max(3_600_000).default(30_000),
  onProgress: called.optional(),
  onNote: called.optional(),
  signal: z.instanceof(AbortSignal).optional(),
});

/** @throws TesseraeError `hub-options` */
export function readPullOptions(options: PullOptions) {
  const read = schema.safeParse(options);
  if (read.success) return read.data as typeof read.data & Pick<PullOptions, 'onProgress' | 'onNote'>;
  const [{ path, message }] = read.error.issues;
  const received = path.length > 0 ? `${path.join('.')}: ${message}` : message;
  throw hubError('hub-options', 'options of pullModel', received, 'Correct the option.');
}
