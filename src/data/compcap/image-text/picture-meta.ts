import { createCanvas } from '@napi-rs/canvas';
import type { Random } from '../../../base/random.js';
import { smallestText } from '../canvas.js';
import { COLOUR_NAMES, type ColourName, contrast, difference, mixColours, NAMED_COLOURS } from '../colours.js';
import type { Box, Size } from '../kind.js';
import type { SourcePicture, Sources } from '../sources.js';
import { type Ground, measureGround, worstGround } from './ground.js';
import { drawSentence } from './sentences.js';
import { drawFont, type Typeset, typeset } from './typeset.js';

/** Where the text is: beside the picture, or over it. */
export type Side = 'left' | 'right' | 'above' | 'below' | 'over';

/** A picture with a text. */
export interface PictureText extends Size {
  picture: SourcePicture;
  pictureBox: Box;
  side: Side;
  topic: string;
  text: string;
  set: Typeset;
  /** Where the lines stand. */
  textBox: Box;
  ink: ColourName;
  /** The colour behind the text that the ink stands out from least. */
  ground: string;
  /** The box under the text, where there is one; beside a picture it fills the rest of the canvas. */
  box?: { colour: ColourName; opacity: number; place: Box; radius: number };
  /** Over a picture: which part of it. */
  part?: 'top' | 'middle' | 'bottom';
}

const LEAST = 4.5;
/** What pictures with texts of one size of composites are like; all lengths in pixels. */
export interface PictureTextMeasures {
  text(random: Random, picture: SourcePicture): { topic: string; text: string };
  /** The picture's size on the canvas. */
  size(random: Random, picture: Size): Size;
  /** Depth of a box beside the picture, and below or above it. */
  beside: readonly [least: number, most: number];
  below: readonly [least: number, most: number];
  /** Space around a text beside the picture, and over it. */
  margin: readonly [least: number, most: number];
  inset: readonly [least: number, most: number];
  /** The largest font size, beside the picture and over it. */
  largest: readonly [least: number, most: number];
  largestOver: readonly [least: number, most: number];
  /** Between a box over a picture and its text, left and right. */
  pad: number;
}

const LARGE_PICTURE: PictureTextMeasures = {
  text: drawSentence,
  size: drawnSize,
  beside: [170, 260],
  below: [70, 150],
  margin: [10, 22],
  inset: [12, 28],
  largest: [22, 44],
  largestOver: [20, 48],
  pad: 12,
};

const INKS: readonly ColourName[] = [
  'white',
  'black',
  'yellow',
  'navy',
  'dark red',
  'light blue',
  'dark green',
  'beige',
  'purple',
  'pink',
];

/** Draws a picture, a sentence that fits its topic, and a place for it where it can be read. */
export async function samplePictureText(random: Random, sources: Sources): Promise<PictureText> {
  for (;;) {
    const found = await tryPictureText(random, sources, LARGE_PICTURE);
    if (found) return found;
  }
}

/** One attempt at a picture with a text; none where the text has no room. */
export async function tryPictureText(
  random: Random,
  sources: Sources,
  measures: PictureTextMeasures,
): Promise<PictureText | undefined> {
  const { id, width, height, caption, phrase, licence, entities } = sources.pick(random);
  const picture = { id, width, height, caption, ...(phrase === undefined ? {} : { phrase }), licence, entities };
  const sentence = measures.text(random, picture);
  const font = drawFont(random, sentence.text, random.chance(0.15));
  const over = random.chance(0.55);
  const found = over
    ? await placeOver(random, sources, picture, sentence.text, font, measures)
    : placeBeside(random, picture, sentence.text, font, measures);
  return found && { picture, ...sentence, ...found };
}

type Placed = Omit<PictureText, 'picture' | 'topic' | 'text'>;

/** The picture's size on the canvas: longest side between 384 and 640. */
function drawnSize(random: Random, { width, height }: Size): Size {
  const scale = random.integer(384, 640) / Math.max(width, height);
  return { width: Math.max(160, Math.round(width * scale)), height: Math.max(160, Math.round(height * scale)) };
}

