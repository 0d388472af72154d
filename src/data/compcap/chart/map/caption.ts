import type { Random } from '../../../../base/random.js';
import { nearestColour } from '../../colours.js';
import { printed } from '../number.js';
import { small } from '../table.js';
import { groundSentence, openStory } from '../tell/opening.js';
import { say, visibleGap } from '../tell/reading.js';
import { countWord, listed, Story } from '../tell/story.js';
import { type PlacedRegion, patternsOf, placedRegions } from './geography.js';
import { isMissing, type MapChart, mapMeasure } from './meta.js';
import { leastAndMost, readingOf } from './reading.js';
import { SCOPE_WORDS } from './topics.js';

/** Type, title, legend, which regions have which numbers or classes, extremes, patterns and regions without data. */
export function captionMap(chart: MapChart, random: Random): string {
  const { scope, form, look } = chart;
  const { region, regions, place } = SCOPE_WORDS[scope];
  const story = new Story(random);
  const all = placedRegions(chart);
  const measure = random.pick([`"${mapMeasure(chart)}"`, small(chart.measure)]);
  openStory(
    story,
    'choropleth map',
    chart.title,
    random.pick([
      `shows ${measure} for the ${regions} of ${place}`,
      `colours the ${regions} of ${place} by ${measure}`,
      `presents ${measure} ${region} by ${region} across ${place}`,
    ]),
  );
  tellLegend(chart, story);
  if (form === 'bar') tellNumbers(chart, all, story, random);
  else tellClasses(chart, all, story, random);
  for (const { more, less } of patternsOf(chart)) {
    story.must(
      `On average, numbers are higher in the ${more} than in the ${less}`,
      `Seen as a whole, the ${more} has larger numbers than the ${less}`,
    );
  }
  tellMissing(chart, all, story, random);
  if (chart.style.labels === 'codes')
    story.may(`Two-letter codes are written on the ${regions} that have room for them`);
  if (chart.style.labels === 'names') story.may(`The names of some ${regions} are written on the map`);
  story.may(groundSentence(look, random));
  return story.text();
}

const SIDES = { right: 'on the right', left: 'on the left', top: 'at the top', bottom: 'at the bottom' } as const;

function tellLegend(chart: MapChart, story: Story): void {
  const { scale, look, classes, form } = chart;
  const side = SIDES[look.legendPlace];
  if (form === 'bar' && scale) {
    const [low, high] = [scale.ramp[0], scale.ramp[scale.ramp.length - 1]].map(nearestColour);
    const tick = (value: number): string => printed(value, look.numbers);
    story.must(
      `The colour bar ${side} runs from ${low} at ${tick(scale.low)} to ${high} at ${tick(scale.high)}`,
      `A colour bar ${side} translates colours into numbers: ${low} stands for ${tick(scale.low)}, ${high} for ${tick(scale.high)}`,
    );
    return;
  }
  const entries = classes.map(({ text, tint }) => `${text} (${tint.name})`);
  const kind = form === 'bins' ? 'ranges' : 'classes';
  story.must(
    `The legend ${side} lists ${countWord(classes.length)} ${kind}: ${listed(entries)}`,
    `${countWord(classes.length)} ${kind} are explained by the legend ${side}: ${listed(entries)}`,
  );
}

function tellNumbers(chart: MapChart, all: readonly PlacedRegion[], story: Story, random: Random): void {
  const reading = readingOf(chart);
  const known = all.filter(({ value, visible }) => value !== null && visible);
  const value = (region: PlacedRegion, unit = false): string => say(region.value ?? 0, reading, random, unit);
  const { least, most } = leastAndMost(chart);
  const byName = new Map(known.map((region) => [region.name, region]));
  const sorted = [...known].sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const top = most && byName.get(most);
  const low = least && byName.get(least);
  if (top)
    story.must(
      `${top.name} has the highest number, ${value(top, true)}`,
      `The maximum is reached in ${top.name} with ${value(top)}`,
    );
  else story.must(`High numbers are found in ${listed(sorted.slice(0, 3).map(({ name }) => name))}`);
  if (low)
    story.must(
      `${low.name} has the lowest number, ${value(low, true)}`,
      `The minimum is seen in ${low.name} with ${value(low)}`,
    );
  else story.must(`Low numbers are found in ${listed(sorted.slice(-3).map(({ name }) => name))}`);
  const shown = random.sample(known, Math.min(known.length, 24));
  const size = random.integer(3, 5);
  for (let from = 0; from < shown.length; from += size) {
    const part = shown.slice(from, from + size);
    const parts = part.map((region, at) => `${region.name} ${at === 0 ? 'is at ' : ''}${value(region)}`);
    const items = part.map((region) => `${value(region)} for ${region.name}`);
    const put = from < 2 * size ? story.must.bind(story) : story.may.bind(story);
    put(listed(parts), `The colours give ${listed(items)}`, `Read off the colour bar, there are ${listed(items)}`);
  }
  const gap = 1.5 * visibleGap(reading);
  for (const [a, b] of pairsOf(known, random, 6)) {
    const [more, less] = (a.value ?? 0) > (b.value ?? 0) ? [a, b] : [b, a];
    if ((more.value ?? 0) - (less.value ?? 0) <= gap) continue;
    story.may(
      `${more.name} exceeds ${less.name}`,
      `The number of ${more.name} is higher than that of ${less.name}`,
      `${less.name} has a lower number than ${more.name}`,
    );
  }
  for (const region of random.sample(known, 4)) {
    story.may(
      `${region.name} is coloured ${nearestColour(region.hex)}`,
      `The colour of ${region.name} is ${nearestColour(region.hex)}`,
    );
  }
}

