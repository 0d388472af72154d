import { TextDecoder } from '../../src/generate/text-decoder.js';
import { median } from '../beside/turns.js';
import { type OwnFile, ownCheckpoint } from './own-file.js';
import type { DecoderShape } from './shape.js';

/** A prompt and the tokens fed after it, whatever the model says: both sides compute the same. */
export interface Task {
  prompt: readonly number[];
  feed: readonly number[];
}

/** What one side took for a task, in milliseconds, and the likeliest token after the prompt and after every fed one. */
export interface Reading {
  prefillMs: number;
  /** Of a fed token, the median. */
  decodeMs: number;
  tokens: number[];
}

/** The library's decoder on given weights. */
export class OwnDecoder {
  private constructor(private readonly decoder: TextDecoder) {}

  static async open(file: OwnFile, shape: DecoderShape, layers: number, threads: number): Promise<OwnDecoder> {
    return new OwnDecoder(await TextDecoder.open(ownCheckpoint(file, shape, layers), threads));
  }

  async run({ prompt, feed }: Task): Promise<Reading> {
    const started = performance.now();
    const { logits, state } = await this.decoder.prefill(await this.decoder.embed(prompt));
    const tokens = [likeliest(logits)];
    const prefillMs = performance.now() - started;
    const times: number[] = [];
    for (const id of feed) {
      const before = performance.now();
      tokens.push(likeliest(await this.decoder.next(state, id)));
      times.push(performance.now() - before);
    }
    await this.decoder.release(state);
    return { prefillMs, decodeMs: median(times), tokens };
  }

  dispose(): Promise<void> {
    return this.decoder.dispose();
  }
}

const likeliest = (logits: Float32Array) =>
  logits.reduce((best, value, token) => (value > logits[best] ? token : best), 0);
