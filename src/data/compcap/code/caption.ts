import type { Random } from '../../../base/random.js';
import { numberWord } from '../words.js';
import { LANGUAGE_NAMES } from './dialect/languages.js';
import type { Code, Part } from './meta.js';

/** Names the language, repeats the snippet byte for byte and explains it from top to bottom. */
export function captionCode({ snippet }: Code, random: Random): string {
  const language = LANGUAGE_NAMES[snippet.language];
  const opening = random.pick([
    `The image shows ${language} code.`,
    `This is a picture of a code window with ${language} code.`,
    `The picture shows a code editor with ${language} code in it.`,
    `Shown here is a window that contains ${language} code.`,
    `The image displays a piece of ${language} code in a window.`,
  ]);
  const lead = random.pick(['It reads:', 'The code is as follows:', 'The text of the code is:', 'The code reads:']);
  return `${opening} ${lead}\n\n${codeBlock(snippet)}\n\n${explanation(snippet.parts, snippet.code, random)}`;
}

/** The snippet as a fenced block. */
export function codeBlock({ language, code }: Code['snippet']): string {
  return `\`\`\`${language}\n${code}\n\`\`\``;
}

function explanation(parts: readonly Part[], code: string, random: Random): string {
  const lines = code.split('\n').length;
  const size = random.pick([
    `The snippet is ${lines} lines long.`,
    `In total there are ${lines} lines.`,
    `The code has ${lines} lines, blank ones included.`,
  ]);
  const count = parts.length > 1 ? `It consists of ${numberWord(parts.length)} parts.` : '';
  const paragraphs = parts.map(({ subject, place, purpose, steps, results }, at) => {
    const ordinal = parts.length === 1 ? '' : at === 0 ? 'first ' : at === parts.length - 1 ? 'last ' : 'next ';
    const start = `The ${place ? ordinal : ''}${subject} ${purpose}.`;
    return [start, ...steps, ...results].join(' ');
  });
  return [...[size, count].filter(Boolean), ...paragraphs].join(' ').trim();
}
