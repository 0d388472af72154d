import type { Random } from '../../../../base/random.js';
import { difference } from '../../colours.js';
import { drawLook, drawSize, drawTints } from '../look.js';
import { NoRoom } from '../sheet.js';
import { drawHeads, small } from '../table.js';
import { tryLayouts } from '../try-layouts.js';
import { drawShares, drawSpan, drawValues } from '../values.js';
import { layoutPie, type PiePlan } from './layout.js';
import { type PieChart, percentages } from './meta.js';

/** Draws the metadata of a pie whose texts all have room. */
export function samplePie(random: Random): PieChart {
  return tryLayouts(() => layoutPie(drawPlan(random)));
}

/** The smallest slice, in percent: it must be seen and labelled. */
const LEAST_SLICE = 3;

function drawPlan(random: Random): PiePlan {
  const size = drawSize(random);
  const look = drawLook(size, random);
  const count = random.integer(3, 8);
  const { names: _, source, ...heads } = drawHeads({ categories: count, series: 1, additive: true }, random);
  const dataType = random.chance(0.5) ? 'percentage' : 'value';
  const table = {
    ...heads,
    title: heads.title ?? (random.chance(0.4) ? null : `${heads.measure} by ${heads.categoryLabel}`),
  };
  if (dataType === 'percentage') {
    table.measure = `Share of ${small(heads.measure)}`;
    table.unit = '%';
    table.decimals = random.chance(0.3) ? 1 : 0;
  }
  const values =
    dataType === 'percentage'
      ? drawShares(count, LEAST_SLICE, table.decimals, random)
      : drawValues(drawSpan(source, random), count, 0.02, random);
  const full = { ...table, series: [{ name: '', values }] };
  const shares = percentages(full);
  if (Math.min(...shares) < LEAST_SLICE || new Set(values).size < count) throw new NoRoom();
  const names = random.pick(['outside', 'outside', 'inside', 'legend', 'legend'] as const);
  const grounds = [look.page];
  const edges = [look.page, '#ffffff', '#101010', '#4a4a4e'].filter(
    (edge, at) => at === 0 || difference(edge, look.page) > 20,
  );
  return {
    ...size,
    table: full,
    dataType,
    style: {
      tints: drawTints(count, grounds, random),
      start: random.chance(0.5) ? 0 : random.integer(0, 359),
      clockwise: random.chance(0.75),
      hole: random.chance(0.35) ? random.pick([0.4, 0.5, 0.6]) : 0,
      names,
      numbers: random.chance(0.3)
        ? 'none'
        : dataType === 'percentage'
          ? 'percent'
          : random.pick(['value', 'percent'] as const),
      border: random.chance(0.6) ? random.pick(edges) : null,
      thickness: random.pick([1, 2, 3]),
      pulled: random.chance(0.2) ? random.integer(0, count - 1) : null,
    },
    look,
  };
}