function tellClasses(chart: MapChart, all: readonly PlacedRegion[], story: Story, random: Random): void {
  const { classes, form, scope } = chart;
  const { regions } = SCOPE_WORDS[scope];
  const counted = scope !== 'world';
  const sizes = classes.map((_, level) => all.filter((region) => region.level === level).length);
  classes.forEach(({ text, tint }, level) => {
    const members = random.shuffle(
      all.filter((region) => region.level === level && region.visible).map(({ name }) => name),
    );
    const name = form === 'bins' ? `the range ${text}` : `the class ${text}`;
    const count = counted
      ? ` ${sizes[level]} ${sizes[level] === 1 ? regions.replace(/ies$/, 'y').replace(/s$/, '') : regions}`
      : '';
    if (members.length === 0) {
      story.must(`${name}, drawn in ${tint.name}, is found in places too small to name`);
      return;
    }
    const some = listed(members.slice(0, 7));
    if (members.length === sizes[level] && members.length <= 7)
      story.must(`${name} consists of ${some}`, `To ${name} belong ${some}`);
    else
      story.must(
        `${name} covers${count === '' ? ` several ${regions}` : count}, among them ${some}`,
        `Among the${count === '' ? ` ${regions}` : count} of ${name} are ${some}`,
      );
    if (members.length > 8)
      story.may(
        `To ${name} also belong ${listed(members.slice(7, 13))}`,
        `Further ${regions} of ${name} are ${listed(members.slice(7, 13))}`,
      );
    const one = random.pick(members);
    story.may(
      `${one} is coloured ${tint.name}, which stands for ${text}`,
      `${one} is ${tint.name} and so belongs to ${text}`,
    );
  });
  if (counted) {
    const order = [...sizes.keys()].sort((a, b) => sizes[b] - sizes[a]);
    if (sizes[order[0]] > sizes[order[1]])
      story.may(`${classes[order[0]].text} is the largest group with ${sizes[order[0]]} ${regions}`);
    const last = order[order.length - 1];
    if (sizes[last] < sizes[order[order.length - 2]])
      story.may(`${classes[last].text} is the smallest group, with ${sizes[last]} of the ${regions}`);
    for (const [a, b] of pairsOf([...order], random, 3)) {
      const [more, less] = sizes[a] > sizes[b] ? [a, b] : [b, a];
      if (sizes[more] > sizes[less])
        story.may(
          `${classes[more].text} has more ${regions} than ${classes[less].text}`,
          `${classes[less].text} is found less often than ${classes[more].text}`,
        );
    }
  }
}

/** Regions whose values dropped out. */
function tellMissing(chart: MapChart, all: readonly PlacedRegion[], story: Story, random: Random): void {
  const { missing, form, scope } = chart;
  const without = all.filter((region) => isMissing(region, form));
  if (without.length === 0) return;
  const { regions } = SCOPE_WORDS[scope];
  const names = without.filter(({ visible }) => visible).map(({ name }) => name);
  story.must(
    `A separate legend entry, ${missing.text} in ${missing.tint.name}, marks ${regions} without data`,
    `${missing.text}, drawn in ${missing.tint.name}, stands for missing data`,
  );
  if (names.length === 0) return;
  const some = random.shuffle(names).slice(0, 8);
  const start =
    names.length > some.length || names.length < without.length
      ? `Among the ${regions} without data are`
      : `No data are given for`;
  story.must(`${start} ${listed(some)}`);
}

function pairsOf<T>(items: readonly T[], random: Random, count: number): (readonly [T, T])[] {
  const mixed = random.shuffle(items);
  return Array.from(
    { length: Math.min(count, Math.floor(mixed.length / 2)) },
    (_, at) => [mixed[2 * at], mixed[2 * at + 1]] as const,
  );
}
