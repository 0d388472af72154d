import type { Random } from '../../../../base/random.js';
import { nearestColour } from '../../colours.js';
import type { Frame } from '../frame.js';
import type { Look, Tint } from '../look.js';
import { printed } from '../number.js';
import type { Scale } from '../scale.js';
import { type ChartTable, capital, measureText } from '../table.js';
import { countWord, listed, plural, type Story, withArticle } from './story.js';

/** The first sentence: it names the type of chart and the title, and says what is shown. */
export function openStory(story: Story, type: string, title: string | null, what: string): void {
  const named = title === null ? '' : ` titled "${title}"`;
  const a = withArticle(type);
  story.must(
    `The image shows ${a}${named}, which ${what}`,
    `The image shows ${a}${named} that ${what}`,
    `This image presents ${a}${named}, which ${what}`,
    `The picture shows ${a}${named}. It ${what}`,
    `${capital(a)}${named} is shown. It ${what}`,
  );
}

/** What the axis with the numbers shows. */
export function valueAxis(
  name: 'vertical' | 'horizontal',
  title: string | null,
  scale: Scale,
  look: Look,
  random: Random,
): string {
  const tick = (value: number): string => printed(value, look.numbers);
  const range = `from ${tick(scale.low)} to ${tick(scale.high)}`;
  const steps = random.chance(0.5) ? ` in steps of ${tick(scale.step)}` : '';
  const labelled = title === null ? '' : random.pick([`, labelled "${title}",`, `, titled "${title}",`]);
  return random.pick([
    `The ${name} axis${labelled} runs ${range}${steps}`,
    `The ${name} axis${labelled} ranges ${range}${steps}`,
    `The ${name} axis${labelled} covers values ${range}${steps}`,
  ]);
}

/** What the axis with the categories shows. */
export function categoryAxis(
  name: 'vertical' | 'horizontal',
  table: ChartTable,
  shown: boolean,
  random: Random,
): string {
  const { categories, categoryLabel } = table;
  const labelled = shown ? `, labelled "${capital(categoryLabel)}",` : '';
  const count = `${countWord(categories.length)} ${plural(categoryLabel)}`;
  return random.pick([
    `The ${name} axis${labelled} lists ${count}: ${listed(categories)}`,
    `The ${name} axis${labelled} shows the ${count} ${listed(categories)}`,
    `On the ${name} axis${labelled} there are ${count}: ${listed(categories)}`,
  ]);
}

/** Where the legend stands and which colour stands for what. */
export function legendSentence(table: ChartTable, words: readonly string[], look: Look, random: Random): string {
  const side = { right: 'on the right', left: 'on the left', top: 'at the top', bottom: 'at the bottom' }[
    look.legendPlace
  ];
  const entries = table.series.map(({ name }, at) => `${name} (${words[at]})`);
  const label = table.groupLabel === null ? 'series' : plural(table.groupLabel);
  return random.pick([
    `The legend ${side} names ${countWord(entries.length)} ${label}: ${listed(entries)}`,
    `A legend ${side} explains the colours: ${listed(entries)}`,
    `${capital(countWord(entries.length))} ${label} are told apart by the legend ${side}: ${listed(entries)}`,
  ]);
}

/** The background in words, or nothing. */
export function groundSentence(look: Look, random: Random): string {
  const colour = nearestColour(look.page);
  return random.pick([
    `The background is ${colour}`,
    `The chart is drawn on ${withArticle(colour)} background`,
    `Everything stands on ${withArticle(colour)} background`,
  ]);
}

/** Colour names in the order of first use. */
export function tintWords(tints: readonly Tint[]): string[] {
  return [...new Set(tints.map(({ name }) => name))];
}

/** Titles of the axes as they are printed; none where the looks leave them out. */
export function printedTitle(title: string, look: Look): string | null {
  return look.axisTitles === 'none' ? null : title;
}

/** What a chart of a table is about: `compares the units sold of five fruits`. */
export function subjectOf(table: ChartTable, random: Random): string {
  const measure = measureText(table).toLowerCase() === measureText(table) ? measureText(table) : table.measure;
  const shown = random.pick([`"${measure}"`, measure.charAt(0).toLowerCase() + measure.slice(1)]);
  const by = table.groupLabel === null ? table.categoryLabel : `${table.categoryLabel} and ${table.groupLabel}`;
  return random.pick([`shows ${shown} by ${by}`, `presents ${shown} by ${by}`, `breaks down ${shown} by ${by}`]);
}

/** Numbers that stand at the axes, for the claims. */
export function tickNumbers(scale: Scale, frame: Frame): number[] {
  const count = Math.max(frame.xAt.length, frame.yAt.length);
  const all = Array.from(
    { length: Math.round((scale.high - scale.low) / scale.step) + 1 },
    (_, at) => scale.low + at * scale.step,
  );
  return [...all, scale.step, count];
}
