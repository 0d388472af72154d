/** Why generation ended: an end token, a stop string, the token limit, or the end of the context. */
export type FinishReason = 'stop' | 'stop-string' | 'length' | 'context';

export interface StopOptions {
  /** End tokens of the model. */
  endIds: readonly number[];
  /** Most tokens to generate. */
  maxTokens: number;
  /** Positions left in the context. */
  room: number;
  /** Texts that end the answer; they are not shown. */
  stopStrings?: readonly string[];
}

/**
 * Decides when to stop, and what text may be shown already.
 *
 * Text that could be the beginning of a stop string is held back until it is clear that it is not.
 */
export class Stopper {
  private text = '';
  private shown = 0;
  private count = 0;

  constructor(private readonly options: StopOptions) {}

  /** Takes one generated token and the text that it completed; returns what to show, and the reason when it is the last. */
  push(id: number, piece: string): { show: string; reason?: FinishReason } {
    const { endIds, maxTokens, room, stopStrings = [] } = this.options;
    this.count += 1;
    if (endIds.includes(id)) return { show: this.rest(), reason: 'stop' };
    this.text += piece;
    const found = stopStrings.map((stop) => this.text.indexOf(stop)).filter((at) => at >= 0);
    if (found.length > 0) {
      this.text = this.text.slice(0, Math.min(...found));
      return { show: this.rest(), reason: 'stop-string' };
    }
    if (this.count >= maxTokens) return { show: this.rest(), reason: 'length' };
    if (this.count >= room) return { show: this.rest(), reason: 'context' };
    return { show: this.show(this.text.length - this.heldBack(stopStrings)) };
  }

  /** Text that came late (the end of an incomplete character): shown at the end of the answer. */
  finish(piece: string): string {
    this.text += piece;
    return this.rest();
  }

  private rest(): string {
    return this.show(this.text.length);
  }

  private show(end: number): string {
    const piece = this.text.slice(this.shown, Math.max(this.shown, end));
    this.shown = Math.max(this.shown, end);
    return piece;
  }

  /** Length of the longest end of the text that is the beginning of a stop string. */
  private heldBack(stopStrings: readonly string[]): number {
    let longest = 0;
    for (const stop of stopStrings) {
      for (let n = Math.min(stop.length - 1, this.text.length); n > longest; n--) {
        if (this.text.endsWith(stop.slice(0, n))) longest = n;
      }
    }
    return longest;
  }
}
