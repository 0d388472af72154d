import type { Random } from '../../../base/random.js';
import { capHeight, FAMILIES, type Font, lineHeight, textWidth, uncovered, wrapText } from '../fonts.js';
import type { Size } from '../kind.js';

/** A text broken into lines that fit a box. */
export interface Typeset {
  lines: string[];
  font: Font;
  spacing: number;
  align: 'left' | 'centre' | 'right';
  /** Size of the block of lines. */
  block: Size;
}

/** A font of the digital families, or of handwriting, that has all glyphs of a text. */
export function drawFont(random: Random, text: string, handwritten: boolean): Omit<Font, 'px'> {
  const hands = ['cursive', 'pen', 'hand'] as const;
  const digital = FAMILIES.filter((family) => !(hands as readonly string[]).includes(family));
  const covering = (handwritten ? hands : digital).filter((family) => uncovered(text, { family, px: 10 }).length === 0);
  return {
    family: covering.length > 0 ? random.pick(covering) : 'sans',
    style: random.chance(handwritten ? 0.4 : 0.35) ? 'bold' : 'regular',
  };
}

/** Breaks a text into the room at the largest size between `least` and `most` that fits; none when no size does. */
export function typeset(
  text: string,
  font: Omit<Font, 'px'>,
  room: Size,
  least: number,
  most: number,
  spacing: number,
): Omit<Typeset, 'align'> | undefined {
  for (let px = most; px >= least; px--) {
    const sized = { ...font, px };
    // Slanted letters reach beyond their advance on both sides.
    const lines = wrapText(text, sized, room.width - 2 * Math.ceil(0.15 * px));
    const block = blockSize(lines, sized, spacing);
    if (block.width <= room.width && block.height <= room.height) return { lines, font: sized, spacing, block };
  }
  return undefined;
}

/** Size of lines below each other, with air above capitals and below the last baseline. */
export function blockSize(lines: readonly string[], font: Font, spacing: number): Size {
  return {
    width: Math.max(...lines.map((line) => textWidth(line, font))),
    height: capHeight(font) + (lines.length - 1) * lineHeight(font, spacing) + 2 * Math.ceil(0.45 * font.px),
  };
}
