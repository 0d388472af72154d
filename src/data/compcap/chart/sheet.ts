import type { Box, Size } from '../../picture/kind.js';
import { inside } from '../../picture/painter.js';
import { type Canvas, overlap, type Point, smallestText } from '../canvas.js';
import { contrast } from '../colours.js';
import { capHeight, type Font, textInk, textWidth, uncovered } from '../fonts.js';

/** What a text of a chart is for. */
export type TextRole = 'title' | 'axis' | 'tick' | 'category' | 'value' | 'legend' | 'label' | 'note';

/** One line of text with its place, decided before anything is drawn. */
export interface ChartText {
  role: TextRole;
  text: string;
  /** Start of the baseline. */
  at: Point;
  font: Font;
  ink: string;
  ground: string;
  turn: 'none' | 'up';
  /** The box of the ink. */
  box: Box;
}

/** A drawn thing that stands for data. */
export interface ChartMark {
  /** For example `bar`, `slice`, `point`, `line`, `area`, `region`, `legend`. */
  kind: string;
  /** How captions name it. */
  words: string;
  box: Box;
  series?: string;
  category?: string;
  value?: number;
}

/** What is written and how. */
export interface Pen {
  font: Font;
  ink: string;
  ground: string;
}

/** The point of a text that is put at a place: `left` or `top` means that the text begins there. */
export interface Anchor extends Point {
  /** @default 'centre' */
  across?: 'left' | 'centre' | 'right';
  /** @default 'middle' */
  down?: 'top' | 'middle' | 'bottom';
}

/** Thrown while a layout is tried and caught by the sampler, which then draws other looks. */
export class NoRoom extends Error {}

/** Collects the texts of one layout and refuses those that the canvas would refuse. */
export class Sheet {
  readonly texts: ChartText[] = [];
  /** Boxes that texts must keep clear of, for example the legend. */
  private readonly taken: Box[] = [];

  constructor(readonly size: Size) {}

  /** Keeps texts that come later out of a box. */
  reserve(box: Box): void {
    this.taken.push(box);
  }

  /**
   * Places one line; its capitals are centred at the anchor, or begin or end there.
   *
   * @throws NoRoom when the text leaves `within`, touches another one, is too small or too faint
   */
  text(role: TextRole, text: string, anchor: Anchor, pen: Pen, turn: 'none' | 'up' = 'none', within?: Box): ChartText {
    const placed = textPlaced(role, text, anchor, pen, turn);
    const limit = within ?? { x: 2, y: 2, width: this.size.width - 4, height: this.size.height - 4 };
    const clash = (box: Box): boolean => overlap(box, placed.box);
    if (
      !inside(placed.box, limit) ||
      uncovered(text, pen.font).length > 0 ||
      pen.font.px < smallestText(this.size) ||
      contrast(pen.ink, pen.ground) < 4.5 ||
      this.texts.some((other) => clash(other.box)) ||
      this.taken.some(clash)
    ) {
      throw new NoRoom();
    }
    this.texts.push(placed);
    return placed;
  }

  /** As `text`, but leaves the text out where there is no room; true when it was placed. */
  tryText(role: TextRole, text: string, anchor: Anchor, pen: Pen, turn: 'none' | 'up' = 'none', within?: Box): boolean {
    try {
      this.text(role, text, anchor, pen, turn, within);
      return true;
    } catch (error) {
      if (error instanceof NoRoom) return false;
      throw error;
    }
  }
}

function textPlaced(
  role: TextRole,
  text: string,
  anchor: Anchor,
  { font, ink, ground }: Pen,
  turn: 'none' | 'up',
): ChartText {
  const { across = 'centre', down = 'middle' } = anchor;
  const width = textWidth(text, font);
  const capitals = capHeight(font);
  const { left, right, above, below } = textInk(text, font);
  const back = across === 'left' ? 0 : across === 'right' ? width : width / 2;
  const drop = down === 'top' ? capitals : down === 'bottom' ? 0 : capitals / 2;
  if (turn === 'up') {
    // Turned texts run upwards: `across` tells where along the line the anchor is, `down` where across it.
    const at = { x: Math.round(anchor.x + drop), y: Math.round(anchor.y + back) };
    const box = { x: at.x - above, y: at.y - right, width: above + below, height: left + right };
    return { role, text, at, font, ink, ground, turn, box };
  }
  const at = { x: Math.round(anchor.x - back), y: Math.round(anchor.y + drop) };
  const box = { x: at.x - left, y: at.y - above, width: left + right, height: above + below };
  return { role, text, at, font, ink, ground, turn, box };
}

/** The smallest box of whole pixels that holds a box. */
export function whole({ x, y, width, height }: Box): Box {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  return { x: left, y: top, width: Math.ceil(x + width) - left, height: Math.ceil(y + height) - top };
}

/** Draws placed texts. */
export function drawTexts(canvas: Canvas, texts: readonly ChartText[]): void {
  for (const { text, at, font, ink, ground, turn } of texts) canvas.textAt(text, at, { font, ink, ground, turn });
}

/** Records marks and texts as elements of the canvas. */
export function recordMarks(canvas: Canvas, marks: readonly ChartMark[], texts: readonly ChartText[]): void {
  for (const { kind, words, box } of marks) canvas.element(kind, words, box);
  for (const { role, text, box } of texts) canvas.element(role, text, box);
}
