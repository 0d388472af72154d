import type { Random } from '../../../../base/random.js';
import type { ChartMark } from '../../chart/sheet.js';
import type { ChartTable } from '../../chart/table.js';
import type { Reading } from '../../chart/tell/reading.js';
import { answerOf } from '../../chart/tell/table-questions.js';
import type { NamedValue } from '../ask-values.js';

/** ` titled "price"`, or nothing. */
export function titledWords(title: string | null): string {
  return title === null ? '' : ` titled "${title}"`;
}

/** `A chart of sort x with y: …` in several wordings; `what` begins with its article. */
export function opening(what: string, having: string, random: Random): string {
  const start = what.charAt(0).toUpperCase() + what.slice(1);
  return random.pick([`${start} with ${having}`, `${start} shows ${having}`, `This is ${what}. It has ${having}`]);
}

/** The value as printed, or `about 40` where it must be read off an axis. */
export function valueWords(value: number, reading: Reading): string {
  return reading.exact ? answerOf(value, reading) : `about ${answerOf(value, reading)}`;
}

/** Category by category: `mon: cat 12, dog 30; tue: cat 5, dog 9`. */
export function groupsWords({ categories, series }: ChartTable, reading: Reading): string {
  return categories
    .map(
      (category, c) =>
        `${category}: ${series.map(({ name, values }) => `${name} ${valueWords(values[c], reading)}`).join(', ')}`,
    )
    .join('; ');
}

/** One row of a chart as questions see it; numbers are known where they are printed. */
export function namedValues(
  names: readonly string[],
  values: readonly number[],
  reading: Reading,
  boxOf: (name: string) => ChartMark | undefined,
): NamedValue[] {
  return names.map((name, at) => {
    const box = boxOf(name)?.box;
    return {
      name,
      value: values[at],
      ...(reading.exact ? { text: answerOf(values[at], reading) } : {}),
      ...(box ? { box } : {}),
    };
  });
}
