import type { ColourClaim, GistClaim, NameClaim, NumberClaim } from './claims.js';
import { contentWords, type Entity } from './sources.js';
import { type Token, tokenise } from './tokens.js';

/** What a caption of a source picture allows to be said. */
export interface CaptionFacts {
  names: NameClaim[];
  numbers: NumberClaim[];
  colours: ColourClaim[];
  words: string[];
  gist: GistClaim;
}

/** At least this share of a caption's content words must come back in a retelling. */
const GIST_SHARE = 0.4;

/**
 * Numbers and colours of a caption, bound to the entity that they stand directly before (`two red boats`), else free; its
 * capitalised words; and its gist.
 */
export function factsOf(caption: string, entities: readonly Entity[]): CaptionFacts {
  const names = entities.map(({ name, plural }) => ({
    name,
    required: false,
    ...(plural ? { aliases: [plural] } : {}),
  }));
  const tokens = tokenise(caption, names);
  const facts: CaptionFacts = {
    names,
    numbers: [],
    colours: [],
    words: [],
    gist: { topic: caption, words: contentWords(caption), share: GIST_SHARE },
  };
  tokens.forEach((token, at) => {
    const of = ownerOf(tokens, at);
    if (token.kind === 'number') for (const value of token.values) facts.numbers.push({ value, of });
    if (token.kind === 'colour') facts.colours.push({ colour: token.text, of });
    if (token.kind === 'word' && /^\p{Lu}|\d/u.test(token.text)) facts.words.push(token.text);
    if (token.kind === 'quotation') facts.words.push(token.text);
  });
  return facts;
}

function ownerOf(tokens: readonly Token[], at: number): string[] | undefined {
  for (let i = at + 1; i < tokens.length; i++) {
    const token = tokens[i];
    if (token.kind === 'name') return [token.name];
    if (token.kind !== 'colour' && token.kind !== 'number') return undefined;
  }
  return undefined;
}
