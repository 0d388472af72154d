import type { Random } from '../../../../base/random.js';
import { nearestColour } from '../../colours.js';
import type { CompositeQuestion } from '../../kind.js';
import { printed } from '../number.js';
import { QuestionList } from '../tell/question-list.js';
import { toleranceOf } from '../tell/reading.js';
import { answerOf } from '../tell/table-questions.js';
import { type PlacedRegion, patternsOf, placedRegions } from './geography.js';
import { hasMissing, isMissing, type MapChart } from './meta.js';
import { leastAndMost, readingOf } from './reading.js';
import { SCOPE_WORDS } from './topics.js';

/** Values, classes, comparisons, counts, patterns, structure and reading of a map. */
export function questionsOfMap(chart: MapChart, random: Random): CompositeQuestion[] {
  const { form, scope, classes, missing, look, geometry, scale } = chart;
  const list = new QuestionList(random);
  const { region: one, regions } = SCOPE_WORDS[scope];
  const seen = placedRegions(chart).filter(({ visible }) => visible);
  const boxOf = (name: string) => geometry.marks.find(({ category }) => category === name)?.box;
  const known = seen.filter((region) => !isMissing(region, form));
  for (const region of random.sample(known, 4)) {
    const { name } = region;
    if (form === 'bar')
      list.ask(
        'reading',
        answerOf(region.value ?? 0, readingOf(chart)),
        [`Roughly what number does ${name} have?`, `What is the approximate number of ${name}?`],
        boxOf(name),
      );
    else {
      const what = form === 'bins' ? 'range' : 'class';
      list.ask(
        'reading',
        classes[region.level ?? 0].text,
        [`Which ${what} does ${name} belong to?`, `In which ${what} of the legend is ${name}?`],
        boxOf(name),
      );
    }
    list.ask(
      'colour',
      nearestColour(region.hex),
      [`What colour is ${name}?`, `In which colour is ${name} drawn?`],
      boxOf(name),
    );
  }
  askComparisons(chart, known, list, random, boxOf);
  const { least, most } = leastAndMost(chart);
  if (form === 'bar' && most)
    list.ask(
      'extremes',
      most,
      [`Which ${one} has the highest number?`, `Which ${one} reaches the maximum?`],
      boxOf(most),
    );
  if (form === 'bar' && least)
    list.ask('extremes', least, [`Which ${one} has the lowest number?`, `Which ${one} has the minimum?`], boxOf(least));
  if (form !== 'bar') {
    list.ask('count', classes.length, [
      `How many ${form === 'bins' ? 'ranges' : 'classes'} does the legend list, leaving out missing data?`,
    ]);
    const at = random.integer(0, classes.length - 1);
    const swatch = geometry.legend.entries.find(({ name }) => name === classes[at].text)?.swatch;
    list.ask(
      'reading',
      classes[at].text,
      [`What does ${classes[at].tint.name} stand for?`, `Which legend entry is ${classes[at].tint.name}?`],
      swatch,
    );
  } else if (scale)
    list.ask(
      'reading',
      printed(scale.high, look.numbers),
      ['What is the largest number at the colour bar?', 'At which number does the colour bar end?'],
      geometry.legend.bar ?? undefined,
    );
  list.ask('structure', hasMissing(chart) ? 'yes' : 'no', [
    `Are there ${regions} without data?`,
    `Does the legend have an entry for missing data?`,
  ]);
  const without = seen.filter((region) => isMissing(region, form));
  if (without.length > 0) {
    const { name } = random.pick(without);
    list.ask(
      'reading',
      missing.text,
      [`What does the legend say about ${name}?`, `What does the colour of ${name} stand for?`],
      boxOf(name),
    );
  }
  for (const { more, less } of patternsOf(chart))
    list.ask('trend', more, [
      `On average, where are the numbers higher, in the ${more} or in the ${less}?`,
      `On average, where are the numbers higher, in the ${less} or in the ${more}?`,
    ]);
  list.ask('structure', look.legendPlace, [
    'On which side is the legend?',
    'Where does the legend stand: left, right, top or bottom?',
  ]);
  const title = geometry.texts.find(({ role }) => role === 'title')?.box;
  if (chart.title !== null)
    list.ask('reading', chart.title, ['What is the title of the map?', 'What does the title say?'], title);
  return list.questions;
}

function askComparisons(
  chart: MapChart,
  known: readonly PlacedRegion[],
  list: QuestionList,
  random: Random,
  boxOf: (name: string) => CompositeQuestion['box'],
): void {
  if (chart.form === 'classes') {
    const pairs = random.shuffle(known);
    const same = pairs.slice(1).map((b, at) => [pairs[at], b] as const);
    const asked = (alike: boolean): string[] =>
      same
        .filter(([a, b]) => (a.level === b.level) === alike)
        .map(([a, b]) => `Do ${a.name} and ${b.name} belong to the same class?`);
    list.decide('comparison', asked(true), asked(false), 1);
    return;
  }
  const gap = chart.form === 'bins' ? 0 : 1.2 * toleranceOf(readingOf(chart));
  const height = (region: PlacedRegion): number => (chart.form === 'bins' ? region.level : region.value) ?? 0;
  const mixed = random.shuffle(known);
  let asked = 0;
  for (let at = 1; at < mixed.length && asked < 3; at++) {
    const [a, b] = [mixed[at - 1], mixed[at]];
    if (Math.abs(height(a) - height(b)) <= gap) continue;
    const more = height(a) > height(b) ? a : b;
    list.ask(
      'comparison',
      more.name,
      [`Which is higher, ${a.name} or ${b.name}?`, `Which has the larger number, ${a.name} or ${b.name}?`],
      boxOf(more.name),
    );
    asked++;
  }
}
