/**
 * The `decoder` of a `tokenizer.json`: token strings → text, as the tokens come.
 *
 * Reference: huggingface/tokenizers, `tokenizers/src/decoders`. There a decoder maps a whole list; here it is a chain of stages
 * that pass on what can no longer change. So a stream and a finished text are decoded by the same code and always agree.
 *
 * The decoders of `@huggingface/tokenizers` are not used. In the reference each byte of a run that is not UTF-8 becomes U+FFFD,
 * word-end suffixes of a ByteLevel decoder and spaces before punctuation stay, and a byte order mark is text; not so there.
 */
import { TesseraeError } from '../base/error.js';
import { byteAlphabet } from './bpe.js';

/** Takes tokens, gives text; for one text only. */
export interface TokenDecoder {
  /** Takes one token and returns the text that it completes, often empty. */
  push(token: string): string;
  /** What was held back; incomplete characters as U+FFFD. */
  finish(): string;
}

/** One step of the chain: tokens → tokens. */
interface Stage {
  push(token: string): string[];
  finish(): string[];
}

// biome-ignore lint/suspicious/noExplicitAny: free JSON, each stage reads its own keys
type Config = Record<string, any>;

/**
 * Reads the `decoder` of a `tokenizer.json`; the function it returns starts a new text.
 *
 * @throws TesseraeError `tokenizer-decoder` for kinds that no language model uses (CTC) and orders that cannot be streamed
 *
 * @example
 * const start = readTokenDecoder({ type: 'ByteLevel' });
 * const decoder = start();
 * decoder.push('Ġhi') + decoder.finish(); // ' hi'
 */
export function readTokenDecoder(config: Config | null): () => TokenDecoder {
  const makers = config === null ? [joinBySpace] : makersOf(config);
  return () => {
    const stages = makers.map((make) => make());
    const run = (tokens: string[], from: number) =>
      stages.slice(from).reduce((list, stage) => list.flatMap((token) => stage.push(token)), tokens);
    return {
      push: (token) => run([token], 0).join(''),
      finish: () => stages.flatMap((stage, i) => run(stage.finish(), i + 1)).join(''),
    };
  };
}

function makersOf(config: Config): (() => Stage)[] {
  // What stands in a damaged sequence may be anything; it then has no kind.
  const list: unknown[] = config.type === 'Sequence' ? [config.decoders].flat() : [config];
  const parts = list.map((each): Config => each ?? {});
  const fuse = parts.findIndex(({ type }) => type === 'Fuse');
  return parts.map((each, i) => {
    const afterFuse = fuse >= 0 && i > fuse;
    const kinds = afterFuse ? afterFuseStages : stages;
    const make = Object.hasOwn(kinds, each.type) ? kinds[each.type] : undefined;
    if (make && !(afterFuse && each.stop > 0)) return () => make(each);
    throw new TesseraeError('tokenizer-decoder', {
      expected: `a decoder of kind ${Object.keys(kinds).join(', ')}${afterFuse ? ' at the start of the text, after Fuse' : ''}`,
      received: JSON.stringify(each),
      action: 'Correct "decoder" in tokenizer.json.',
    });
  });
}

const stages: Record<string, (config: Config) => Stage> = {
  ByteLevel: byteLevel,
  ByteFallback: byteFallback,
  BPEDecoder: ({ suffix = '</w>' }) => wordEnds(suffix),
  // All stages work on pieces whose borders do not matter, so that joining them needs no work.
  Fuse: () => each((token) => token),
  Metaspace: ({ replacement = '▁', prepend_scheme = 'always' }) =>
    each((token, i) => token.replaceAll(replacement, i === 0 && prepend_scheme !== 'never' ? '' : ' ')),
  Replace: ({ pattern, content }) => {
    const from = pattern.String ?? new RegExp(pattern.Regex, 'gu');
    return each((token) => token.replaceAll(from, () => content));
  },
  Strip: ({ content, start, stop }) => each((token) => strip(token, content, start, stop)),
  WordPiece: ({ prefix = '##', cleanup = true }) => each((token, i) => wordPiece(token, i, prefix, cleanup)),
};

/** After Fuse the whole text is one token. */
const afterFuseStages: Record<string, (config: Config) => Stage> = {
  Fuse: stages.Fuse,
  Strip({ content, start }) {
    let left = start as number;
    return each((piece) => {
      const rest = strip(piece, content, left, 0);
      left = rest === '' ? left - piece.length : 0;
      return rest;
    });
  },
};

/** A stage that needs only the token and its index. */
function each(change: (token: string, index: number) => string): Stage {
  let index = 0;
  return { push: (token) => [change(token, index++)], finish: () => [] };
}

const joinBySpace = () => each((token, i) => (i === 0 ? token : ' ' + token));

const byteOf = new Map(byteAlphabet().map((character, byte) => [character, byte]));

/** Every character is a byte (GPT-2); a token with another character stands for its own UTF-8, as added tokens do. */
function byteLevel(): Stage {
  const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
  return {
    push(token) {
      const bytes = Array.from(token, (character) => byteOf.get(character));
      const known = bytes.every((byte) => byte !== undefined);
      return [utf8.decode(known ? Uint8Array.from(bytes) : new TextEncoder().encode(token), { stream: true })];
    },
    finish: () => [utf8.decode()],
  };
}

/** `<0xE2>` is a byte. A run of them waits for its end: only then is it clear whether it is UTF-8. */
function byteFallback(): Stage {
  let run: number[] = [];
  const finish = () => {
    const text = utf8OrMarks(Uint8Array.from(run));
    run = [];
    return text;
  };
  return {
    push(token) {
      const [, byte] = /^<0x([0-9A-F]{2})>$/i.exec(token) ?? [];
      if (byte === undefined) return [...finish(), token];
      run.push(Number.parseInt(byte, 16));
      return [];
    },
    finish,
  };
}

function utf8OrMarks(bytes: Uint8Array): string[] {
  try {
    return bytes.length === 0 ? [] : [new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)];
  } catch {
    return new Array(bytes.length).fill('\ufffd');
  }
}

/** The suffix ends a word: a space, but nothing at the end of the text. So one token waits for the next. */
function wordEnds(suffix: string): Stage {
  let waiting: string | undefined;
  const release = (replacement: string) => (waiting === undefined ? [] : [waiting.replaceAll(suffix, replacement)]);
  return {
    push(token) {
      const before = release(' ');
      waiting = token;
      return before;
    },
    finish: () => release(''),
  };
}

/** Without up to `start` times `content` at the front and `stop` times at the back. */
function strip(text: string, content: string, start: number, stop: number): string {
  let from = 0;
  while (from < start && text[from] === content) from++;
  let to = text.length;
  while (text.length - to < stop && to > from && text[to - 1] === content) to--;
  return text.slice(from, to);
}

function wordPiece(token: string, index: number, prefix: string, cleanup: boolean): string {
  const continued = token.startsWith(prefix);
  const text = index === 0 ? token : continued ? token.slice(prefix.length) : ' ' + token;
  return cleanup ? wordPieceCleanup.reduce((result, [from, to]) => result.replaceAll(from, to), text) : text;
}

const wordPieceCleanup: readonly [string, string][] = [
  [' .', '.'],
  [' ?', '?'],
  [' !', '!'],
  [' ,', ','],
  [" ' ", "'"],
  [" n't", "n't"],
  [" 'm", "'m"],
  [' do not', " don't"],
  [" 's", "'s"],
  [" 've", "'ve"],
  [" 're", "'re"],
];
