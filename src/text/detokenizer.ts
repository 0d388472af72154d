import type { TokenDecoder } from './token-decoder.js';
import type { DecodeOptions, Tokenizer } from './tokenizer.js';

/**
 * Turns ids into text as they come.
 *
 * A character may span several tokens; its bytes wait until it is complete, so no piece ends in a broken character. The pieces
 * and the rest together are exactly `tokenizer.decode` of all ids.
 *
 * @example
 * const detokenizer = new Detokenizer(tokenizer);
 * for (const id of ids) process.stdout.write(detokenizer.push(id));
 * process.stdout.write(detokenizer.finish());
 */
export class Detokenizer {
  private readonly decoder: TokenDecoder;
  private readonly skipSpecialTokens: boolean;

  constructor(
    private readonly tokenizer: Tokenizer,
    { skipSpecialTokens = true }: DecodeOptions = {},
  ) {
    this.decoder = tokenizer.createDecoder();
    this.skipSpecialTokens = skipSpecialTokens;
  }

  /** Takes one id and returns the text that is complete now, often empty. Ids without a token give nothing. */
  push(id: number): string {
    if (this.skipSpecialTokens && this.tokenizer.specialIds.has(id)) return '';
    const token = this.tokenizer.tokenOf(id);
    return token === undefined ? '' : this.decoder.push(token);
  }

  /** What is left at the end, incomplete characters as U+FFFD. */
  finish(): string {
    return this.decoder.finish();
  }
}
