import { z } from 'zod';
import { checkOptions } from './options.js';

/** Why generation ended: an end token, a stop string, the token limit, or the end of the context. */
export type FinishReason = 'stop' | 'stop-string' | 'length' | 'context';

const schema = z.strictObject({
  /** End tokens of the model. */
  endIds: z.array(z.number().int()).readonly(),
  /** Most tokens to generate. */
  maxTokens: z.number().int().min(1),
  /** Positions left in the context. */
  room: z.number().int().min(1),
  /** Texts that end the answer; they are not shown. @default none */
  stopStrings: z.array(z.string().min(1)).readonly().optional(),
});

export type StopOptions = z.input<typeof schema>;

/**
 * Decides when to stop, and what text may be shown already.
 *
 * Text that could be the beginning of a stop string is held back until it is clear that it is not. Of several stop strings,
 * the one that is complete first counts, so what is shown does not depend on how the text is cut into tokens.
 *
 * @throws TesseraeError `stop-option`
 *
 * @example
 * const stopper = new Stopper({ endIds: [2], maxTokens: 100, room: 4000, stopStrings: ['USER:'] });
 * const { show, reason } = stopper.push(id, detokenizer.push(id));
 * if (reason) process.stdout.write(show + stopper.finish(detokenizer.finish()));
 */
export class Stopper {
  private readonly options: z.output<typeof schema>;
  /** Text that has not been shown. No stop string begins before it. */
  private pending = '';
  private count = 0;
  private cut = false;

  constructor(options: StopOptions) {
    this.options = checkOptions(schema, options, 'stop-option');
  }

  /** Takes one generated token and the text that it completed; returns what to show, and the reason when it is the last. */
  push(id: number, piece: string): { show: string; reason?: FinishReason } {
    this.count += 1;
    if (this.options.endIds.includes(id)) return { show: '', reason: 'stop' };
    const show = this.take(piece);
    if (this.cut) return { show, reason: 'stop-string' };
    if (this.count >= this.options.maxTokens) return { show, reason: 'length' };
    if (this.count >= this.options.room) return { show, reason: 'context' };
    return { show };
  }

  /** The rest to show once there is a reason: what was held back, and text that came late (an incomplete character). */
  finish(piece = ''): string {
    return this.take(piece) + this.release(this.pending.length);
  }

  private take(piece: string): string {
    if (this.cut) return '';
    this.pending += piece;
    const { stopStrings = [] } = this.options;
    const found = firstComplete(this.pending, stopStrings);
    if (found === undefined) return this.release(this.pending.length - heldBack(this.pending, stopStrings));
    this.cut = true;
    const show = this.release(found);
    this.pending = '';
    return show;
  }

  private release(length: number): string {
    const piece = this.pending.slice(0, length);
    this.pending = this.pending.slice(length);
    return piece;
  }
}

/** Where the stop string that ends first begins; of those that end together, the longest. */
function firstComplete(text: string, stopStrings: readonly string[]): number | undefined {
  let start: number | undefined;
  let end = Number.POSITIVE_INFINITY;
  for (const stop of stopStrings) {
    const at = text.indexOf(stop);
    if (at < 0 || at + stop.length > end || (at + stop.length === end && at > start!)) continue;
    start = at;
    end = at + stop.length;
  }
  return start;
}

/** Length of the longest end of the text that is the beginning of a stop string. */
function heldBack(text: string, stopStrings: readonly string[]): number {
  let longest = 0;
  for (const stop of stopStrings) {
    for (let n = Math.min(stop.length - 1, text.length); n > longest; n--) {
      if (text.endsWith(stop.slice(0, n))) longest = n;
    }
  }
  return longest;
}
