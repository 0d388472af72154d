import type { Random } from '../../../../base/random.js';
import type { ChartTable } from '../../chart/table.js';
import { drawMeasure, drawNames, drawTitle, type NameSort, type Names } from '../words.js';

/** Categories, series and title of a small chart, and the largest value that it may show. */
export type SmallHeads = Omit<ChartTable, 'series'> & { names: string[]; top: number };

export interface HeadWish {
  categories: number;
  /** 1 for a chart without names of series. */
  series: number;
  /** Categories are times. */
  timed?: boolean;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Draws categories, names of series, a measure and a title out of few words. */
export function drawHeads(random: Random, { categories, series, timed }: HeadWish): SmallHeads {
  const { name: measure, top } = drawMeasure(random);
  const across = timed ? drawTimes(random, categories) : drawNames(random, categories);
  const sorts: NameSort[] = across.noun === 'place' || across.timed ? ['item', 'thing'] : ['place', 'day'];
  const groups = series === 1 ? undefined : drawNames(random, series, across.timed ? ['item', 'place'] : sorts);
  return {
    title: random.chance(0.85) ? drawTitle(random, measure) : null,
    measure,
    unit: null,
    decimals: 0,
    additive: true,
    categoryLabel: across.noun,
    categories: across.names,
    groupLabel: groups?.noun ?? null,
    names: groups?.names ?? [],
    top,
  };
}

function drawTimes(random: Random, count: number): Names {
  if (random.chance(0.6)) return drawNames(random, count, ['day']);
  const first = random.integer(0, MONTHS.length - count);
  return { noun: 'month', names: MONTHS.slice(first, first + count), timed: true };
}
