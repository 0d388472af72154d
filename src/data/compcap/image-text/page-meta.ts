import { createCanvas } from '@napi-rs/canvas';
import type { Random } from '../../../base/random.js';
import { smallestText } from '../canvas.js';
import { COLOUR_NAMES, type ColourName, contrast, mixColours, NAMED_COLOURS, nearestColour } from '../colours.js';
import type { Box, Size } from '../kind.js';
import type { Sources } from '../sources.js';
import { measureGround, worstGround } from './ground.js';
import { darkest, drawPaper, type Paper } from './paper.js';
import { drawPassage } from './passages.js';
import { drawFont, type Typeset, typeset } from './typeset.js';

/** What a page is written on. */
export type Support =
  | { kind: 'plain'; colour: ColourName }
  | { kind: 'paper'; paper: Paper }
  /** A blurred picture, under a veil where the text could not be read without. */
  | { kind: 'photo'; picture: string; licence: string; veil?: { colour: string; opacity: number } };

/** A page with nothing but text, printed or written by hand. */
export interface Page extends Size {
  hand: 'digital' | 'handwritten';
  text: string;
  set: Typeset;
  textBox: Box;
  support: Support;
  /** `#rrggbb`. */
  ink: string;
  /** The colour behind the text that the ink stands out from least. */
  ground: string;
  /** Pixels that written letters leave their line by. */
  wobble: number;
  seed: number;
}

const DARK_INKS = ['#111111', '#1c2550', '#14324a', '#3a1414', '#173a1e', '#2b2b30'] as const;
const LEAST = 4.6;

/** What pages of one size of composites are like; all lengths in pixels. */
export interface PageMeasures {
  text(random: Random): string;
  size(random: Random): Size;
  margin: readonly [least: number, most: number];
  /** Least font sizes. */
  printed: number;
  written: number;
  /** The largest font size is drawn between these. */
  largest: readonly [least: number, most: number];
  /** Distances of written lines in font sizes, and how far their letters leave the line. */
  spacings: readonly number[];
  wobbles: readonly number[];
}

const LARGE_PAGE: PageMeasures = {
  text: drawPassage,
  size: (random) => ({ width: random.integer(360, 660), height: random.integer(240, 560) }),
  margin: [24, 48],
  printed: 13,
  written: 19,
  largest: [24, 44],
  spacings: [1.4, 1.55, 1.7],
  wobbles: [0.6, 1, 1.4],
};

/** Draws a text, a hand and a page on which it can be read. */
export async function samplePage(random: Random, sources: Sources): Promise<Page> {
  for (;;) {
    const page = await tryPage(random, sources, LARGE_PAGE);
    if (page) return page;
  }
}

/** One attempt at a page; none where the text has no room. */
export async function tryPage(random: Random, sources: Sources, measures: PageMeasures): Promise<Page | undefined> {
  const text = measures.text(random);
  const handwritten = random.chance(0.5);
  const size = measures.size(random);
  const margin = random.integer(...measures.margin);
  const room = { width: size.width - 2 * margin, height: size.height - 2 * margin };
  const least = Math.max(smallestText(size) + 1, handwritten ? measures.written : measures.printed);
  const set = typeset(
    text,
    drawFont(random, text, handwritten),
    room,
    least,
    random.integer(...measures.largest),
    random.pick(handwritten ? measures.spacings : [1.3, 1.4, 1.6]),
  );
  if (!set) return undefined;
  const textBox = { x: margin, y: margin, ...room };
  return {
    ...size,
    hand: handwritten ? 'handwritten' : 'digital',
    text,
    set: {
      ...set,
      align: handwritten
        ? random.pick(['left', 'left', 'centre'] as const)
        : random.pick(['left', 'left', 'centre', 'right'] as const),
    },
    textBox,
    ...(await drawSupport(random, sources, size, textBox)),
    wobble: handwritten ? random.pick(measures.wobbles) : 0,
    seed: random.bits(),
  };
}

async function drawSupport(
  random: Random,
  sources: Sources,
  size: Size,
  textBox: Box,
): Promise<Pick<Page, 'support' | 'ink' | 'ground'>> {
  const kind = random.pick(['paper', 'paper', 'photo', 'plain'] as const);
  if (kind === 'paper') {
    const ink = random.pick(DARK_INKS);
    const paper = drawPaper(random, ink);
    return { support: { kind, paper }, ink, ground: darkest(paper) };
  }
  if (kind === 'plain') {
    for (;;) {
      const [colour, ink] = [random.pick(COLOUR_NAMES), NAMED_COLOURS[random.pick(COLOUR_NAMES)]];
      if (contrast(ink, NAMED_COLOURS[colour]) >= LEAST)
        return { support: { kind, colour }, ink, ground: NAMED_COLOURS[colour] };
    }
  }
  const { id, licence } = sources.pick(random);
  const context = createCanvas(size.width, size.height).getContext('2d');
  await paintBlurred(context, sources, id, size);
  const measured = measureGround(context, textBox);
  for (const ink of random.shuffle(['#ffffff', '#111111'])) {
    const worst = worstGround(ink, measured);
    if (worst.ratio >= LEAST) return { support: { kind, picture: id, licence }, ink, ground: worst.colour };
  }
  const [ink, colour] = random.pick([
    ['#ffffff', '#101010'],
    ['#111111', '#ffffff'],
  ] as const);
  for (const opacity of [0.35, 0.5, 0.65, 0.8, 1]) {
    const veiled = (under: string): string => mixColours(under, colour, opacity);
    const worst = worstGround(ink, { mean: veiled(measured.mean), patches: measured.patches.map(veiled) });
    if (worst.ratio >= LEAST)
      return { support: { kind, picture: id, licence, veil: { colour, opacity } }, ink, ground: worst.colour };
  }
  return { support: { kind: 'plain', colour: 'white' }, ink: '#111111', ground: '#ffffff' };
}

/** A picture without its detail: painted small, then stretched. */
export async function paintBlurred(
  context: ReturnType<ReturnType<typeof createCanvas>['getContext']>,
  sources: Sources,
  id: string,
  { width, height }: Size,
): Promise<void> {
  const small = createCanvas(20, Math.max(4, Math.round((20 * height) / width)));
  await sources.paint(
    id,
    { context: small.getContext('2d') },
    { x: 0, y: 0, width: small.width, height: small.height },
  );
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(small, 0, 0, width, height);
}

/** The plain word for an ink. */
export function inkWord(ink: string): ColourName {
  return nearestColour(ink);
}
