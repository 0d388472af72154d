import type { SKRSContext2D } from '@napi-rs/canvas';
import { TesseraeError } from '../../base/error.js';
import { capHeight, cssFont, type Font, reach, textWidth } from './font.js';
import type { Box, Mark, Size } from './kind.js';

/** A text as it was drawn: the box that its letters can reach, its colour and the colour beneath. */
export interface PlacedText extends Box {
  text: string;
  ink: string;
  ground: string;
}

/** How a text is drawn: `ground` is the colour it stands on, kept for the contrast law. */
export interface TextStyle {
  font: Font;
  ink: string;
  ground: string;
  /** @default 'centre' */
  align?: 'left' | 'centre';
}

/** Positions of text are multiples of this: fewer different crops per glyph make reading easier to learn. */
export const TEXT_GRID = 4;

/** The nearest multiple of the text grid at or below `value`. */
export function snap(value: number): number {
  return Math.floor(value / TEXT_GRID) * TEXT_GRID;
}

/** A canvas context that measures text before it draws it and remembers where every text went. */
export class Painter {
  readonly texts: PlacedText[] = [];
  /** Everything worth pointing at, in the order it was drawn. */
  readonly marks: Mark[] = [];

  constructor(
    readonly context: SKRSContext2D,
    readonly size: Size,
  ) {}

  /** Fills the whole picture. */
  ground(colour: string): void {
    this.fill({ x: 0, y: 0, ...this.size }, colour);
  }

  /** Fills a box. */
  fill(box: Box, colour: string): void {
    this.context.fillStyle = colour;
    this.context.fillRect(box.x, box.y, box.width, box.height);
  }

  /** Remembers what stands in a box. */
  mark({ x, y, width, height }: Box, words: string): void {
    this.marks.push({ x, y, width, height, words });
  }

  /** Draws the border of a box, `thickness` pixels inwards. */
  frame(box: Box, colour: string, thickness = 1): void {
    const { x, y, width, height } = box;
    this.fill({ x, y, width, height: thickness }, colour);
    this.fill({ x, y: y + height - thickness, width, height: thickness }, colour);
    this.fill({ x, y, width: thickness, height }, colour);
    this.fill({ x: x + width - thickness, y, width: thickness, height }, colour);
  }

  /**
   * Draws one line of text inside a box: vertically centred by its capitals, left and baseline on the text grid.
   *
   * @throws TesseraeError `text-overflow` when the text does not fit into the box or the box leaves the picture
   */
  text(text: string, box: Box, style: TextStyle): void {
    const { font, ink, ground, align = 'centre' } = style;
    const width = textWidth(text, font);
    const { above, below } = reach(font);
    const room = box.width - width;
    const wish = align === 'left' ? box.x : box.x + room / 2;
    const x = Math.max(box.x, Math.min(nearest(wish), box.x + room));
    const baseline = nearest(box.y + (box.height + capHeight(font)) / 2);
    const placed = { x, y: baseline - above, width, height: above + below, text, ink, ground };
    if (!inside(placed, box) || !inside(box, { x: 0, y: 0, ...this.size })) {
      throw new TesseraeError('text-overflow', {
        expected: `"${text}" (${width} px) inside ${JSON.stringify(box)}`,
        received: `a picture of ${this.size.width}x${this.size.height} pixels`,
        action: 'Choose a smaller font, a shorter text or a larger box.',
      });
    }
    this.texts.push(placed);
    this.mark(placed, text);
    this.markLetters(placed, font);
    this.context.font = cssFont(font);
    this.context.fillStyle = ink;
    this.context.fillText(text, x, baseline);
  }

  /** Every letter by itself: whoever can name letters soon learns to name words. */
  private markLetters({ text, x, y, height }: PlacedText, font: Font): void {
    [...text].forEach((letter, at) => {
      const left = textWidth(text.slice(0, at), font);
      if (letter !== ' ') this.mark({ x: x + left, y, width: textWidth(letter, font), height }, letter);
    });
  }
}

/** The smallest box that holds all of them. */
export function around(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

/** True when `inner` lies in `outer`, edges included. */
export function inside(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

function nearest(value: number): number {
  return Math.round(value / TEXT_GRID) * TEXT_GRID;
}
