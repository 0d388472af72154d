import { TesseraeError } from '../base/error.js';

export interface BpeOptions {
  /** Number of ids in all, special tokens and the 256 bytes included. */
  vocabularySize: number;
  /** Tokens that stand for themselves; they get the first ids, in this order. */
  specialTokens: readonly string[];
}

/** How text is cut before merging: contractions, words with their leading space, single digits, punctuation, spaces. */
const pattern = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

/** Pairs of ids are counted under one number, `left · 65536 + right`. */
const largest = 65536;

interface Word {
  symbols: number[];
  count: number;
}

/**
 * Trains a byte-level BPE tokenizer (Sennrich et al. 2016) and returns it as the content of a Hugging Face `tokenizer.json`.
 *
 * Any text can be encoded, since all 256 bytes are in the vocabulary. Digits never merge, so that numbers are read figure by
 * figure. Ties between pairs go to the pair seen first by id, so that the same texts give the same tokenizer.
 *
 * @throws TesseraeError `bpe-size` when the vocabulary cannot hold the bytes and special tokens, or is above 65536
 *
 * @example
 * const json = trainBpe(captions, { vocabularySize: 1024, specialTokens: ['<s>', '</s>'] });
 */
export function trainBpe(
  texts: Iterable<string>,
  { vocabularySize, specialTokens }: BpeOptions,
): Record<string, unknown> {
  const alphabet = byteAlphabet();
  const smallest = specialTokens.length + alphabet.length;
  if (!Number.isInteger(vocabularySize) || vocabularySize < smallest || vocabularySize > largest) {
    throw new TesseraeError('bpe-size', {
      expected: `a vocabulary of ${smallest} (${specialTokens.length} special tokens and 256 bytes) to ${largest}`,
      received: String(vocabularySize),
      action: 'Ask for a vocabulary between the two.',
    });
  }
  const names = [...specialTokens, ...alphabet];
  const words = countWords(texts, specialTokens.length);
  const merges: [string, string][] = [];
  const pairs = new PairCounts(words);
  while (names.length < vocabularySize) {
    const best = pairs.best();
    if (!best) break;
    const [left, right] = best;
    merges.push([names[left], names[right]]);
    names.push(names[left] + names[right]);
    pairs.merge(left, right, names.length - 1);
  }
  return tokenizerJson(names, merges, specialTokens);
}

function countWords(texts: Iterable<string>, firstByteId: number): Word[] {
  const counts = new Map<string, number>();
  const cut = new RegExp(pattern, 'gu');
  for (const text of texts) for (const [word] of text.matchAll(cut)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const encoder = new TextEncoder();
  return [...counts].map(([word, count]) => ({
    symbols: Array.from(encoder.encode(word), (b) => firstByteId + b),
    count,
  }));
}

/** How often each pair of neighbours occurs, and in which words. */
class PairCounts {
  private readonly counts = new Map<number, number>();
  private readonly places = new Map<number, Set<Word>>();

  constructor(words: readonly Word[]) {
    for (const word of words) this.change(word, 1);
  }

  best(): [number, number] | undefined {
    let best: number | undefined;
    let most = 1;
    for (const [pair, count] of this.counts) {
      if (count > most || (count === most && best !== undefined && pair < best)) {
        most = count;
        best = pair;
      }
    }
    return best === undefined ? undefined : [Math.floor(best / largest), best % largest];
  }

  merge(left: number, right: number, merged: number): void {
    for (const word of [...(this.places.get(left * largest + right) ?? [])]) {
      this.change(word, -1);
      const symbols: number[] = [];
      for (let i = 0; i < word.symbols.length; i++) {
        const both = word.symbols[i] === left && word.symbols[i + 1] === right;
        symbols.push(both ? merged : word.symbols[i]);
        if (both) i++;
      }
      word.symbols = symbols;
      this.change(word, 1);
    }
  }

  private change(word: Word, sign: 1 | -1): void {
    for (let i = 0; i + 1 < word.symbols.length; i++) {
      const pair = word.symbols[i] * largest + word.symbols[i + 1];
      const count = (this.counts.get(pair) ?? 0) + sign * word.count;
      if (count > 0) this.counts.set(pair, count);
      else this.counts.delete(pair);
      const places = this.places.get(pair) ?? new Set<Word>();
      if (sign === 1) places.add(word);
      else places.delete(word);
      this.places.set(pair, places);
    }
  }
}

/** The printable character that stands for each byte in byte-level tokenizers (GPT-2), by byte. */
export function byteAlphabet(): string[] {
  const printable = (b: number) => (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || b >= 174;
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(printable(byte) ? byte : next++));
}

function tokenizerJson(
  names: readonly string[],
  merges: readonly [string, string][],
  specialTokens: readonly string[],
) {
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: specialTokens.map((content, id) => ({
      id,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: null,
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: pattern }, behavior: 'Isolated', invert: false },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false },
      ],
    },
    post_processor: null,
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab: Object.fromEntries(names.map((name, id) => [name, id])),
      merges: merges.map(([a, b]) => [a, b]),
    },
  };
}
