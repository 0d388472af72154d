import { singularForm } from './singular-form.js';

/** Which words name which objects. */
export interface Vocabulary {
  /** Word, in the singular, to the object it names. */
  objects: ReadonlyMap<string, string>;
  /** Two words that are read as one, and the word that they are read as. */
  pairs: ReadonlyMap<string, string>;
}

export interface Mention {
  /** As written, in the singular. */
  word: string;
  object: string;
}

/**
 * A vocabulary from lines of words separated by comma and blank; the first word of a line is the object's name.
 *
 * @example
 * readVocabulary('circle, disc, dot\nsquare, box');
 */
export function readVocabulary(lines: string, pairs: ReadonlyMap<string, string> = new Map()): Vocabulary {
  const objects = new Map<string, string>();
  for (const line of lines.split('\n')) {
    const words = line.trim().split(', ');
    for (const word of words) if (word) objects.set(word, words[0]);
  }
  return { objects, pairs };
}

/**
 * The objects that a caption mentions, repeats kept, in order.
 *
 * Words are brought to the singular, then read from left to right, pairs first. Beside a toilet, a seat is part of it.
 */
export function findMentions(caption: string, { objects, pairs }: Vocabulary): Mention[] {
  const words = joinPairs(splitWords(caption).map(singularForm), pairs);
  const skipSeat = words.includes('toilet') && words.includes('seat');
  return words.flatMap((word) => {
    const object = skipSeat && word === 'seat' ? undefined : objects.get(word);
    return object === undefined ? [] : [{ word, object }];
  });
}

/** Lower-case words and marks: hyphens join words, "'s" and "n't" are words of their own. */
export function splitWords(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replace(/n't\b/g, " n't")
      .match(/n't|'s\b|[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*|[^\s\p{L}\p{N}]/gu) ?? []
  );
}

function joinPairs(words: readonly string[], pairs: ReadonlyMap<string, string>): string[] {
  const joined: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const pair = at + 1 < words.length ? pairs.get(`${words[at]} ${words[at + 1]}`) : undefined;
    joined.push(pair ?? words[at]);
    if (pair !== undefined) at++;
  }
  return joined;
}
