import type { Random } from '../../../../base/random.js';
import { counted } from '../../../picture/words.js';
import { listed } from '../../../picture/working.js';
import { PIE_KIND } from '../../chart/pie/index.js';
import { layoutPie, type PiePlan } from '../../chart/pie/layout.js';
import { type PieChart, percentages } from '../../chart/pie/meta.js';
import { readingOf, shownTable, typesOf } from '../../chart/pie/reading.js';
import { NoRoom } from '../../chart/sheet.js';
import { visibleGap } from '../../chart/tell/reading.js';
import { drawShares } from '../../chart/values.js';
import type { CompositeKind, CompositeQuestion, Size } from '../../kind.js';
import { askValues } from '../ask-values.js';
import { QuestionForm } from '../question-form.js';
import { drawRoom, isNarrow } from '../room.js';
import { drawNumbers } from '../words.js';
import { askChart } from './ask-chart.js';
import { drawHeads } from './heads.js';
import { drawChartSize, drawLaidOut, drawSmallLook, drawSmallTints } from './look.js';
import { namedValues, opening, titledWords, valueWords } from './tell.js';

function sample(random: Random, room: Size = drawRoom(random)): PieChart {
  return drawLaidOut('a pie chart', room, () => layoutPie(drawPlan(drawChartSize(room, random), random)));
}

/** The smallest slice in percent, so that its number fits. */
const LEAST_SLICE = 8;

function drawPlan(size: Size, random: Random): PiePlan {
  const look = drawSmallLook(size, random);
  const count = random.integer(2, isNarrow(size) ? 3 : 5);
  const { names: _, top, ...heads } = drawHeads(random, { categories: count, series: 1 });
  const percent = random.chance(0.5);
  const values = percent ? drawShares(count, LEAST_SLICE, 0, random) : drawNumbers(random, top, count);
  const table = { ...heads, ...(percent ? { unit: '%' } : {}), series: [{ name: '', values }] };
  if (Math.min(...percentages(table)) < LEAST_SLICE || new Set(values).size < count) throw new NoRoom();
  return {
    ...size,
    table,
    dataType: percent ? 'percentage' : 'value',
    style: {
      tints: drawSmallTints(count, [look.page], random),
      start: random.chance(0.5) ? 0 : random.integer(0, 359),
      clockwise: true,
      hole: random.chance(0.25) ? 0.4 : 0,
      names: random.pick(['inside', 'legend', 'legend'] as const),
      numbers: random.chance(0.2) ? 'none' : percent ? 'percent' : 'value',
      border: random.chance(0.5) ? look.page : null,
      thickness: 1,
      pulled: null,
    },
    look,
  };
}

function caption(chart: PieChart, random: Random): string {
  const { style } = chart;
  const { title, categories, series } = shownTable(chart);
  const reading = readingOf(chart);
  const what = `a ${typesOf(chart)[0]}${titledWords(title)}`;
  const list = categories.map((name, c) => {
    return `${name} ${style.tints[c].name}${reading.exact ? ` ${valueWords(series[0].values[c], reading)}` : ''}`;
  });
  return `${opening(what, counted(categories.length, 'slice'), random)}: ${list.join(', ')}.`;
}

function questions(chart: PieChart, random: Random): CompositeQuestion[] {
  const { style, geometry } = chart;
  const { categories, series, title, categoryLabel } = shownTable(chart);
  const form = new QuestionForm(random);
  const reading = readingOf(chart);
  const boxOf = (name: string) => geometry.marks.find(({ category }) => category === name);
  const values = namedValues(categories, series[0].values, reading, boxOf);
  askValues({
    ...{ values, noun: categoryLabel, measure: 'value', gap: visibleGap(reading), form, random },
    alone: true,
  });
  form.ask('count', categories.length, ['How many slices are there?'], { working: listed(categories) });
  form.ask('structure', style.hole > 0 ? 'yes' : 'no', ['Is there a hole in the middle?']);
  const at = random.integer(0, categories.length - 1);
  const next = categories[(at + 1) % categories.length];
  if (categories.length > 2)
    form.ask('structure', next, [`Which slice comes after ${categories[at]}, going clockwise?`], {
      ...(boxOf(next) ? { box: boxOf(next)?.box } : {}),
    });
  askChart({ type: typesOf(chart)[0], title, geometry, owners: categories, tints: style.tints, form, random });
  return form.questions;
}

/** Pies and donuts of two to five slices. */
export const SMALL_PIE: CompositeKind<PieChart> = {
  ...PIE_KIND,
  name: `${PIE_KIND.name}.small`,
  sample: (random, _, room) => sample(random, room),
  caption,
  questions,
};
