import { NUMBER_WORDS, RATIO_WORDS } from '../caption-words.js';
import { type Claims, NO_CLAIMS } from '../claims.js';
import { isColour } from '../tokens.js';
import { LANGUAGE_NAMES } from './dialect/languages.js';
import type { Code } from './meta.js';

/** The code itself must be there; numbers, names and colours are those of the code and of what is true about it. */
export function claimCode({ snippet, look }: Code): Claims {
  const language = LANGUAGE_NAMES[snippet.language];
  const facts = snippet.parts.flatMap(({ subject, purpose, steps, results }) => [
    subject,
    purpose,
    ...steps,
    ...results,
  ]);
  const lines = snippet.code.split('\n').length;
  const numbers = new Set([lines, snippet.parts.length]);
  for (const text of [snippet.code, ...facts]) {
    for (const [value] of text.matchAll(/(?<![\w.])-?\d+(?:\.\d+)?/g)) numbers.add(Math.abs(Number(value)));
    for (const [value] of text.matchAll(/\d+(?:\.\d+)?/g)) numbers.add(Number(value));
  }
  const said = new Set(facts.flatMap((text) => text.toLowerCase().match(/[a-z]+/g) ?? []));
  for (const [word, value] of NUMBER_WORDS) if (said.has(word)) numbers.add(value);
  const ratios = [...RATIO_WORDS].filter(([word]) => said.has(word)).map(([, value]) => ({ value, ratio: true }));
  const words = [language, snippet.code, ...facts].flatMap((text) => text.toLowerCase().match(/[a-z]+/g) ?? []);
  return {
    ...NO_CLAIMS,
    types: [`${language} code`, `${language} snippet`, `code in ${language}`, `code written in ${language}`],
    numbers: [...[...numbers].map((value) => ({ value })), ...ratios],
    colours: [...new Set(words.filter(isColour))].map((colour) => ({ colour })),
    // Explanations speak of the largest element and the like: about values of any run, not about this picture.
    superlatives: [
      { extreme: 'most', of: [] },
      { extreme: 'least', of: [] },
    ],
    verbatim: [snippet.code],
    words: [...facts, ...snippet.names, ...(look.title ? [look.title] : [])],
  };
}
