import type { CaptionCheck } from './kind.js';

/** What is said of a thing, for example `['apple colour', 'red']`. */
export type Fact = readonly [about: string, value: string];

/** Compares stated facts with the true ones; a fact said twice counts once. */
export function compareFacts(truth: readonly Fact[], stated: readonly Fact[]): CaptionCheck {
  const wanted = new Set(truth.map(factText));
  const said = new Set(stated.map(factText));
  return {
    facts: wanted.size,
    correct: [...wanted].filter((fact) => said.has(fact)).length,
    errors: [...said].filter((fact) => !wanted.has(fact)),
  };
}

function factText([about, value]: Fact): string {
  return `${about}: ${value}`;
}

/** Lower case, one space between words and none before punctuation: models differ in how they space what they write. */
export function normaliseCaption(text: string): string {
  return text
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/ ([.,:;])/g, '$1')
    .replace(/([,:;])(?=\S)/g, '$1 ')
    .trim();
}
