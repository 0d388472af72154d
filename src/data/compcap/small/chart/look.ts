import type { Random } from '../../../../base/random.js';
import { drawLook, drawTints, type Look, type Tint } from '../../chart/look.js';
import { NoRoom } from '../../chart/sheet.js';
import { type ColourName, contrast, NAMED_COLOURS } from '../../colours.js';
import type { Family } from '../../fonts.js';
import type { Size } from '../../kind.js';
import { drawFitting, isNarrow } from '../room.js';

/** Families that are legible at 10 pixels. */
const FAMILIES: readonly Family[] = ['sans', 'sans', 'humanist', 'humanist', 'condensed', 'slab', 'serif', 'mono'];

/** Colours that nano's world has words for. */
const COLOURS: readonly ColourName[] = [
  ...(['red', 'orange', 'yellow', 'green', 'cyan', 'blue', 'purple', 'pink', 'brown', 'gray', 'black'] as const),
];

/** The looks of a large chart with fonts and margins that fit a small one. */
export function drawSmallLook(size: Size, random: Random): Look {
  const look = drawLook(size, random);
  const family = random.pick(FAMILIES);
  const small = 10 + random.integer(0, isNarrow(size) ? 1 : 3);
  const bold = random.chance(0.6) ? 'bold' : 'regular';
  return {
    ...look,
    title: { family, style: bold, px: small + random.integer(0, 2) },
    axis: { family, px: small },
    small: { family, px: small },
    legendTitle: false,
    legendPlace: isNarrow(size) ? random.pick(['top', 'bottom']) : look.legendPlace,
    tight: true,
    axisTitles: 'none',
    farAxis: false,
    margin: random.integer(3, isNarrow(size) ? 4 : 8),
  };
}

/** Different colours that stand out from their grounds, as `drawTints` draws them. */
export function drawSmallTints(count: number, grounds: readonly string[], random: Random): Tint[] {
  const seen = COLOURS.filter((name) => grounds.every((ground) => contrast(NAMED_COLOURS[name], ground) >= 1.5));
  return drawTints(count, grounds, random, seen);
}

/** The size of a chart: its room, or a little less in one direction. */
export function drawChartSize({ width, height }: Size, random: Random): Size {
  if (random.chance(0.75)) return { width, height };
  return random.chance(0.5)
    ? { width: Math.round(width * (0.8 + 0.2 * random.uniform())), height }
    : { width, height: Math.round(height * (0.8 + 0.2 * random.uniform())) };
}

/** Draws charts until the texts of one have room. */
export function drawLaidOut<T>(what: string, room: Size, draw: () => T): T {
  return drawFitting(what, room, () => {
    try {
      return draw();
    } catch (error) {
      if (error instanceof NoRoom) return undefined;
      throw error;
    }
  });
}
