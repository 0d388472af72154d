import type { AskedImage, AskTimings } from './ask-output.js';

/** A question as the command line understood it; sampling options are absent where the answer is to be greedy. */
export interface AskRequest {
  /** Paths of the pictures, in the order of the image marks. */
  images: string[];
  /** The question, or with `raw` the whole prompt. */
  prompt: string;
  /** The prompt is used as it is, without a chat template. */
  raw: boolean;
  maxTokens: number;
  temperature?: number;
  topK?: number;
  topP?: number;
  minP?: number;
  repetitionPenalty?: number;
  stop?: string[];
  seed?: number;
  signal: AbortSignal;
}

/** What a model yields: pieces of text as they are decoded, then once what it did. */
export type AskPart = { type: 'text'; text: string } | { type: 'end'; result: AskResult };

export interface AskResult {
  text: string;
  tokenIds: number[];
  finishReason: string;
  images: AskedImage[];
  timings: Omit<AskTimings, 'loadMs' | 'totalMs'>;
}

/** The part of a loaded model that `ask` needs. */
export interface AskModel {
  generate(request: AskRequest): AsyncIterable<AskPart>;
  dispose(): Promise<void>;
}
