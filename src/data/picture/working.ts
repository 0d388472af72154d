/**
 * Answers that say what they rest on: `apple 12, bear 45: no`. A model that writes down what it sees before it concludes
 * learns each of the two on its own, and its reader sees which of them went wrong.
 */
import type { Question } from './kind.js';

const SEPARATOR = ': ';

/** What a working says where nothing of the kind is to be seen. */
export const NOTHING = 'nothing';

/** Working and answer in one line; the answer alone where there is no working. */
export function workedAnswer({ working, answer }: Pick<Question, 'working' | 'answer'>): string {
  return working === undefined ? answer : `${working}${SEPARATOR}${answer}`;
}

/** What a worked answer concludes: the part after the last colon, or all of a text without one. */
export function conclusionOf(text: string): string {
  const at = text.lastIndexOf(SEPARATOR);
  return at < 0 ? text : text.slice(at + SEPARATOR.length);
}

/** Parts of a working, one after the other; `nothing` when there are none. */
export function listed(parts: Iterable<string | number>): string {
  return [...parts].join(', ') || NOTHING;
}

/** `12 no, 45 yes`: each value, and whether it counts. */
export function judged<T>(values: readonly T[], counts: (value: T) => boolean): string {
  return listed(values.map((value) => `${value} ${counts(value) ? 'yes' : 'no'}`));
}

/**
 * The parts of a worked answer that follow from the rest, in characters: verdicts on values, and the conclusion.
 *
 * @example
 * inferences('9: 15 no, 7 yes: 1'); // 'no', 'yes' and ' 1'
 */
export function inferences(text: string): { from: number; to: number }[] {
  // With its space, which some vocabularies merge with what follows; all of a text without a working.
  const conclusion = text.lastIndexOf(SEPARATOR) + 1;
  const verdicts = [...text.slice(0, conclusion).matchAll(/(?<=\d )(?:yes|no)\b/g)];
  return [
    ...verdicts.map(({ 0: word, index }) => ({ from: index, to: index + word.length })),
    { from: conclusion, to: text.length },
  ];
}
