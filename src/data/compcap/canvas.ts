import type { SKRSContext2D } from '@napi-rs/canvas';
import { TesseraeError } from '../../base/error.js';
import type { Random } from '../../base/random.js';
import type { Box, Size } from '../picture/kind.js';
import { inside } from '../picture/painter.js';
import { contrast } from '../picture/palette.js';
import {
  capHeight,
  cssFont,
  type Family,
  type Font,
  type FontStyle,
  lineHeight,
  requireCoverage,
  textInk,
  textWidth,
} from './fonts.js';

/** A text as it was drawn: the box of its ink, its font, its colour and the colour beneath. */
export interface PlacedText extends Box {
  text: string;
  family: Family;
  style: FontStyle;
  px: number;
  ink: string;
  ground: string;
}

/** Something worth pointing at: `kind` for example `bar`, `cell` or `node`; `words` name it as captions do. */
export interface Element extends Box {
  kind: string;
  words: string;
}

/** How a text is drawn: `ground` is the colour it stands on, checked for contrast; `#rrggbb` both. */
export interface TextStyle {
  font: Font;
  ink: string;
  ground: string;
  /** @default 'left' */
  align?: 'left' | 'centre' | 'right';
  /** @default 'middle' */
  vertical?: 'top' | 'middle' | 'bottom';
  /** Quarter turns: `up` reads from bottom to top, as a y axis title does. @default 'none' */
  turn?: 'none' | 'up' | 'down';
  /** Distance of baselines as a multiple of the size, for several lines. @default 1.3 */
  spacing?: number;
}

/** How an outline or an area is drawn. */
export interface Paint {
  fill?: string;
  stroke?: string;
  /** @default 1 */
  thickness?: number;
  dash?: readonly number[];
}

export interface Point {
  x: number;
  y: number;
}

/** Least WCAG contrast of text and its ground. */
export const LEAST_CONTRAST = 4.5;

/** Side at which a model of the LLaVA-NeXT family sees a large picture: the law of legible text holds there. */
export const MODEL_SIDE = 672;

/** The smallest font size, in pixels, that is still 10 px high at model scale. */
export function smallestText({ width, height }: Size): number {
  return Math.ceil(10 * Math.max(1, Math.max(width, height) / MODEL_SIDE));
}

/**
 * A canvas context that measures text before it draws it, refuses what would not be readable, and remembers every text and
 * every element with its box.
 *
 * @example
 * canvas.ground('#ffffff');
 * canvas.text('Total', { x: 10, y: 10, width: 80, height: 24 }, { font: { family: 'serif', px: 16 }, ink: '#000000', ground: '#ffffff' });
 * canvas.element('title', 'Total', { x: 10, y: 10, width: 80, height: 24 });
 */
export class Canvas {
  readonly texts: PlacedText[] = [];
  readonly elements: Element[] = [];

  constructor(
    readonly context: SKRSContext2D,
    readonly size: Size,
  ) {}

  /** The whole picture. */
  get box(): Box {
    return { x: 0, y: 0, ...this.size };
  }

  /** Fills the whole picture. */
  ground(colour: string): void {
    this.rectangle(this.box, { fill: colour });
  }

  /** Remembers what stands in a box, cut to the picture; whole pixels, rounded outwards. */
  element(kind: string, words: string, box: Box): void {
    const x = Math.max(0, Math.floor(box.x));
    const y = Math.max(0, Math.floor(box.y));
    const right = Math.min(this.size.width, Math.ceil(box.x + box.width));
    const bottom = Math.min(this.size.height, Math.ceil(box.y + box.height));
    this.elements.push({ kind, words, x, y, width: right - x, height: bottom - y });
  }

  rectangle(box: Box, paint: Paint): void {
    this.context.beginPath();
    this.context.rect(box.x, box.y, box.width, box.height);
    this.paint(paint);
  }

  roundedBox(box: Box, radius: number, paint: Paint): void {
    this.context.beginPath();
    this.context.roundRect(box.x, box.y, box.width, box.height, Math.min(radius, box.width / 2, box.height / 2));
    this.paint(paint);
  }

  /** Draws an open line through points. */
  line(points: readonly Point[], paint: Omit<Paint, 'fill'>): void {
    this.context.beginPath();
    points.forEach(({ x, y }, i) => {
      if (i === 0) this.context.moveTo(x, y);
      else this.context.lineTo(x, y);
    });
    this.paint(paint);
  }

