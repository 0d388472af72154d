/**
 * What may be said about one picture, and what must be. Made from the metadata by every kind; `check-caption.ts` compares a
 * text with it, clause by clause.
 *
 * `of` names what a claim is about, in the words of `names`. A clause that says a number next to names is right if some claim
 * with that value is about one of these names, or about nothing in particular (`of` left out).
 */
export interface Claims {
  /** Phrases of which the text must hold one, for example `['stacked bar chart']`; other type words are errors. */
  types: readonly string[];
  names: readonly NameClaim[];
  numbers: readonly NumberClaim[];
  /** Colour words that may be said. */
  colours: readonly ColourClaim[];
  /** What is highest or lowest. */
  superlatives: readonly SuperlativeClaim[];
  /** All orderings that hold; `comparisonsOf` makes them from values. */
  comparisons: readonly ComparisonClaim[];
  /** Rises and falls. @default none are checked */
  trends?: readonly TrendClaim[];
  /** Places: `first`, `last`, `top`, `left`, …; a clause with one name and such a word must agree. @default none are checked */
  orders?: readonly OrderClaim[];
  /** Parts that the text must hold byte for byte; the rest of the check leaves them out. */
  verbatim?: readonly string[];
  /** Most decimals that a number may have: 0 where values are not printed and must be read off. @default any */
  decimals?: number;
  /** Texts that must not occur, for example position labels. */
  forbidden?: readonly string[];
  /** What must not be passed over: of each list of words at least this share must occur, in any form. */
  gist?: readonly GistClaim[];
  /** Parts with places of their own, such as the pictures of a collage: what is said of one must hold of that one. */
  parts?: readonly PartClaim[];
  /** Arrows and lines from one name to another; none but these, and in these directions. @default none are checked */
  links?: readonly LinkClaim[];
  /** Further capitalised words and quotations that may occur, for example words of the title. */
  words?: readonly string[];
}

/** A printed or drawn name. */
export interface NameClaim {
  name: string;
  /** Must occur at least once. */
  required: boolean;
  /** Other ways to say it. */
  aliases?: readonly string[];
}

export interface NumberClaim {
  value: number;
  /** Largest allowed distance. @default 0 */
  tolerance?: number;
  of?: readonly string[];
  /** A factor between two values, said as `twice` or `triple`; it allows no other number. @default false */
  ratio?: boolean;
}

export interface ColourClaim {
  colour: string;
  of?: readonly string[];
}

export interface SuperlativeClaim {
  extreme: 'most' | 'least';
  /** Whoever holds it, several when they are equal. */
  of: readonly string[];
  /** 2 for `second highest`. @default 1 */
  rank?: number;
  /** Holds only within this name, for example one series. */
  within?: string;
}

export interface ComparisonClaim {
  more: string;
  less: string;
  /** Holds only in a sentence that says this name too, for example one series. */
  within?: string;
}

export interface TrendClaim {
  of?: readonly string[];
  direction: 'rise' | 'fall';
}

export interface OrderClaim {
  word: string;
  of: readonly string[];
}

export interface GistClaim {
  /** What the words are about, for error messages. */
  topic: string;
  words: readonly string[];
  share: number;
}

/** A part of the picture that has a place. */
export interface PartClaim {
  /** Phrases that point to it, in lower case and without an article: `left picture in the top row`. */
  places: readonly string[];
  /** All that is known of it. */
  text: string;
  /** Which parts lie directly beside it, and on which side of them it is. */
  neighbours?: readonly { side: 'above' | 'below' | 'left' | 'right'; part: number }[];
}

export interface LinkClaim {
  from: string;
  to: string;
  /** What stands on it. */
  label?: string;
  /** It has no direction. @default false */
  plain?: boolean;
}

/** Claims that say nothing; kinds spread it and add. */
export const NO_CLAIMS: Claims = { types: [], names: [], numbers: [], colours: [], superlatives: [], comparisons: [] };

/** All true orderings of named values; values that differ by no more than `margin` are not compared. */
export function comparisonsOf(
  values: readonly (readonly [name: string, value: number])[],
  margin = 0,
  within?: string,
): ComparisonClaim[] {
  return values.flatMap(([more, high]) =>
    values
      .filter(([, low]) => high > low + margin)
      .map(([less]) => ({ more, less, ...(within === undefined ? {} : { within }) })),
  );
}

/** Which names hold the largest and the smallest value. */
export function superlativesOf(values: readonly (readonly [name: string, value: number])[]): SuperlativeClaim[] {
  if (values.length < 2) return [];
  const most = Math.max(...values.map(([, value]) => value));
  const least = Math.min(...values.map(([, value]) => value));
  const holders = (extreme: number): string[] => values.filter(([, value]) => value === extreme).map(([name]) => name);
  return [
    { extreme: 'most', of: holders(most) },
    { extreme: 'least', of: holders(least) },
  ];
}
