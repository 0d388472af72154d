import type { Random } from '../../../../base/random.js';
import { sentenceCase } from '../../words.js';
import type { Part, Snippet } from '../meta.js';
import { type Declaration, drawDeclarations, drawSelectors, type Selector } from './rules.js';

interface Rule {
  selector: Selector;
  declarations: Declaration[];
}

/** Two to four rules of a style sheet; the last one may hold on narrow screens only. */
export function cssSnippet(random: Random): Snippet {
  const rules = drawSelectors(random, random.integer(2, 4)).map((selector): Rule => {
    return { selector, declarations: drawDeclarations(random, selector, random.integer(2, 4)) };
  });
  const narrow = random.chance(0.3) ? random.integer(40, 90) * 10 : undefined;
  const written = rules.map(({ selector, declarations }) => [
    `${selector.css} {`,
    ...declarations.map(({ property, value }) => `  ${property}: ${value};`),
    '}',
  ]);
  if (narrow) {
    const last = written[written.length - 1];
    const inner = last.map((line) => `  ${line}`);
    written[written.length - 1] = [`@media (max-width: ${narrow}px) {`, ...inner, '}'];
  }
  return {
    language: 'css',
    code: written.map((lines) => lines.join('\n')).join('\n\n'),
    parts: rules.map((rule, at) => partOf(rule, at, at === rules.length - 1 ? narrow : undefined)),
    names: [],
    answers: rules.flatMap(({ selector, declarations }) =>
      declarations.map(({ property, value }) => ({
        question: `What is the value of ${property} in the rule for ${selector.css}?`,
        answer: value,
      })),
    ),
  };
}

function partOf({ selector, declarations }: Rule, at: number, narrow?: number): Part {
  return {
    subject: `rule \`${selector.css}\``,
    place: at === 0 ? 'first' : 'next',
    purpose: `applies to ${selector.says}`,
    steps: [
      ...(narrow
        ? [`It stands inside a media query and holds only where the page is at most ${narrow} pixels wide.`]
        : []),
      ...declarations.map(({ property, says }) => sentenceCase(`with \`${property}\` it ${says}.`)),
    ],
    results: [],
  };
}
