/**
 * Paper and what time and copying machines do to it: own versions of the effects of CompCap's table T4, as textures and
 * gradients that are multiplied onto the page. Each effect can darken by a known share at most, so that the contrast of the
 * text is known before anything is painted.
 */
import { createCanvas, ImageData, type SKRSContext2D } from '@napi-rs/canvas';
import { Random } from '../../../base/random.js';
import { contrast, mixColours } from '../colours.js';
import type { Size } from '../kind.js';

/** Effects in the order of painting, with the share of light that each can take. */
export const EFFECTS = {
  'bleed-through': 0.1,
  fibres: 0.09,
  tessellation: 0.06,
  grain: 0.08,
  brightness: 0.14,
  'dirty-drum': 0.14,
  'dirty-rollers': 0.1,
  'bad-copy': 0.16,
  shadow: 0.22,
  light: 0,
} as const;

export type Effect = keyof typeof EFFECTS;

export interface Paper {
  colour: string;
  effects: Effect[];
  /** Ink spreads a little around the letters. */
  bleed: boolean;
  seed: number;
}

const PAPERS = ['#ffffff', '#fdfbf3', '#f6efdc', '#f2ead2', '#eef1f4', '#f8f3ea', '#efe6cf', '#f3f5ee'] as const;

/** Draws a paper with effects on which the ink keeps a contrast of 4.5 even where all of them fall together. */
export function drawPaper(random: Random, ink: string): Paper {
  const colour = random.pick(PAPERS);
  const effects = (Object.keys(EFFECTS) as Effect[]).filter(() => random.chance(0.42));
  while (contrast(ink, darkest({ colour, effects })) < 4.6 && effects.length > 0)
    effects.splice(random.integer(0, effects.length - 1), 1);
  return { colour, effects, bleed: random.chance(0.4), seed: random.bits() };
}

/** The darkest that the paper can get. */
export function darkest({ colour, effects }: Pick<Paper, 'colour' | 'effects'>): string {
  const light = effects.reduce((product, effect) => product * (1 - EFFECTS[effect]), 1);
  return mixColours(colour, '#000000', 1 - light);
}

/** Paints the whole page; `through` writes what shines through from the other side. */
export function paintPaper(
  context: SKRSContext2D,
  size: Size,
  { colour, effects, seed }: Paper,
  through: () => void,
): void {
  const { width, height } = size;
  context.fillStyle = colour;
  context.fillRect(0, 0, width, height);
  const random = new Random(seed);
  context.save();
  context.globalCompositeOperation = 'multiply';
  for (const effect of effects) PAINTERS[effect](context, size, random, through);
  context.restore();
}

type Paint = (context: SKRSContext2D, size: Size, random: Random, through: () => void) => void;

const PAINTERS: Record<Effect, Paint> = {
  'bleed-through': (context, { width }, _random, through) => {
    context.save();
    context.globalAlpha = EFFECTS['bleed-through'];
    context.translate(width, 0);
    context.scale(-1, 1);
    through();
    context.restore();
  },
  fibres: (context, size, random) => {
    noise(context, size, random, 40, 0.05, true);
    noise(context, size, random, 130, 0.04, true);
  },
  tessellation: (context, size, random) =>
    noise(context, size, random, random.integer(60, 110), EFFECTS.tessellation, false),
  grain: (context, size, random) => noise(context, size, random, Math.round(size.width / 2), EFFECTS.grain, true),
  brightness: (context, { width, height }, random) => {
    const gradient = random.chance(0.5)
      ? context.createLinearGradient(0, 0, width, 0)
      : context.createLinearGradient(0, height, 0, 0);
    gradient.addColorStop(0, 'rgba(0,0,0,0)');
    gradient.addColorStop(1, `rgba(0,0,0,${EFFECTS.brightness})`);
    context.fillStyle = gradient;
    context.fillRect(0, 0, width, height);
  },
  'dirty-drum': (context, { width, height }, random) => {
    const upright = random.chance(0.5);
    for (let i = 0; i < 14; i++) {
      context.fillStyle = `rgba(0,0,0,${0.04 + 0.09 * random.uniform()})`;
      const at = (i + random.uniform()) / 14;
      const thickness = random.integer(1, 2);
      if (upright) context.fillRect(Math.round(at * width), 0, thickness, height);
      else context.fillRect(0, Math.round(at * height), width, thickness);
    }
  },
  'dirty-rollers': (context, { width, height }, random) => {
    const bands = random.integer(3, 7);
    for (let i = 0; i < bands; i++) {
      const gradient = context.createLinearGradient(0, (i * height) / bands, 0, ((i + 1) * height) / bands);
      gradient.addColorStop(0, 'rgba(0,0,0,0)');
      gradient.addColorStop(0.5, `rgba(0,0,0,${0.04 + 0.06 * random.uniform()})`);
      gradient.addColorStop(1, 'rgba(0,0,0,0)');
      context.fillStyle = gradient;
      context.fillRect(0, (i * height) / bands, width, height / bands + 1);
    }
  },
  'bad-copy': (context, { width, height }, random) => {
    for (let i = 0; i < 9; i++) {
      const [x, y] = [width * (random.chance(0.5) ? 0.03 : 0.97), ((i + 0.5) * height) / 9];
      spot(context, x, y, (0.4 + 0.5 * random.uniform()) * (height / 9), 0.03 + 0.05 * random.uniform());
    }
  },
  shadow: (context, { width, height }, random) => {
    const [x, y] = [random.chance(0.5) ? 0 : width, random.chance(0.5) ? 0 : height];
    spot(context, x, y, 0.9 * Math.max(width, height), EFFECTS.shadow);
  },
  light: (context, { width, height }, random) => {
    context.globalCompositeOperation = 'screen';
    const [x, y, radius] = [width * random.uniform(), height * random.uniform(), 0.6 * width];
    const gradient = context.createRadialGradient(x, y, 0, x, y, radius);
    gradient.addColorStop(0, 'rgba(255,255,255,0.25)');
    gradient.addColorStop(1, 'rgba(255,255,255,0)');
    context.fillStyle = gradient;
    context.fillRect(0, 0, width, height);
    context.globalCompositeOperation = 'multiply';
  },
};

function spot(context: SKRSContext2D, x: number, y: number, radius: number, alpha: number): void {
  const gradient = context.createRadialGradient(x, y, 0, x, y, radius);
  gradient.addColorStop(0, `rgba(0,0,0,${alpha})`);
  gradient.addColorStop(1, 'rgba(0,0,0,0)');
  context.fillStyle = gradient;
  context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
}

/** Multiplies random gray of `columns` points across the page, smoothed or in flat tiles. */
function noise(
  context: SKRSContext2D,
  { width, height }: Size,
  random: Random,
  columns: number,
  strength: number,
  smooth: boolean,
): void {
  const rows = Math.max(2, Math.round((columns * height) / width));
  const data = new Uint8ClampedArray(4 * columns * rows);
  for (let at = 0; at < data.length; at += 4) {
    const gray = Math.ceil(255 * (1 - strength * random.uniform()));
    data[at] = data[at + 1] = data[at + 2] = gray;
    data[at + 3] = 255;
  }
  const tile = createCanvas(columns, rows);
  tile.getContext('2d').putImageData(new ImageData(data, columns, rows), 0, 0);
  context.imageSmoothingEnabled = smooth;
  context.drawImage(tile, 0, 0, width, height);
  context.imageSmoothingEnabled = true;
}
