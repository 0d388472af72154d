import type { Random } from '../../../base/random.js';
import { codeBlock } from './caption.js';
import { LANGUAGE_NAMES } from './dialect/languages.js';
import type { Code } from './meta.js';

/** Asks for an explanation of the snippet; how the window looks is not mentioned. */
export function promptCode({ snippet }: Code, random: Random): string {
  const language = LANGUAGE_NAMES[snippet.language];
  return [
    random.pick([
      `Explain the following piece of ${language} code to a reader who sees a picture of it.`,
      `Write a detailed caption for a picture that shows the ${language} code below.`,
    ]),
    '',
    codeBlock(snippet),
    '',
    'Instructions:',
    `- Begin with a sentence that says that the image shows ${language} code.`,
    '- Repeat the code exactly, character by character, as a fenced block.',
    '- Then say what the code is for and explain it from top to bottom, naming functions and variables as they are written.',
    '- Say nothing about colours, fonts or the window, and nothing that does not follow from the code.',
    '',
    'Caption:',
  ].join('\n');
}
