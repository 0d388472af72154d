import { Tokenizer as Library } from '@huggingface/tokenizers';
import { messageOf, TesseraeError } from '../base/error.js';
import { brief } from '../weights/index.js';
import { Detokenizer } from './detokenizer.js';
import { readTokenDecoder, type TokenDecoder } from './token-decoder.js';

export interface EncodeOptions {
  /** Add the start and end marks that the tokenizer adds to a text. @default true */
  addSpecialTokens?: boolean;
}

export interface DecodeOptions {
  /** Leave out marks such as `<s>` and `<image>`. @default true */
  skipSpecialTokens?: boolean;
}

/** Text to ids and back. */
export interface Tokenizer {
  encode(text: string, options?: EncodeOptions): number[];
  /** Bytes that are not UTF-8 become U+FFFD; ids outside the vocabulary give nothing. */
  decode(ids: readonly number[], options?: DecodeOptions): string;
  idOf(token: string): number | undefined;
  /** The token as the vocabulary spells it, for example `Ġthe` or `<0xE2>`. */
  tokenOf(id: number): string | undefined;
  /** Ids of marks, which are not text. */
  specialIds: ReadonlySet<number>;
  /** A decoder of tokens for one new text; `Detokenizer` takes ids. */
  createDecoder(): TokenDecoder;
}

/**
 * A tokenizer from the contents of `tokenizer.json` and `tokenizer_config.json`.
 *
 * Agrees with huggingface/tokenizers. Encoding is done by `@huggingface/tokenizers`, decoding by `token-decoder.ts` (which
 * says why).
 *
 * @throws TesseraeError `tokenizer` when the files are not a tokenizer, `tokenizer-decoder`
 *
 * @example
 * const tokenizer = loadTokenizer({ tokenizerJson, tokenizerConfig });
 * tokenizer.decode(tokenizer.encode('Hello, world!')); // 'Hello, world!'
 */
export function loadTokenizer({
  tokenizerJson,
  tokenizerConfig,
}: {
  tokenizerJson: object;
  tokenizerConfig: object;
}): Tokenizer {
  const library = guarded(() => {
    const { model, normalizer, pre_tokenizer, post_processor, decoder } = tokenizerJson as TokenizerJson;
    checkKind(model?.type);
    checkParts([normalizer, pre_tokenizer, post_processor, decoder]);
    return new Library(tokenizerJson, tokenizerConfig);
  });
  const { decoder = null, added_tokens } = tokenizerJson as TokenizerJson;
  const tokenizer: Tokenizer = {
    encode: (text, { addSpecialTokens = true } = {}) =>
      guarded(() => checkIds(library.encode(text, { add_special_tokens: addSpecialTokens }).ids)),
    decode(ids, options) {
      const detokenizer = new Detokenizer(tokenizer, options);
      return ids.map((id) => detokenizer.push(id)).join('') + detokenizer.finish();
    },
    idOf: (token) => library.token_to_id(token),
    tokenOf: (id) => library.id_to_token(id),
    specialIds: new Set(guarded(() => added_tokens.filter(({ special }) => special).map(({ id }) => id))),
    createDecoder: readTokenDecoder(decoder),
  };
  return tokenizer;
}

interface TokenizerJson {
  model?: { type?: unknown };
  normalizer?: unknown;
  pre_tokenizer?: unknown;
  post_processor?: unknown;
  decoder?: Record<string, unknown> | null;
  added_tokens: { id: number; special?: boolean }[];
}

/** Of an unknown kind the library would guess one from what is there; older files say none, and are left to it. */
function checkKind(type: unknown): void {
  if (type === undefined || ['BPE', 'Unigram', 'WordPiece'].includes(type as string)) return;
  throw new Error(`unknown tokenizer model ${JSON.stringify(type)}`);
}

/** A vocabulary may hold anything; what goes on must be places in a table. */
function checkIds(ids: number[]): number[] {
  const wrong = ids.findIndex((id) => !Number.isSafeInteger(id) || id < 0);
  if (wrong >= 0) throw new Error(`a token with the id ${brief(ids[wrong])}`);
  return ids;
}

/** A pattern that it does not know the library would leave out with a word on the console. */
function checkParts(part: unknown): void {
  if (typeof part !== 'object' || part === null) return;
  for (const [name, value] of Object.entries(part)) {
    if (name === 'type' && typeof value !== 'string') throw new Error(`a type that is ${brief(value)}`);
    if (name === 'pattern' && typeof value?.String !== 'string' && typeof value?.Regex !== 'string') {
      throw new Error(`a pattern that is neither String nor Regex: ${brief(value)}`);
    }
    checkParts(value);
  }
}

/** The library trusts its files: what is wrong in them shows when it trips, on opening or on the first text. */
function guarded<T>(use: () => T): T {
  try {
    return use();
  } catch (cause) {
    throw new TesseraeError('tokenizer', {
      expected: 'a tokenizer.json and tokenizer_config.json of Hugging Face tokenizers',
      received: `content that cannot be read (${messageOf(cause)})`,
      action: 'Check that both files are complete and belong together.',
      cause,
    });
  }
}
