import type { Random } from '../../../../base/random.js';
import { withArticle } from '../../../picture/words.js';
import { listed } from '../../../picture/working.js';
import { COURSE_KINDS } from '../../chart/course/index.js';
import { type CoursePlan, layoutCourses } from '../../chart/course/layout.js';
import type { CourseChart, CourseForm, CourseStyle } from '../../chart/course/meta.js';
import { lineWords, readingOf, typesOf } from '../../chart/course/reading.js';
import { drawStyle } from '../../chart/course/sample.js';
import { niceRange, type Scale } from '../../chart/scale.js';
import { NoRoom } from '../../chart/sheet.js';
import { visibleGap } from '../../chart/tell/reading.js';
import { drawCourse } from '../../chart/values.js';
import type { CompositeKind, CompositeQuestion, Size } from '../../kind.js';
import { askValues } from '../ask-values.js';
import { QuestionForm } from '../question-form.js';
import { drawRoom, isNarrow } from '../room.js';
import { askChart } from './ask-chart.js';
import { drawHeads } from './heads.js';
import { drawChartSize, drawLaidOut, drawSmallLook, drawSmallTints } from './look.js';
import { groupsWords, namedValues, opening, titledWords, valueWords } from './tell.js';

function sample(form: CourseForm, random: Random, room: Size = drawRoom(random)): CourseChart {
  return drawLaidOut('a chart of lines', room, () =>
    layoutCourses(drawPlan(form, drawChartSize(room, random), random)),
  );
}

function drawPlan(form: CourseForm, size: Size, random: Random): CoursePlan {
  const look = drawSmallLook(size, random);
  const narrow = isNarrow(size);
  const count = !narrow && random.chance(0.3) ? 2 : 1;
  const wish = { categories: random.integer(3, narrow ? 3 : 5), series: count, timed: true };
  const { names, top, ...table } = drawHeads(random, wish);
  const span = { low: Math.max(1, Math.round(top / 10)), high: top, grain: 1 };
  const series = (count === 1 ? [''] : names).map((name) => ({
    name,
    values: drawCourse(span, table.categories.length, random),
  }));
  const drawn = drawStyle(form, look.plot, count, random, drawSmallTints);
  const style: CourseStyle = {
    ...drawn,
    thickness: Math.min(2, drawn.thickness),
    dashes: drawn.dashes.map((dash) => (dash === 'dash-dotted' ? 'dashed' : dash)),
    markerSize: Math.min(drawn.markerSize, 7),
    values: form === 'line' && count === 1 && random.chance(0.7),
    spread: form === 'area' ? 'ends' : 'slots',
  };
  return { ...size, form, table: { ...table, series }, style, look, scale: drawScale(form, series, style, random) };
}

function drawScale(
  form: CourseForm,
  series: readonly { values: number[] }[],
  style: CourseStyle,
  random: Random,
): Scale {
  const sums = series[0].values.map((_, at) => series.reduce((sum, { values }) => sum + values[at], 0));
  const all = form === 'area' ? sums : series.flatMap(({ values }) => values);
  const [least, largest] = [Math.min(...all), Math.max(...all)];
  const range = niceRange(0, largest * (style.values ? 1.25 : 1.02), random.integer(2, 4));
  if (largest === least || range.step < 1) throw new NoRoom();
  return { ...range, from: 0, to: 0 };
}

function caption(chart: CourseChart, random: Random): string {
  const { table, form, style } = chart;
  const { categories, series } = table;
  const reading = readingOf(chart);
  const what = `${withArticle(random.pick(typesOf(chart)))}${titledWords(table.title)}`;
  const looks = style.tints.map(({ name }, at) => (form === 'line' ? lineWords(chart, at) : `${name} area`));
  if (series.length > 1) {
    const colours = series.map(({ name }, at) => `${name} as ${withArticle(looks[at])}`).join(' and ');
    return `${opening(what, colours, random)}. ${groupsWords(table, reading)}.`;
  }
  const { values } = series[0];
  const list = categories.map((name, c) => `${name} ${valueWords(values[c], reading)}`).join(', ');
  return `${opening(what, withArticle(looks[0]), random)}: ${list}.${courseWords(chart, random)}`;
}

/** Whether a single line or area rises or falls from its first to its last value. */
function courseWords(chart: CourseChart, random: Random): string {
  const { table, form } = chart;
  const { categories, series } = table;
  const { values } = series[0];
  const change = values[values.length - 1] - values[0];
  if (Math.abs(change) <= visibleGap(readingOf(chart)) || !random.chance(0.6)) return '';
  const verb = change > 0 ? 'rises' : 'falls';
  return ` The ${form} ${verb} from ${categories[0]} to ${categories[categories.length - 1]}.`;
}

function questions(chart: CourseChart, random: Random): CompositeQuestion[] {
  const { table, style, geometry, form: sort } = chart;
  const { categories, series } = table;
  const form = new QuestionForm(random);
  const reading = readingOf(chart);
  const gap = visibleGap(reading);
  const s = random.integer(0, series.length - 1);
  const { name, values } = series[s];
  const where = name === '' ? '' : ` in ${name}`;
  const boxOf = (category: string) =>
    geometry.marks.find((mark) => mark.kind === 'point' && mark.category === category && mark.series === name);
  const points = namedValues(categories, values, reading, boxOf);
  askValues({
    ...{ values: points, noun: table.categoryLabel, measure: 'value', where, gap, form, random },
    alone: name === '',
  });
  const change = values[values.length - 1] - values[0];
  const [first, last] = [points[0], points[points.length - 1]];
  const subject = name === '' ? `the ${sort}` : name;
  if (Math.abs(change) > gap)
    form.ask(
      'trend',
      change > 0 ? 'rises' : 'falls',
      [`Does ${subject} rise or fall from ${first.name} to ${last.name}?`],
      reading.exact ? { working: `${first.text}, ${last.text}` } : {},
    );
  form.ask('count', categories.length, [`How many ${table.categoryLabel}s are shown?`], {
    working: listed(categories),
  });
  form.ask('count', series.length, [`How many ${sort}s are there?`]);
  form.ask('structure', categories[0], [`Which ${table.categoryLabel} comes first?`]);
  form.ask('structure', categories[categories.length - 1], [`Which ${table.categoryLabel} comes last?`]);
  if (sort === 'line')
    form.ask('structure', style.dashes[s], [`Is the line${name === '' ? '' : ` of ${name}`} solid, dashed or dotted?`]);
  const owners = series.length === 1 ? [`the ${sort}`] : series.map((one) => one.name);
  const type = typesOf(chart)[0];
  askChart({ type, title: table.title, geometry, owners, tints: style.tints, form, random });
  return form.questions;
}

/** Line and area charts of three to five times, with one or two series. */
export const SMALL_COURSES: readonly CompositeKind<CourseChart>[] = COURSE_KINDS.map((kind) => ({
  ...kind,
  name: `${kind.name}.small`,
  sample: (random, _, room) => sample(kind.name.slice('chart.'.length) as CourseForm, random, room),
  caption,
  questions,
}));
