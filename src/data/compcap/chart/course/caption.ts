import type { Random } from '../../../../base/random.js';
import { capital, isTime, measureText, small } from '../table.js';
import { groundSentence, legendSentence, openStory, printedTitle, subjectOf, valueAxis } from '../tell/opening.js';
import { type Reading, say, sayDerived, visibleGap } from '../tell/reading.js';
import { countWord, listed, plural, Story, withArticle } from '../tell/story.js';
import { totalsByCategory } from '../tell/table-claims.js';
import { type FactOptions, tellCourse, tellRow, tellTotals, whereCategory, whereSeries } from '../tell/table-facts.js';
import type { CourseChart } from './meta.js';
import { lineWords, readingOf, typeOf } from './reading.js';

/** Up to how many values are all said. */
const ALL_VALUES = 24;

/** Type, title, axes, lines or areas with their colours, the course of every series, values and comparisons. */
export function captionCourses(chart: CourseChart, random: Random): string {
  const { table, look, scale, style, form } = chart;
  const { categories, series } = table;
  const story = new Story(random);
  const reading = readingOf(chart);
  openStory(story, typeOf(chart, random), table.title, subjectOf(table, random));
  story.must(timeAxis(chart, random));
  story.must(valueAxis('vertical', printedTitle(measureText(table), look), scale, look, random));
  tellColours(chart, story, random);
  if (reading.exact) story.must('Every point carries its value', 'The values are printed at the points');
  const options: FactOptions = { table, reading, random, story, additive: table.additive, time: isTime(table) };
  const few = categories.length * series.length <= ALL_VALUES;
  if (few) for (const { name, values } of series) tellValues(chart, name, values, reading, story, random);
  for (const { name, values } of series) tellCourse(name, values, options, true);
  for (const { name, values } of series) {
    const where = name === '' ? null : whereSeries(name, random);
    tellRow(
      categories.map((category, c) => [category, values[c]]),
      where,
      'value',
      options,
    );
    tellTotals(values, name === '' ? null : name, options);
  }
  if (series.length > 1) {
    categories.forEach((category, c) => {
      tellRow(
        series.map(({ name, values }) => [name, values[c]]),
        whereCategory(category, random),
        'value',
        options,
      );
    });
    tellCrossings(chart, story, reading);
    if (form === 'area') tellSums(chart, options);
  }
  story.may(groundSentence(look, random));
  if (style.curve === 'smooth') story.may(`The ${form === 'line' ? 'lines are' : 'edges are'} smooth curves`);
  if (style.curve === 'step') story.may('The values change in steps');
  return story.text();
}

function timeAxis({ table, look }: CourseChart, random: Random): string {
  const { categories, categoryLabel } = table;
  const labelled = printedTitle(categoryLabel, look) === null ? '' : `, labelled "${capital(categoryLabel)}",`;
  const [from, to] = [categories[0], categories[categories.length - 1]];
  const count = `${countWord(categories.length)} ${plural(categoryLabel)}`;
  return random.pick([
    `The horizontal axis${labelled} covers ${count} from ${from} to ${to}`,
    `The horizontal axis${labelled} runs from ${from} to ${to} with ${count}`,
    `Along the horizontal axis${labelled} there are ${count}, beginning with ${from} and ending with ${to}`,
  ]);
}

function tellColours(chart: CourseChart, story: Story, random: Random): void {
  const { table, style, look, form } = chart;
  const several = table.groupLabel !== null;
  if (form === 'line') {
    const words = style.tints.map((_, at) => lineWords(chart, at));
    if (!several)
      story.must(
        `The values are joined by ${withArticle(words[0])}`,
        `${capital(withArticle(words[0]))} joins the values`,
      );
    else story.must(legendSentence(table, words, look, random));
  } else if (!several)
    story.must(`The area below the curve is ${style.tints[0].name}`, `The area is filled with ${style.tints[0].name}`);
  else {
    story.must(
      legendSentence(
        table,
        style.tints.map(({ name }) => name),
        look,
        random,
      ),
    );
    story.may(
      `From bottom to top the areas are stacked in this order: ${listed(table.series.map(({ name }) => name))}`,
    );
  }
}

/** All values of one series in a sentence or two. */
function tellValues(
  { table }: CourseChart,
  name: string,
  values: readonly number[],
  reading: Reading,
  story: Story,
  random: Random,
): void {
  const subject = name === '' ? `the ${small(table.measure)}` : name;
  const half = values.length > 6 ? Math.ceil(values.length / 2) : values.length;
  for (let from = 0; from < values.length; from += half) {
    const parts = values.slice(from, from + half).map((value, at) => {
      const unit = from + at === 0;
      return `${say(value, reading, random, unit)} in ${table.categories[from + at]}`;
    });
    story.must(
      from === 0 ? `${subject} has ${listed(parts)}` : `It continues with ${listed(parts)}`,
      from === 0 ? `The values of ${subject} are ${listed(parts)}` : `After that come ${listed(parts)}`,
    );
  }
}

/** Where one series passes another for good. */
function tellCrossings({ table }: CourseChart, story: Story, reading: Reading): void {
  const { series, categories } = table;
  const gap = visibleGap(reading);
  const last = categories.length - 1;
  for (const a of series) {
    for (const b of series) {
      if (b.values[0] - a.values[0] <= gap || a.values[last] - b.values[last] <= gap) continue;
      story.may(
        `${a.name} begins below ${b.name} in ${categories[0]} but ends above it in ${categories[last]}`,
        `${a.name} overtakes ${b.name} between ${categories[0]} and ${categories[last]}`,
      );
    }
  }
}

/** Sums of stacked areas. */
function tellSums({ table }: CourseChart, options: FactOptions): void {
  const { story, reading, random } = options;
  const totals = totalsByCategory(table);
  tellRow(totals, null, 'total', options);
  for (const [category, total] of random.sample(totals, 3)) {
    story.may(`the stack at ${category} reaches a total of ${sayDerived(total, reading, random, true)}`);
  }
}
