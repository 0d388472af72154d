import type { Random } from '../../../../base/random.js';
import { counted } from '../../../picture/words.js';
import { listed } from '../../../picture/working.js';
import { BAR_KINDS } from '../../chart/bar/index.js';
import { layoutBars } from '../../chart/bar/layout.js';
import type { BarChart, BarForm, BarStyle } from '../../chart/bar/meta.js';
import { readingOf, typesOf } from '../../chart/bar/reading.js';
import { drawStyle } from '../../chart/bar/sample.js';
import { niceRange, type Scale } from '../../chart/scale.js';
import { NoRoom } from '../../chart/sheet.js';
import type { CompositeKind, CompositeQuestion, Size } from '../../kind.js';
import { askValues } from '../ask-values.js';
import { QuestionForm } from '../question-form.js';
import { drawRoom, isNarrow } from '../room.js';
import { drawNumbers } from '../words.js';
import { askChart } from './ask-chart.js';
import { drawHeads } from './heads.js';
import { drawChartSize, drawLaidOut, drawSmallLook, drawSmallTints } from './look.js';
import { groupsWords, namedValues, opening, titledWords, valueWords } from './tell.js';

function sample(form: BarForm, random: Random, room: Size = drawRoom(random)): BarChart {
  return drawLaidOut('a bar chart', room, () => layoutBars(drawPlan(form, drawChartSize(room, random), random)));
}

function drawPlan(form: BarForm, size: Size, random: Random): Omit<BarChart, 'geometry'> {
  const several = form !== 'single';
  const look = drawSmallLook(size, random);
  const { names, top, ...table } = drawHeads(random, {
    categories: several ? random.integer(2, 3) : random.integer(2, isNarrow(size) ? 3 : 5),
    series: several ? 2 : 1,
  });
  const series = (several ? names : ['']).map((name) => ({
    name,
    values: drawNumbers(random, top, table.categories.length),
  }));
  const drawn = drawStyle(form, look.plot, series, table.categories.length, random, drawSmallTints);
  const values = random.chance(0.25)
    ? 'none'
    : random.pick(form === 'stacked' ? (['inside'] as const) : (['outside', 'outside', 'inside'] as const));
  const style: BarStyle = {
    ...drawn,
    values,
    hatches: drawn.hatches.map((hatch) => (values !== 'inside' && random.chance(0.3) ? hatch : 'none')),
    border: random.chance(0.3) ? drawn.border : null,
    thickness: 1,
    share: several ? 0.7 + 0.2 * random.uniform() : 0.45 + 0.4 * random.uniform(),
    gap: Math.min(drawn.gap, 2),
  };
  const sums = table.categories.map((_, c) => series.reduce((sum, { values }) => sum + values[c], 0));
  const highest = Math.max(...(form === 'stacked' ? sums : series.flatMap(({ values }) => values)));
  return { ...size, form, table: { ...table, series }, style, look, scale: drawScale(highest, style, random) };
}

/** From 0 in two to four steps; lengths that are too short to be seen are drawn again. */
function drawScale(highest: number, { values }: BarStyle, random: Random): Scale {
  const range = niceRange(0, highest * (values === 'outside' ? 1.15 : 1), random.integer(2, 4));
  if (range.step < 1) throw new NoRoom();
  return { ...range, from: 0, to: 0 };
}

function caption(chart: BarChart, random: Random): string {
  const { table, style, form } = chart;
  const reading = readingOf(chart);
  const type =
    random.chance(0.6) || style.orientation === 'horizontal'
      ? `${style.orientation} ${typesOf(chart)[0]}`
      : typesOf(chart)[0];
  const what = `a ${type}${titledWords(table.title)}`;
  const { categories, series } = table;
  if (form !== 'single') {
    const colours = series.map(({ name }, at) => `${name} in ${style.tints[at].name}`).join(' and ');
    return `${opening(what, colours, random)}. ${groupsWords(table, reading)}.`;
  }
  const each = style.colourBy === 'category';
  const value = (c: number): string => valueWords(series[0].values[c], reading);
  const list = categories.map((name, c) => `${name} ${each ? `${style.tints[c].name} ` : ''}${value(c)}`).join(', ');
  const bars = counted(categories.length, each ? 'bar' : `${style.tints[0].name} bar`);
  return `${opening(what, bars, random)}: ${list}.`;
}

function questions(chart: BarChart, random: Random): CompositeQuestion[] {
  const { table, style, form: sort, geometry } = chart;
  const { categories, series } = table;
  const form = new QuestionForm(random);
  const reading = readingOf(chart);
  const shared = { measure: 'value', gap: reading.exact ? 0 : reading.step / 6, form, random };
  const { marks } = geometry;
  if (sort === 'single') {
    const values = namedValues(categories, series[0].values, reading, (name) =>
      marks.find(({ category }) => category === name),
    );
    askValues({ ...shared, values, noun: table.categoryLabel, alone: true });
    form.ask('count', categories.length, ['How many bars are there?', 'How many bars does the chart have?'], {
      working: listed(categories),
    });
  } else {
    const c = random.integer(0, categories.length - 1);
    const at = (name: string) => marks.find((mark) => mark.series === name && mark.category === categories[c]);
    const within = namedValues(
      series.map(({ name }) => name),
      series.map(({ values }) => values[c]),
      reading,
      at,
    );
    askValues({
      ...shared,
      values: within,
      noun: table.groupLabel ?? 'name',
      where: ` at ${categories[c]}`,
      alone: false,
    });
    const s = random.integer(0, 1);
    const of = (name: string) => marks.find((mark) => mark.series === series[s].name && mark.category === name);
    const along = namedValues(categories, series[s].values, reading, of);
    askValues({ ...shared, values: along, noun: table.categoryLabel, where: ` in ${series[s].name}`, alone: false });
    form.ask('structure', sort, ['Are the bars grouped or stacked?']);
    form.ask('count', categories.length, [`How many ${table.categoryLabel}s are shown?`], {
      working: listed(categories),
    });
  }
  form.ask('structure', style.orientation, ['Are the bars vertical or horizontal?']);
  const owners =
    style.colourBy === 'category' ? categories : sort === 'single' ? ['the bars'] : series.map(({ name }) => name);
  askChart({ type: typesOf(chart)[0], title: table.title, geometry, owners, tints: style.tints, form, random });
  return form.questions;
}

/** Bar charts of two to five bars, or of two series. */
export const SMALL_BARS: readonly CompositeKind<BarChart>[] = BAR_KINDS.map((kind) => ({
  ...kind,
  name: `${kind.name}.small`,
  sample: (random, _, room) => sample(kind.name.slice('chart.bar.'.length) as BarForm, random, room),
  caption,
  questions,
}));
