import type { Tokenizer } from './tokenizer.js';

/**
 * Turns ids into text as they come.
 *
 * A character may span several tokens, and how a token reads can depend on the one before it. So a piece is the difference
 * between two decodings, and text that ends in an incomplete character waits for the rest.
 */
export class Detokenizer {
  private readonly ids: number[] = [];
  /** Ids from here on are decoded again; the ones before `read` have been shown. */
  private from = 0;
  private read = 0;

  constructor(private readonly tokenizer: Tokenizer) {}

  /** Takes one id and returns the text that is complete now, often empty. */
  push(id: number): string {
    this.ids.push(id);
    const known = this.decode(this.from, this.read);
    const text = this.decode(this.from, this.ids.length);
    if (text.length <= known.length || text.endsWith('\ufffd')) return '';
    this.from = this.read;
    this.read = this.ids.length;
    return text.slice(known.length);
  }

  /** What is left at the end, incomplete characters as U+FFFD. */
  finish(): string {
    const known = this.decode(this.from, this.read);
    const text = this.decode(this.from, this.ids.length);
    this.from = this.read = this.ids.length;
    return text.slice(known.length);
  }

  private decode(from: number, to: number): string {
    return this.tokenizer.decode(this.ids.slice(from, to), { skipSpecialTokens: true });
  }
}
