import type { Random } from '../../../base/random.js';
import type { Size } from '../../picture/kind.js';
import { smallestText } from '../canvas.js';
import { type ColourName, contrast, difference, mixColours, NAMED_COLOURS, nearestColour } from '../colours.js';
import type { Family, Font } from '../fonts.js';
import type { NumberStyle } from './number.js';

/** The looks that all charts share. */
export interface Look {
  /** Colour of the picture and of the area where data are drawn. */
  page: string;
  plot: string;
  ink: string;
  /** Grid and secondary lines. */
  faint: string;
  title: Font;
  axis: Font;
  small: Font;
  titlePlace: 'top' | 'bottom';
  titleAlign: 'left' | 'centre' | 'right';
  legendPlace: 'right' | 'left' | 'top' | 'bottom';
  legendFrame: boolean;
  legendTitle: boolean;
  grid: 'none' | 'solid' | 'dashed' | 'dotted';
  axes: 'corner' | 'box' | 'base' | 'none';
  tickMarks: boolean;
  /** Where the titles of the axes stand. */
  axisTitles: 'middle' | 'end' | 'none';
  /** Value axis on the far side. */
  farAxis: boolean;
  margin: number;
  /** Legends are packed closely, as small pictures need. @default false */
  tight?: boolean;
  numbers: NumberStyle;
}

/** Pages and the area of data on them. */
const GROUNDS: readonly (readonly [page: string, plot: string])[] = [
  ...([
    ['#ffffff', '#ffffff'],
    ['#ffffff', '#ffffff'],
    ['#ffffff', '#f4f4f6'],
    ['#fafafa', '#ffffff'],
  ] as const),
  ...([
    ['#faf3e0', '#faf3e0'],
    ['#fdf8ec', '#fffdf7'],
    ['#e8eff7', '#f7fafd'],
    ['#eaf2ea', '#f6faf6'],
  ] as const),
  ...([
    ['#f7ecf0', '#fdf7f9'],
    ['#ebebef', '#fbfbfc'],
    ['#f2f0ea', '#e9e6dc'],
    ['#dfe8ee', '#dfe8ee'],
  ] as const),
  ...([
    ['#16181f', '#16181f'],
    ['#101c3a', '#14234a'],
    ['#24272e', '#2d3139'],
    ['#1d2b26', '#1d2b26'],
  ] as const),
];

const FAMILIES: readonly Family[] = [
  ...(['sans', 'sans', 'humanist', 'humanist', 'condensed', 'serif', 'serif', 'slab', 'mono', 'typewriter'] as const),
  ...(['pen', 'hand'] as const),
];

/** Widths and heights of charts; most are landscape. */
const SIZES: readonly Size[] = [
  ...[480, 512, 560, 600, 640, 672].map((width) => ({ width, height: Math.round((width * 3) / 4) })),
  ...[600, 672, 720, 768].map((width) => ({ width, height: Math.round((width * 5) / 8) })),
  ...[480, 528, 576, 640].map((side) => ({ width: side, height: side })),
  { width: 768, height: 576 },
  { width: 768, height: 480 },
  { width: 480, height: 600 },
  { width: 504, height: 672 },
];

/** Draws the size of a picture. */
export function drawSize(random: Random): Size {
  return { ...random.pick(SIZES) };
}

/** Draws everything but the colours of the data. */
export function drawLook(size: Size, random: Random): Look {
  const [page, plot] = random.pick(GROUNDS);
  const dark = contrast(page, '#ffffff') > 7;
  const strong = dark ? '#f4f5f8' : random.pick(['#111111', '#1c2430', '#2b2118', '#14264a']);
  const family = random.pick(FAMILIES);
  const heading = random.chance(0.75) ? family : random.pick(FAMILIES);
  // Handwriting faces have small letters for their size.
  const grow = (of: Family): number => (of === 'pen' || of === 'hand' ? 2 : 0);
  const least = smallestText(size);
  const small = least + grow(family) + random.integer(0, 3);
  const axis = small + random.integer(0, 2);
  const style = random.chance(0.3) ? 'bold' : 'regular';
  return {
    page,
    plot,
    ink: strong,
    faint: mixColours(plot, strong, random.pick([0.12, 0.2, 0.3])),
    title: { family: heading, style: random.chance(0.65) ? 'bold' : 'regular', px: axis + random.integer(2, 8) },
    axis: { family, style, px: axis },
    small: { family, px: small },
    titlePlace: random.chance(0.85) ? 'top' : 'bottom',
    titleAlign: random.pick(['centre', 'centre', 'left', 'right'] as const),
    legendPlace: random.pick(['right', 'right', 'top', 'bottom', 'bottom', 'left'] as const),
    legendFrame: random.chance(0.35),
    legendTitle: random.chance(0.3),
    grid: random.pick(['none', 'solid', 'solid', 'dashed', 'dotted'] as const),
    axes: random.pick(['corner', 'corner', 'box', 'base', 'none'] as const),
    tickMarks: random.chance(0.5),
    axisTitles: random.pick(['middle', 'middle', 'middle', 'end', 'none'] as const),
    farAxis: random.chance(0.1),
    margin: random.integer(8, 26),
    numbers: { comma: random.chance(0.5), suffix: '' },
  };
}

/** A colour of data: what captions call it, and its exact value. */
export interface Tint {
  name: ColourName;
  hex: string;
}

/**
 * Draws colours that are seen well on `ground` and cannot be confused with each other; each is a shade of its name.
 *
 * @param names colours to choose from
 */
export function drawTints(
  count: number,
  grounds: readonly string[],
  random: Random,
  names: readonly ColourName[] = SERIES_COLOURS,
): Tint[] {
  const tints: Tint[] = [];
  for (let apart = 34; tints.length < count; apart -= 2) {
    for (const name of random.shuffle(names)) {
      if (tints.length === count) break;
      const hex = shadeOf(name, random);
      const far = (other: string, least: number): boolean => difference(other, hex) >= least;
      if (tints.some((tint) => tint.name === name || !far(tint.hex, apart))) continue;
      if (grounds.every((ground) => far(ground, 30))) tints.push({ name, hex });
    }
  }
  return tints;
}

/** White and the grounds' own tints are hard to see as data. */
const SERIES_COLOURS = (Object.keys(NAMED_COLOURS) as ColourName[]).filter(
  (name) => !['white', 'beige'].includes(name),
);

/** A slightly different colour with the same name. */
function shadeOf(name: ColourName, random: Random): string {
  const base = NAMED_COLOURS[name];
  const toward = random.pick(['#000000', '#ffffff', '#808080', '#ff0000', '#0000ff', '#00ff00']);
  const hex = mixColours(base, toward, 0.14 * random.uniform());
  return nearestColour(hex) === name ? hex : base;
}
