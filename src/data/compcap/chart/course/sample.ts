import type { Random } from '../../../../base/random.js';
import { difference } from '../../colours.js';
import { drawLook, drawSize, drawTints } from '../look.js';
import { DASH_NAMES, type Dash, MARKERS, type Marker } from '../marker.js';
import { niceRange, type Scale, tidy } from '../scale.js';
import { NoRoom } from '../sheet.js';
import { drawHeads, type Series } from '../table.js';
import { tryLayouts } from '../try-layouts.js';
import { drawCourse, drawSpan } from '../values.js';
import { type CoursePlan, layoutCourses } from './layout.js';
import type { CourseChart, CourseForm, CourseStyle } from './meta.js';

/** Draws the metadata of a line or an area chart whose texts all have room. */
export function sampleCourses(form: CourseForm, random: Random): CourseChart {
  return tryLayouts(() => layoutCourses(drawPlan(form, random)));
}

function drawPlan(form: CourseForm, random: Random): CoursePlan {
  const size = drawSize(random);
  const look = drawLook(size, random);
  const count = random.chance(0.35) ? 1 : random.integer(2, form === 'line' ? 5 : 4);
  const heads = drawHeads(
    {
      categories: random.integer(4, count === 1 ? 14 : 10),
      series: count,
      additive: form === 'area' && count > 1,
      time: true,
    },
    random,
  );
  const { names, source, ...table } = heads;
  if (table.title === null && look.axisTitles === 'none') look.axisTitles = 'middle';
  if (table.unit === '%' && random.chance(0.5)) look.numbers.suffix = '%';
  const span = drawSpan(source, random);
  const series: Series[] = (count === 1 ? [''] : names).map((name) => ({
    name,
    values: drawCourse(span, table.categories.length, random),
  }));
  const style = drawStyle(form, look.plot, count, random);
  const scale = drawScale(form, series, style, random);
  return { ...size, form, table: { ...table, series }, style, look, scale };
}

/** Lines, markers and fills. */
export function drawStyle(
  form: CourseForm,
  plot: string,
  count: number,
  random: Random,
  draw: typeof drawTints = drawTints,
): CourseStyle {
  const mixedDashes = random.chance(0.3);
  const dash: Dash = random.chance(0.75) ? 'solid' : random.pick(DASH_NAMES);
  const marked = form === 'line' && random.chance(0.6);
  const mixedMarkers = random.chance(0.5);
  const marker: Marker = random.pick(MARKERS);
  const several = Array.from({ length: count }, (_, at) => at);
  const shapes = random.shuffle(MARKERS);
  const edges = ['#101010', '#ffffff', '#4a4a4e'].filter((edge) => difference(edge, plot) > 20);
  return {
    tints: draw(count, [plot], random),
    dashes: several.map(() => (mixedDashes ? random.pick(DASH_NAMES) : dash)),
    thickness: form === 'line' ? random.pick([2, 2, 2.5, 3, 4]) : random.pick([1, 1.5, 2]),
    markers: several.map((at) => (marked ? (mixedMarkers ? shapes[at] : marker) : null)),
    markerSize: marked ? random.integer(6, 11) : 0,
    curve: random.pick(['straight', 'straight', 'straight', 'smooth', 'step'] as const),
    values: form === 'line' && count === 1 && random.chance(0.4),
    edge: form === 'area' && random.chance(0.5) ? random.pick(edges) : null,
    spread: form === 'area' ? 'ends' : random.chance(0.6) ? 'slots' : 'ends',
  };
}

function drawScale(form: CourseForm, series: Series[], style: CourseStyle, random: Random): Scale {
  const sums = series[0].values.map((_, at) => tidy(series.reduce((sum, { values }) => sum + values[at], 0)));
  const all = form === 'area' ? sums : series.flatMap(({ values }) => values);
  const [least, largest] = [Math.min(...all), Math.max(...all)];
  const air = (largest - least) * (style.values ? 0.15 : 0.04);
  const zero = form === 'area' || random.chance(0.4);
  const range = niceRange(zero ? 0 : Math.max(0, least - air), largest + air, random.integer(4, 8));
  if (largest - least < 0.04 * (range.high - range.low)) throw new NoRoom();
  // Values that are not printed are said in whole numbers, and so are the ticks.
  if (range.step < 1 && !style.values) throw new NoRoom();
  return { ...range, from: 0, to: 0 };
}
