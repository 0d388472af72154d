import type { Random } from '../../../base/random.js';
import { FACES, type Font, textWidth } from '../font.js';
import type { Size } from '../kind.js';
import { type Colour, coloursOn, THEME_NAMES, type ThemeName } from '../palette.js';
import { MEASURES, NOUNS, PERIODS } from '../words.js';
import { type BarLayout, layoutBars } from './layout.js';

/** One bar, named by its label; labels, colours and values of a chart are distinct. */
export interface Bar {
  label: string;
  colour: Colour;
  value: number;
}

/** A bar chart: bars from left to right, or from top to bottom when horizontal. */
export interface BarChart extends Size {
  orientation: 'vertical' | 'horizontal';
  title: string | null;
  bars: Bar[];
  theme: ThemeName;
  font: Font;
  axis: boolean;
}

/** Bars whose lengths differ by less than this cannot be told apart by eye. */
const LEAST_DIFFERENCE_PX = 3;

/** A shorter bar hardly shows its colour. */
const SHORTEST_BAR_PX = 6;

/** Draws a chart of two to six bars whose texts and differences are visible at this size. */
export function sampleBarChart(random: Random, size: Size): BarChart {
  const horizontal = size.width >= 200 && random.chance(0.4);
  const theme = random.pick(THEME_NAMES);
  const font: Font = {
    face: random.pick(FACES),
    px: random.pick(Math.min(size.width, size.height) < 160 ? [12, 14] : [12, 14, 16]),
  };
  const frame = {
    ...size,
    orientation: horizontal ? ('horizontal' as const) : ('vertical' as const),
    title: random.chance(0.5) && size.height >= 120 ? sampleTitle(random, size.width - 8, font) : null,
    theme,
    font,
    axis: random.chance(0.6),
  };
  const [count, labels] = sampleLabels(random, frame);
  const values = sampleValues(random, count, layoutBars(frame, count).longest);
  const colours = random.sample(coloursOn(theme), count);
  return { ...frame, bars: labels.map((label, i) => ({ label, colour: colours[i], value: values[i] })) };
}

function sampleTitle(random: Random, room: number, font: Font): string {
  const measure = random.pick(MEASURES);
  const title = random.chance(0.5) ? `${random.pick(PERIODS)} ${measure}` : measure;
  return textWidth(title, { face: 'bold', px: font.px }) <= room ? title : measure;
}

/** As many bars as wished for, or fewer when they leave no choice of labels. */
function sampleLabels(random: Random, frame: Omit<BarChart, 'bars'>): [number, string[]] {
  for (let count = random.integer(frame.width < 160 ? 2 : 3, 6); ; count--) {
    const layout = layoutBars(frame, count);
    const fitting = NOUNS.filter((noun) => textWidth(noun, frame.font) <= layout.labelRoom);
    if (count === 2 || (layout.roomy && fitting.length >= 10)) return [count, random.sample(fitting, count)];
  }
}

/** Distinct integers up to 20 or up to 99; the shortest bar and all differences are visible. */
function sampleValues(random: Random, count: number, longest: BarLayout['longest']): number[] {
  const top = random.chance(0.6) ? 20 : 99;
  const step = Math.ceil((LEAST_DIFFERENCE_PX * top) / longest);
  const lowest = Math.ceil(Math.max(top / 10, (SHORTEST_BAR_PX * top) / longest));
  const possible = Array.from({ length: top - lowest + 1 }, (_, i) => lowest + i);
  for (;;) {
    const values: number[] = [];
    for (const value of random.shuffle(possible)) {
      if (values.every((other) => Math.abs(other - value) >= step)) values.push(value);
      if (values.length === count) return values;
    }
  }
}
