import type { Random } from '../../../../base/random.js';
import { contrast, difference } from '../../colours.js';
import { HATCHES, type Hatch } from '../hatch.js';
import { drawLook, drawSize, drawTints, type Tint } from '../look.js';
import { niceRange, type Scale, tidy } from '../scale.js';
import { NoRoom } from '../sheet.js';
import { drawHeads, type Series } from '../table.js';
import { tryLayouts } from '../try-layouts.js';
import { drawSpan, drawValues } from '../values.js';
import { layoutBars } from './layout.js';
import type { BarChart, BarForm, BarStyle } from './meta.js';

/** Draws the metadata of a bar chart whose texts all have room. */
export function sampleBars(form: BarForm, random: Random): BarChart {
  return tryLayouts(() => layoutBars(drawPlan(form, random)));
}

function drawPlan(form: BarForm, random: Random): Omit<BarChart, 'geometry'> {
  const size = drawSize(random);
  const look = drawLook(size, random);
  const several = form !== 'single';
  const heads = drawHeads(
    {
      categories: several ? random.integer(2, 6) : random.integer(3, 10),
      series: several ? random.integer(2, form === 'grouped' ? 4 : 5) : 1,
      additive: form === 'stacked',
      time: random.chance(0.25),
    },
    random,
  );
  const { names, source, ...table } = heads;
  if (table.title === null && look.axisTitles === 'none') look.axisTitles = 'middle';
  if (table.unit === '%' && random.chance(0.5)) look.numbers.suffix = '%';
  const span = drawSpan(source, random);
  const series: Series[] = (several ? names : ['']).map((name) => ({
    name,
    values: drawValues(span, table.categories.length, several ? 0.02 : 0.03, random),
  }));
  const style = drawStyle(form, look.plot, series, table.categories.length, random);
  const scale = drawScale(form, series, style, random);
  return { ...size, form, table: { ...table, series }, style, look, scale };
}

/** Colours, patterns and printed values of bars. */
export function drawStyle(
  form: BarForm,
  plot: string,
  series: Series[],
  categories: number,
  random: Random,
  draw: typeof drawTints = drawTints,
): BarStyle {
  const byCategory = form === 'single' && random.chance(0.45);
  const count = byCategory ? categories : series.length;
  const tints: Tint[] = draw(count, [plot], random);
  const values = random.chance(0.45) ? (form === 'stacked' || random.chance(0.3) ? 'inside' : 'outside') : 'none';
  const patterned = values !== 'inside' && random.chance(0.3);
  const mixed = random.chance(0.6);
  const one = random.pick(HATCHES);
  const hatches = tints.map((): Hatch => (patterned ? (mixed ? random.pick(HATCHES) : one) : 'none'));
  const dark = contrast(plot, '#ffffff') > 7;
  const edges = dark ? ['#ffffff', '#d0d0d4'] : ['#101010', '#4a4a4e', '#ffffff'];
  const border = random.chance(0.4) ? random.pick(edges.filter((edge) => difference(edge, plot) > 20)) : null;
  return {
    orientation: random.chance(0.6) ? 'vertical' : 'horizontal',
    colourBy: byCategory ? 'category' : 'series',
    tints,
    hatches,
    border,
    thickness: random.pick([1, 1, 2]),
    share: 0.4 + 0.5 * random.uniform(),
    gap: form === 'grouped' ? random.pick([0, 1, 2, 4, 6]) : 0,
    radius: random.chance(0.15) ? random.integer(2, 4) : 0,
    values,
  };
}

function drawScale(form: BarForm, series: Series[], style: BarStyle, random: Random): Scale {
  const stacks = series[0].values.map((_, at) => tidy(series.reduce((sum, { values }) => sum + values[at], 0)));
  const all = form === 'stacked' ? stacks : series.flatMap(({ values }) => values);
  const [least, largest] = [Math.min(...all), Math.max(...all)];
  const air = style.values === 'outside' ? 1.12 : random.pick([1, 1.02, 1.1, 1.25]);
  // Where all bars are long, the axis may begin above zero: the lengths then stand for the rest.
  const cut = form !== 'stacked' && least > 0.55 * largest && random.chance(0.35);
  const range = niceRange(cut ? least * 0.8 : 0, largest * air, random.integer(4, 8));
  if (range.low >= least - range.step / 4 || range.high / range.step > 200) throw new NoRoom();
  // Values that are not printed are said in whole numbers, and so are the ticks.
  if (range.step < 1 && style.values === 'none') throw new NoRoom();
  return { ...range, from: 0, to: 0 };
}
