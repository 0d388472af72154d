import type { Random } from '../../../base/random.js';
import { withArticle } from '../../picture/words.js';
import { listed, outdoing } from '../../picture/working.js';
import type { Box } from '../kind.js';
import type { QuestionForm } from './question-form.js';

/** A name with its value and the place where the value is seen. */
export interface NamedValue {
  name: string;
  value: number;
  /** As printed; none where the picture prints no numbers. */
  text?: string;
  box?: Box;
}

export interface ValueQuestions {
  values: readonly NamedValue[];
  /** What one name is called: `Which item has …`. */
  noun: string;
  /** What is measured: `the highest price`; `value` where the picture does not say. */
  measure: string;
  /** The part of the picture that the values are of, after a preposition: ` on mon`. @default '' */
  where?: string;
  /** Whether these are the only values of the picture, so that `which is higher` needs no measure. */
  alone: boolean;
  /** Least difference of two values that is seen. @default 0 */
  gap?: number;
  form: QuestionForm;
  random: Random;
}

/** Readings, extremes, comparisons and counts of named values, with workings in the words of the picture. */
export function askValues(options: ValueQuestions): void {
  askReadings(options);
  askExtremes(options);
  askComparisons(options);
  askCounts(options);
}

/** `apple 12`, or the name alone where no number is printed. */
function saying({ name, text }: NamedValue): string {
  return text === undefined ? name : `${name} ${text}`;
}

function askReadings({ values, measure, where = '', form, random }: ValueQuestions): void {
  for (const { name, text, box } of random.sample(values, 3)) {
    if (text === undefined) continue;
    form.ask(
      'reading',
      text,
      [`What is the ${measure} of ${name}${where}?`, `What ${measure} does ${name} have${where}?`],
      {
        box,
      },
    );
  }
}

function askExtremes({ values, noun, measure, where = '', gap = 0, form }: ValueQuestions): void {
  // Where two values can't be told apart, neither can be said which of them is ahead.
  const apart = values.every((a, at) => values.slice(at + 1).every((b) => Math.abs(a.value - b.value) > gap));
  for (const [degree, sign] of [
    ['highest', 1],
    ['lowest', -1],
  ] as const) {
    const [first, second] = [...values].sort((a, b) => sign * (b.value - a.value));
    if (second === undefined || Math.abs(first.value - second.value) <= gap) continue;
    const outdoes = (a: NamedValue, b: NamedValue): boolean => sign * (a.value - b.value) > 0;
    const working = apart ? { working: outdoing(values, saying, outdoes) } : {};
    form.ask(
      'extremes',
      first.name,
      [`Which ${noun} has the ${degree} ${measure}${where}?`, `What has the ${degree} ${measure}${where}?`],
      { ...working, ...(first.box ? { box: first.box } : {}) },
    );
    if (first.text !== undefined)
      form.ask('extremes', first.text, [`What is the ${degree} ${measure}${where}?`], {
        working: outdoing(values, (one) => one.text!, outdoes),
        ...(first.box ? { box: first.box } : {}),
      });
  }
}

function askComparisons({ values, measure, where = '', alone, gap = 0, form, random }: ValueQuestions): void {
  const pairs = values.flatMap((high) =>
    values.filter((low) => high.value - low.value > gap).map((low) => [high, low] as const),
  );
  if (pairs.length === 0) return;
  const both = (a: NamedValue, b: NamedValue): string | undefined =>
    a.text === undefined ? undefined : listed([saying(a), saying(b)]);
  const [high, low] = random.pick(pairs);
  const [a, b] = random.shuffle([high, low]);
  form.ask(
    'comparison',
    high.name,
    [
      `Which has the higher ${measure}${where}, ${a.name} or ${b.name}?`,
      ...(alone ? [`Which is higher, ${a.name} or ${b.name}?`] : []),
    ],
    { working: both(a, b), ...(high.box ? { box: high.box } : {}) },
  );
  if (high.text !== undefined && Number.isInteger(high.value - low.value))
    form.ask(
      'comparison',
      `${high.value - low.value}${high.text.endsWith('%') ? '%' : ''}`,
      [
        `By how much does the ${measure} of ${high.name} exceed that of ${low.name}${where}?`,
        ...(alone ? [`By how much is ${high.name} higher than ${low.name}?`] : []),
      ],
      { working: `${high.text} - ${low.text}` },
    );
  const statement = ([more, less]: readonly [NamedValue, NamedValue]) => ({
    wordings: [
      ...(alone ? [`Is ${more.name} higher than ${less.name}?`] : []),
      `Does ${more.name} have a higher ${measure} than ${less.name}${where}?`,
    ],
    working: both(more, less),
  });
  const [one, other] = [random.pick(pairs), random.pick(pairs)];
  form.decide('comparison', [statement(one)], [statement([other[1], other[0]])]);
}

function askCounts({ values, noun, measure, where = '', alone, form, random }: ValueQuestions): void {
  if (values.some(({ text }) => text === undefined) || values.length < 2) return;
  const { value, text } = random.pick(values);
  const above = (other: NamedValue): boolean => other.value > value;
  form.ask(
    'count',
    values.filter(above).length,
    [
      `How many ${noun}s have ${withArticle(measure)} above ${text}${where}?`,
      ...(alone ? [`How many ${noun}s are above ${text}?`] : []),
    ],
    { working: listed(values.map((one) => `${one.text} ${above(one) ? 'yes' : 'no'}`)) },
  );
}
