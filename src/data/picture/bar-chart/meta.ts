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
  const frame = {
    ...size,
    orientation: horizontal ? ('horizontal' as const) : ('vertical' as const),
    title: random.chance(0.5) && size.height >= 120 ? sampleTitle(random, size.width - 8) : null,
    theme,
    axis: random.chance(0.6),
  };
  const { count, font, nouns } = chooseCount(random, frame);
  const labels = random.sample(nouns, count);
  const values = sampleValues(random, count, layoutBars({ ...frame, font }, count).longest);
  const colours = random.sample(coloursOn(theme), count);
  return { ...frame, font, bars: labels.map((label, i) => ({ label, colour: colours[i], value: values[i] })) };
}

/** One or two words that fit in every font. */
function sampleTitle(random: Random, room: number): string {
  const measure = random.pick(MEASURES);
  const title = random.chance(0.5) ? `${random.pick(PERIODS)} ${measure}` : measure;
  return textWidth(title, { face: 'bold', px: LARGEST_FONT }) <= room ? title : measure;
}

const LARGEST_FONT = 16;

/** A number of bars with a font that leaves a choice of labels; the wished number or the next lower one that works. */
function chooseCount(random: Random, frame: Omit<BarChart, 'bars' | 'font'>) {
  const sizes = Math.min(frame.width, frame.height) < 160 ? [12, 14] : [12, 14, LARGEST_FONT];
  const fonts = random.shuffle(sizes.flatMap((px) => FACES.map((face): Font => ({ face, px }))));
  const [fewest, most] = frame.width < 160 ? [2, 4] : [3, 6];
  for (let count = random.integer(fewest, most); ; count--) {
    for (const font of fonts) {
      const layout = layoutBars({ ...frame, font }, count);
      const nouns = NOUNS.filter((noun) => textWidth(noun, font) <= layout.labelRoom);
      if (layout.roomy && nouns.length >= LEAST_CHOICE) return { count, font, nouns };
    }
  }
}

/** Fewer possible labels than this would let a model guess them. */
const LEAST_CHOICE = 10;

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