function placeBeside(
  random: Random,
  picture: SourcePicture,
  text: string,
  font: Parameters<typeof typeset>[1],
  measures: PictureTextMeasures,
): Placed | undefined {
  const size = measures.size(random, picture);
  const side = random.pick(
    size.width > size.height ? (['above', 'below', 'below', 'right'] as const) : (['left', 'right', 'below'] as const),
  );
  const across = side === 'left' || side === 'right';
  const depth = across ? random.integer(...measures.beside) : random.integer(...measures.below);
  const canvas = across
    ? { width: size.width + depth, height: size.height }
    : { width: size.width, height: size.height + depth };
  const place = across
    ? { x: side === 'left' ? 0 : size.width, y: 0, width: depth, height: size.height }
    : { x: 0, y: side === 'above' ? 0 : size.height, width: size.width, height: depth };
  const margin = random.integer(...measures.margin);
  const textBox = {
    x: place.x + margin,
    y: place.y + margin,
    width: place.width - 2 * margin,
    height: place.height - 2 * margin,
  };
  const set = typeset(
    text,
    font,
    textBox,
    smallestText(canvas) + 1,
    random.integer(...measures.largest),
    random.pick([1.25, 1.35, 1.5]),
  );
  if (!set) return undefined;
  const colour = random.pick(COLOUR_NAMES);
  const ground = NAMED_COLOURS[colour];
  const inks = INKS.filter((ink) => contrast(NAMED_COLOURS[ink], ground) >= LEAST + 0.1);
  if (inks.length === 0) return undefined;
  return {
    ...canvas,
    pictureBox: { x: side === 'left' ? depth : 0, y: side === 'above' ? depth : 0, ...size },
    side,
    set: { ...set, align: random.pick(['left', 'centre', 'centre', 'right'] as const) },
    textBox,
    ink: random.pick(inks),
    ground,
    box: { colour, opacity: 1, place, radius: 0 },
  };
}

async function placeOver(
  random: Random,
  sources: Sources,
  picture: SourcePicture,
  text: string,
  font: Parameters<typeof typeset>[1],
  { pad, ...measures }: PictureTextMeasures,
): Promise<Placed | undefined> {
  const size = measures.size(random, picture);
  const margin = random.integer(...measures.inset);
  const room = {
    width: Math.round((size.width - 2 * margin) * random.pick([0.7, 0.85, 1])) - 2 * pad,
    height: Math.round(0.42 * size.height),
  };
  const most = random.integer(...measures.largestOver);
  const set = typeset(text, font, room, smallestText(size) + 1, most, random.pick([1.25, 1.35, 1.5]));
  if (!set) return undefined;
  const block = { width: set.block.width + 2 * pad, height: set.block.height };
  const left = margin + Math.round((size.width - 2 * margin - block.width) * random.pick([0, 0.5, 1]));
  const context = createCanvas(size.width, size.height).getContext('2d');
  await sources.paint(picture.id, { context }, { x: 0, y: 0, ...size });
  const places = random.shuffle(PARTS).map((part) => {
    const spare = size.height - 2 * margin - block.height;
    const textBox = { x: left, y: margin + Math.round(spare * { top: 0, middle: 0.5, bottom: 1 }[part]), ...block };
    return { part, textBox, measured: measureGround(context, textBox) };
  });
  // Where the picture is calm, the text hides little of what the caption tells.
  const [{ part, textBox, measured }] = random.chance(0.85)
    ? places.sort((a, b) => unrest(a.measured) - unrest(b.measured))
    : places;
  const shared = {
    ...size,
    pictureBox: { x: 0, y: 0, ...size },
    side: 'over' as const,
    set: { ...set, align: 'centre' as const },
    textBox,
    part,
  };
  if (random.chance(0.6)) {
    for (const ink of random.shuffle(INKS)) {
      const worst = worstGround(NAMED_COLOURS[ink], measured);
      if (worst.ratio >= LEAST + 0.1) return { ...shared, ink, ground: worst.colour };
    }
  }
  return { ...shared, ...boxUnder(random, measured, textBox) };
}

const PARTS = ['top', 'middle', 'bottom'] as const;

/** How much the patches differ from their mean, in CIE Lab. */
function unrest({ mean, patches }: Ground): number {
  return patches.reduce((sum, patch) => sum + difference(patch, mean), 0) / patches.length;
}

/** A box under the text, as transparent as the contrast allows. */
function boxUnder(random: Random, measured: Ground, place: Box): Pick<PictureText, 'ink' | 'ground' | 'box'> {
  for (;;) {
    const colour = random.pick(COLOUR_NAMES);
    const ink = random.pick(INKS);
    const inks = NAMED_COLOURS[ink];
    if (contrast(inks, NAMED_COLOURS[colour]) < LEAST + 0.5) continue;
    const radius = random.pick([0, 0, 6, 12]);
    for (const opacity of [random.pick([0.75, 0.85]), 0.93, 1]) {
      const veil = (under: string): string => mixColours(under, NAMED_COLOURS[colour], opacity);
      const worst = worstGround(inks, { mean: veil(measured.mean), patches: measured.patches.map(veil) });
      if (worst.ratio >= LEAST + 0.1) return { ink, ground: worst.colour, box: { colour, opacity, place, radius } };
    }
  }
}
