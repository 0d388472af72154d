import type { Random } from '../../../base/random.js';
import { numberWord } from '../words.js';
import type { Collage } from './meta.js';
import { type Thing, thingsOf } from './relations.js';

/** One sort of fact of a collage's caption. */
export const COLLAGE_FACTS = ['colour', 'object', 'count', 'side'] as const;

/**
 * The caption with one fact exchanged: colours, things or counts of two pictures everywhere, or one side of a pair of neighbours;
 * none where the caption has no such fact.
 */
export function swapFact(
  caption: string,
  collage: Collage,
  fact: (typeof COLLAGE_FACTS)[number],
  random: Random,
): string | undefined {
  if (fact === 'side') return swapSide(caption, random);
  const things = thingsOf(collage);
  const pairs = things.flatMap((a) => things.flatMap((b) => (swappable(a, b, fact) ? [[a, b] as const] : [])));
  if (pairs.length === 0) return undefined;
  const [a, b] = random.pick(pairs);
  const swapped = swapAll(caption, a.words, wordsOf(a, b, fact), b.words, wordsOf(b, a, fact));
  return swapped === caption ? undefined : swapped;
}

/** Both have what is exchanged, and it differs. */
function swappable(a: Thing, b: Thing, fact: 'colour' | 'object' | 'count'): boolean {
  if (a.picture === b.picture || a.words === b.words) return false;
  if (fact === 'colour') return a.colour !== b.colour;
  if (fact === 'count') return a.count !== b.count;
  return a.name !== b.name && a.count > 1 === b.count > 1;
}

function wordsOf(own: Thing, other: Thing, fact: 'colour' | 'object' | 'count'): string {
  const noun = fact === 'object' ? other.words : own.words;
  const count = fact === 'count' ? other.count : own.count;
  const article = count === 1 ? 'a' : numberWord(count);
  return `${article} ${fact === 'colour' ? other.colour : own.colour} ${noun.split(' ').at(-1)}`;
}

/** Exchanges two phrases; a capital letter is kept out of it. */
function swapAll(text: string, a: string, forA: string, b: string, forB: string): string {
  const escaped = [a, b].map((phrase) => `\\b${phrase}\\b`).join('|');
  return text.replace(new RegExp(escaped, 'gi'), (said) => (said.toLowerCase() === a ? forA : forB));
}

function swapSide(caption: string, random: Random): string | undefined {
  const found = [...caption.matchAll(/directly (?:to the )?(above|below|left|right)/g)];
  if (found.length === 0) return undefined;
  const { index, 0: said } = random.pick(found);
  const other = said.replace(
    /above|below|left|right/,
    (side) => ({ above: 'below', below: 'above', left: 'right', right: 'left' })[side]!,
  );
  return caption.slice(0, index) + other + caption.slice(index + said.length);
}
