import type { Random } from '../../../../base/random.js';
import type { Part, Snippet } from '../meta.js';
import { STATEMENTS, type Statement } from './queries.js';
import { LINKS } from './schema.js';

/** One to three statements about the same two tables. */
export function sqlSnippet(random: Random): Snippet {
  const link = random.pick(LINKS);
  const count = random.pick([1, 2, 2, 2, 3, 3]);
  const drawn = random.sample(STATEMENTS, count).map((draw) => draw(random, link));
  const code = drawn.map(({ lines }) => lines.join('\n')).join('\n\n');
  return {
    language: 'sql',
    code,
    parts: drawn.map(partOf),
    names: [link.parent.name, link.child.name].filter((name) => new RegExp(`\\b${name}\\b`).test(code)),
    answers: [],
  };
}

function partOf({ subject, purpose, steps }: Statement, at: number): Part {
  const place = at === 0 ? 'first' : 'next';
  return { subject, place, purpose, steps, results: [] };
}