  /** Draws a line through points with a head at the last one. */
  arrow(
    points: readonly Point[],
    paint: { stroke: string; thickness?: number; dash?: readonly number[]; head?: 'filled' | 'open'; length?: number },
  ): void {
    const { stroke, head = 'filled', length = 9 } = paint;
    const tip = points[points.length - 1];
    const before = points[points.length - 2];
    const angle = Math.atan2(tip.y - before.y, tip.x - before.x);
    const wing = (turn: number): Point => ({
      x: tip.x - length * Math.cos(angle + turn),
      y: tip.y - length * Math.sin(angle + turn),
    });
    const [left, right] = [wing(0.42), wing(-0.42)];
    const neck = { x: tip.x - 0.8 * length * Math.cos(angle), y: tip.y - 0.8 * length * Math.sin(angle) };
    this.line([...points.slice(0, -1), head === 'filled' ? neck : tip], paint);
    if (head === 'open') this.line([left, tip, right], { stroke, thickness: paint.thickness });
    else this.polygon([tip, left, right], { fill: stroke });
  }

  polygon(points: readonly Point[], paint: Paint): void {
    this.context.beginPath();
    points.forEach(({ x, y }, i) => {
      if (i === 0) this.context.moveTo(x, y);
      else this.context.lineTo(x, y);
    });
    this.context.closePath();
    this.paint(paint);
  }

  /** Fills and strokes the current path of the context. */
  paint({ fill, stroke, thickness = 1, dash = [] }: Paint): void {
    if (fill !== undefined) {
      this.context.fillStyle = fill;
      this.context.fill();
    }
    if (stroke === undefined) return;
    this.context.strokeStyle = stroke;
    this.context.lineWidth = thickness;
    this.context.setLineDash([...dash]);
    this.context.stroke();
    this.context.setLineDash([]);
  }

  /**
   * Draws one line of text inside a box and remembers it. Every line must be wholly inside its box, its box inside the
   * picture, and no ink may touch the ink of another text.
   *
   * @throws TesseraeError `text-overflow`, `text-overlap`, `text-contrast`, `text-small`, `font-coverage`
   */
  text(text: string, box: Box, style: TextStyle): PlacedText {
    return this.lines([text], box, style)[0];
  }

  /** As `text`, for lines one below the other; the block is aligned in the box as a whole. */
  lines(lines: readonly string[], box: Box, style: TextStyle): PlacedText[] {
    const { font, align = 'left', vertical = 'middle', turn = 'none', spacing = 1.3 } = style;
    const turned = turn !== 'none';
    const room = turned ? { width: box.height, height: box.width } : box;
    const capitals = capHeight(font);
    const pitch = lineHeight(font, spacing);
    const height = capitals + (lines.length - 1) * pitch;
    const air = Math.ceil(0.26 * font.px);
    const top =
      vertical === 'top' ? air : vertical === 'bottom' ? room.height - height - air : (room.height - height) / 2;
    return lines.map((line, i) => {
      const width = textWidth(line, font);
      const left = align === 'left' ? 0 : align === 'right' ? room.width - width : (room.width - width) / 2;
      // Slanted letters reach beyond their advance: the ink counts, not the advance.
      const { left: before, right: after } = textInk(line, font);
      const x = Math.max(before, Math.min(Math.round(left), room.width - after));
      const start = { x, y: Math.round(top) + capitals + i * pitch };
      if (turn === 'up') return this.place(line, { x: box.x + start.y, y: box.y + box.height - start.x }, box, style);
      if (turn === 'down') return this.place(line, { x: box.x + box.width - start.y, y: box.y + start.x }, box, style);
      return this.place(line, { x: box.x + start.x, y: box.y + start.y }, box, style);
    });
  }

  /** Draws a text from a point on its baseline, with the same laws; `within` is where its ink must stay. */
  textAt(text: string, start: Point, style: TextStyle, within: Box = this.box): PlacedText {
    const width = textWidth(text, style.font);
    const back = style.align === 'right' ? width : style.align === 'centre' ? width / 2 : 0;
    const { turn = 'none' } = style;
    const x = turn === 'none' ? start.x - back : start.x;
    const y = turn === 'up' ? start.y + back : turn === 'down' ? start.y - back : start.y;
    return this.place(text, { x: Math.round(x), y: Math.round(y) }, within, style);
  }

