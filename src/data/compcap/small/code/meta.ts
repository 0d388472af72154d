import type { Code, Snippet } from '../../code/meta.js';
import type { CompositeQuestion } from '../../kind.js';

/** A question that the snippet answers, and the part of a line where the answer stands. */
export interface Asked extends Pick<CompositeQuestion, 'category' | 'question' | 'answer' | 'working'> {
  at: string;
}

/** A snippet of two to five lines with one sentence about what it does. */
export interface SmallSnippet extends Snippet {
  /** For example: the function `cost` adds `load` to `price`. */
  says: string;
  asked: Asked[];
}

/** One small picture of code. */
export interface SmallCode extends Code {
  snippet: SmallSnippet;
}

/** A snippet of one part. */
export function snippetOf(
  language: Snippet['language'],
  code: string,
  says: string,
  names: string[],
  asked: Asked[],
): SmallSnippet {
  const part = { subject: '', purpose: says, steps: [], results: [] };
  return { language, code, parts: [part], names, answers: [], says, asked };
}
