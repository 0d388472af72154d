import type { CaptionCheck } from './kind.js';

/** What is said of a thing, for example `['apple colour', 'red']`. */
export type Fact = readonly [about: string, value: string];

/** Compares stated facts with the true ones; what is said again is an error, because nothing is there twice. */
export function compareFacts(truth: readonly Fact[], stated: readonly Fact[]): CaptionCheck {
  const wanted = new Set(truth.map(factText));
  const said = new Set<string>();
  const errors: string[] = [];
  for (const fact of stated.map(factText)) {
    if (said.has(fact)) errors.push(`again ${fact}`);
    else if (!wanted.has(fact)) errors.push(fact);
    said.add(fact);
  }
  return { facts: wanted.size, correct: [...wanted].filter((fact) => said.has(fact)).length, errors };
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
