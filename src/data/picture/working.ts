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
 * `fox 53, cat 98 yes, fish 63 no`: each part, and from the second on whether it outdoes all before it; the last `yes` is the
 * extreme, or else the first part. One comparison at a time is said, instead of all of them at once in the conclusion.
 *
 * @param outdoes whether the first item is strictly ahead of the second
 */
export function outdoing<T>(
  items: readonly T[],
  say: (item: T) => string | number,
  outdoes: (a: T, b: T) => boolean,
): string {
  let ahead = items[0];
  return listed(
    items.map((item, i) => {
      if (i === 0) return say(item);
      const leads = outdoes(item, ahead);
      if (leads) ahead = item;
      return `${say(item)} ${leads ? 'yes' : 'no'}`;
    }),
  );
}