  /**
   * As `textAt`, letter by letter with a hand that is not quite steady: each letter up to `wobble` pixels off the line, a
   * little turned and scaled.
   */
  handwritten(text: string, start: Point, style: Omit<TextStyle, 'turn'>, wobble: number, random: Random): PlacedText {
    return this.place(text, start, this.box, style, Math.ceil(wobble) + 1, () => {
      const { context } = this;
      let before = '';
      for (const letter of text) {
        const left = before === '' ? 0 : context.measureText(before).width;
        context.save();
        context.translate(start.x + left, start.y + (2 * random.uniform() - 1) * wobble);
        context.rotate((2 * random.uniform() - 1) * 0.03);
        const scale = 1 + (2 * random.uniform() - 1) * 0.03;
        context.scale(scale, scale);
        context.fillText(letter, 0, 0);
        context.restore();
        before += letter;
      }
    });
  }

  private place(
    text: string,
    { x, y }: Point,
    within: Box,
    { font, ink, ground, turn = 'none' }: TextStyle,
    spread = 0,
    write?: () => void,
  ): PlacedText {
    requireCoverage(text, font);
    const { left, right, above, below } = textInk(text, font);
    const box =
      turn === 'up'
        ? { x: x - above, y: y - right, width: above + below, height: left + right }
        : turn === 'down'
          ? { x: x - below, y: y - left, width: above + below, height: left + right }
          : { x: x - left, y: y - above, width: left + right, height: above + below };
    const reached = {
      x: box.x - spread,
      y: box.y - spread,
      width: box.width + 2 * spread,
      height: box.height + 2 * spread,
    };
    const placed = { ...reached, text, family: font.family, style: font.style ?? 'regular', px: font.px, ink, ground };
    this.refuse(placed, within);
    this.texts.push(placed);
    const { context } = this;
    context.font = cssFont(font);
    context.fillStyle = ink;
    if (write) write();
    else if (turn === 'none') context.fillText(text, x, y);
    else {
      context.save();
      context.translate(x, y);
      context.rotate(turn === 'up' ? -Math.PI / 2 : Math.PI / 2);
      context.fillText(text, 0, 0);
      context.restore();
    }
    return placed;
  }

  private refuse(placed: PlacedText, within: Box): void {
    const named = JSON.stringify(placed.text);
    if (placed.px < smallestText(this.size)) {
      throw new TesseraeError('text-small', {
        expected: `text of at least ${smallestText(this.size)} px in a picture of ${this.size.width}x${this.size.height}`,
        received: `${named} at ${placed.px} px`,
        action: 'Choose a larger font or a smaller picture.',
      });
    }
    const ratio = contrast(placed.ink, placed.ground);
    if (ratio < LEAST_CONTRAST) {
      throw new TesseraeError('text-contrast', {
        expected: `a contrast of at least ${LEAST_CONTRAST}`,
        received: `${named} in ${placed.ink} on ${placed.ground}: ${ratio.toFixed(2)}`,
        action: 'Choose another colour, for example with inkOn.',
      });
    }
    if (!inside(placed, grow(within)) || !inside(placed, this.box)) {
      throw new TesseraeError('text-overflow', {
        expected: `${named} inside ${JSON.stringify(within)} of a picture of ${this.size.width}x${this.size.height}`,
        received: `ink at ${boxWords(placed)}`,
        action: 'Choose a smaller font, a shorter text or a larger box.',
      });
    }
    const other = this.texts.find((text) => overlap(text, placed));
    if (other) {
      throw new TesseraeError('text-overlap', {
        expected: 'texts that do not touch',
        received: `${named} at ${boxWords(placed)} and ${JSON.stringify(other.text)} at ${boxWords(other)}`,
        action: 'Move one of them.',
      });
    }
  }
}

/** True when two boxes share at least one pixel. */
export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** One pixel of grace on every side: ink is rounded outwards twice. */
function grow({ x, y, width, height }: Box): Box {
  return { x: x - 1, y: y - 1, width: width + 2, height: height + 2 };
}

function boxWords({ x, y, width, height }: Box): string {
  return `${x},${y} ${width}x${height}`;
}
