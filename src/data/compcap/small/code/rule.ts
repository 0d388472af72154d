import type { Random } from '../../../../base/random.js';
import { COLOUR_NAMES } from '../../../picture/palette.js';
import { THINGS } from '../words.js';
import { type Asked, type SmallSnippet, snippetOf } from './meta.js';

interface Declaration {
  property: string;
  value: string;
  says: string;
}

/** One rule with one to three declarations. */
export function drawRule(random: Random): SmallSnippet {
  const name = random.pick(THINGS);
  const [selector, kind] = random.pick([
    [`.${name}`, 'class'],
    [`.${name}`, 'class'],
    [`#${name}`, 'id'],
    ['body', 'element'],
    ['table', 'element'],
    ['h1', 'element'],
  ]);
  const chosen = random.sample(declarations(random), random.integer(1, 3));
  const code = [`${selector} {`, ...chosen.map(({ property, value }) => `  ${property}: ${value};`), '}'].join('\n');
  const list = chosen.map(({ says }) => says).join(', ');
  const asked: Asked[] = chosen.map(({ property, value }) => {
    return { category: 'reading', question: `What is the value of ${property}?`, answer: value, at: property };
  });
  asked.push(
    {
      category: 'count',
      question: 'How many properties are set?',
      answer: String(chosen.length),
      working: chosen.map(({ property }) => property).join(', '),
      at: selector,
    },
    { category: 'reading', question: 'What is the selector of the rule?', answer: selector, at: selector },
    { category: 'structure', question: 'Is the selector a class, an id or an element?', answer: kind, at: selector },
  );
  return snippetOf('css', code, `The rule \`${selector}\` has ${list}.`, [], asked);
}

function declarations(random: Random): Declaration[] {
  const [ink, ground] = random.sample(COLOUR_NAMES, 2);
  const sized = (property: string, low: number, high: number): Declaration => {
    const pixels = random.integer(low, high);
    return { property, value: `${pixels}px`, says: `${property} ${pixels} pixels` };
  };
  return [
    { property: 'color', value: ink, says: `color ${ink}` },
    { property: 'background', value: ground, says: `background ${ground}` },
    ...[sized('width', 20, 99), sized('height', 20, 99), sized('margin', 1, 9), sized('padding', 1, 9)],
    sized('font-size', 9, 30),
  ];
}
