import { countPairs, mcnemar, pairedDifference, wilson } from '../../src/evaluate/index.js';
import { kvBytes } from '../../src/reduce/index.js';
import type { Answer } from './answer.js';
import type { BenchItem } from './items.js';
import type { Setting } from './settings.js';

/** Width of keys, and layers, of the decoder that answered. */
export interface CacheSize {
  layers: number;
  kvWidth: number;
}

/** All answers of a sweep by setting, then by item. */
export type AnswerTable = ReadonlyMap<string, ReadonlyMap<string, Answer>>;

export function tabulate(answers: readonly Answer[]): AnswerTable {
  const table = new Map<string, Map<string, Answer>>();
  for (const answer of answers) {
    const row = table.get(answer.setting) ?? new Map<string, Answer>();
    table.set(answer.setting, row.set(answer.item, answer));
  }
  return table;
}

/**
 * The row of a setting: what it cost and how often it was right, beside `none`, and beside `random` at the same keep
 * where that was measured.
 */
export function summarise(setting: Setting, table: AnswerTable, items: readonly BenchItem[], size: CacheSize) {
  const answersOf = (name: string): Answer[] | undefined => {
    const row = table.get(name);
    const found = row && items.flatMap(({ id }) => row.get(id) ?? []);
    return found?.length === items.length ? found : undefined;
  };
  const answers = answersOf(setting.name)!;
  const reference = answersOf('none 1')!;
  const random = setting.method === 'random' ? undefined : answersOf(`random ${setting.keep}`);
  const kept = mean(answers.map((answer) => answer.kept));
  const sooner = answers.map((answer, i) => reference[i].firstTokenMs / answer.firstTokenMs);
  const categories = [...new Set(items.map(({ category }) => category))];
  return {
    method: setting.method,
    keep: setting.keep,
    options: setting.options,
    visualTokens: mean(answers.map((answer) => answer.visualTokens)),
    tokens: kept,
    visionMs: median(answers.map(({ visionMs }) => visionMs)),
    prefillMs: median(answers.map(({ prefillMs }) => prefillMs)),
    firstTokenMs: median(answers.map(({ firstTokenMs }) => firstTokenMs)),
    decodeMsPerToken: median(answers.flatMap(({ decodeMs }) => decodeMs ?? [])),
    /** Of the same item, so that large and small pictures count alike. */
    timesSooner: median(sooner),
    kvBytes: Math.round(kvBytes(1, { layers: size.layers, width: size.kvWidth, intermediate: 0 }, 4) * kept),
    ...share(answers),
    toNone: difference(reference, answers),
    toRandom: random && difference(random, answers),
    perCategory: Object.fromEntries(
      categories.map((category) => {
        const of = (list: readonly Answer[]) => list.filter((_, i) => items[i].category === category);
        return [category, { ...share(of(answers)), toNone: difference(of(reference), of(answers)) }];
      }),
    ),
  };
}

/** Right answers in percent, with Wilson's 95 % interval. */
function share(answers: readonly Answer[]) {
  const right = answers.filter((answer) => answer.right).length;
  const interval = wilson(right, answers.length).map((end) => 100 * end);
  return { items: answers.length, accuracy: (100 * right) / answers.length, interval };
}

/** Second minus first in percentage points, item by item: Newcombe's 95 % interval, McNemar's exact probability. */
function difference(first: readonly Answer[], second: readonly Answer[]) {
  const counts = countPairs(second.map((answer, i) => [first[i].right, answer.right]));
  const { difference, interval } = pairedDifference(counts);
  return { value: 100 * difference, interval: interval.map((end) => 100 * end), p: mcnemar(counts).exact };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** `null` of nothing, as JSON has no NaN. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}
