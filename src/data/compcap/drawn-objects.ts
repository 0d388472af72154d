/**
 * Small drawings that the embedded source is made of. Each fits into the square from -1 to 1, stands on y = 1 unless it flies,
 * and has one main colour, which captions name.
 */
import type { SKRSContext2D } from '@napi-rs/canvas';
import { type ColourName, mixColours, NAMED_COLOURS } from './colours.js';

/** Paints a drawing around the origin; `main` is its colour, `shade` a darker one of it. */
type Draw = (pen: Pen, main: string, shade: string) => void;

interface Drawing {
  draw: Draw;
  plural: string;
  /** What every drawing of it has, for one and for several: `with` precedes it. */
  details: readonly [one: string, several: string];
  /** Width as a share of its height. */
  ratio: number;
  /** Where it can be. */
  place: 'ground' | 'sky' | 'water' | 'any';
  colours: readonly ColourName[];
}

/** Shapes in the unit square, few words each. */
export class Pen {
  constructor(private readonly context: SKRSContext2D) {}

  box(x: number, y: number, width: number, height: number, colour: string, radius = 0): void {
    this.context.beginPath();
    this.context.roundRect(x, y, width, height, radius);
    this.fill(colour);
  }

  oval(x: number, y: number, rx: number, ry: number, colour: string, from = 0, to = 2 * Math.PI): void {
    this.context.beginPath();
    this.context.ellipse(x, y, rx, ry, 0, from, to);
    this.context.closePath();
    this.fill(colour);
  }

  /** `points` is x, y, x, y, … */
  shape(points: readonly number[], colour: string): void {
    this.context.beginPath();
    this.context.moveTo(points[0], points[1]);
    for (let i = 2; i < points.length; i += 2) this.context.lineTo(points[i], points[i + 1]);
    this.context.closePath();
    this.fill(colour);
  }

  stroke(points: readonly number[], colour: string, thickness: number): void {
    this.context.beginPath();
    this.context.moveTo(points[0], points[1]);
    for (let i = 2; i < points.length; i += 2) this.context.lineTo(points[i], points[i + 1]);
    this.context.strokeStyle = colour;
    this.context.lineWidth = thickness;
    this.context.lineCap = 'round';
    this.context.lineJoin = 'round';
    this.context.stroke();
  }

  private fill(colour: string): void {
    this.context.fillStyle = colour;
    this.context.fill();
  }
}

const DARK = '#2b2b30';
const WHITE = '#ffffff';
const WOOD = '#8a5a2c';
const LEAF = '#2f8f3f';

const VIVID = ['red', 'orange', 'yellow', 'green', 'blue', 'purple', 'pink', 'teal', 'white', 'brown'] as const;

export const DRAWINGS = {
  house: {
    plural: 'houses',
    details: ['a brown door', 'brown doors'],
    ratio: 1.1,
    place: 'ground',
    colours: ['red', 'yellow', 'blue', 'white', 'pink', 'orange'],
    draw: (pen, main, shade) => {
      pen.box(-0.8, -0.15, 1.6, 1.15, main);
      pen.shape([-1, -0.1, 0, -0.95, 1, -0.1], shade);
      pen.box(-0.18, 0.35, 0.36, 0.65, WOOD);
      pen.box(-0.62, 0.1, 0.32, 0.32, '#cfe8f5');
      pen.box(0.3, 0.1, 0.32, 0.32, '#cfe8f5');
    },
  },
  tree: {
    plural: 'trees',
    details: ['a brown trunk', 'brown trunks'],
    ratio: 0.75,
    place: 'ground',
    colours: ['green', 'dark green', 'orange', 'yellow'],
    draw: (pen, main, shade) => {
      pen.box(-0.14, 0.2, 0.28, 0.8, WOOD);
      pen.oval(0.3, -0.15, 0.5, 0.45, shade);
      pen.oval(-0.35, -0.2, 0.5, 0.45, main);
      pen.oval(0, -0.5, 0.5, 0.45, main);
    },
  },
  car: {
    plural: 'cars',
    details: ['black wheels', 'black wheels'],
    ratio: 1.9,
    place: 'ground',
    colours: ['red', 'blue', 'yellow', 'green', 'white', 'orange', 'teal'],
    draw: (pen, main) => {
      pen.shape([-0.55, 0.05, -0.35, -0.6, 0.3, -0.6, 0.55, 0.05], main);
      pen.box(-1, 0, 2, 0.68, main, 0.2);
      pen.shape([-0.42, 0.02, -0.28, -0.45, -0.04, -0.45, -0.04, 0.02], '#cfe8f5');
      pen.shape([0.06, 0.02, 0.06, -0.45, 0.24, -0.45, 0.41, 0.02], '#cfe8f5');
      for (const x of [-0.55, 0.55]) {
        pen.oval(x, 0.65, 0.22, 0.35, DARK);
        pen.oval(x, 0.65, 0.1, 0.16, '#b8b8c0');
      }
    },
  },
  boat: {
    plural: 'boats',
    details: ['two sails', 'two sails each'],
    ratio: 1.1,
    place: 'water',
    colours: ['red', 'blue', 'orange', 'white', 'yellow', 'purple'],
    draw: (pen, main, shade) => {
      pen.box(-0.04, -1, 0.08, 1.5, WOOD);
      pen.shape([0.1, -0.9, 0.1, 0.35, 0.8, 0.35], main);
      pen.shape([-0.1, -0.7, -0.1, 0.35, -0.6, 0.35], main);
      pen.shape([-1, 0.45, 1, 0.45, 0.65, 1, -0.65, 1], shade);
    },
  },
  balloon: {
    plural: 'balloons',
    details: ['a thin string', 'thin strings'],
    ratio: 0.7,
    place: 'sky',
    colours: VIVID,
    draw: (pen, main, shade) => {
      pen.stroke([0, 0.3, 0.08, 0.6, -0.05, 0.98], '#6a6a70', 0.05);
      pen.oval(0, -0.35, 0.85, 0.62, main);
      pen.shape([-0.14, 0.34, 0.14, 0.34, 0, 0.2], shade);
      pen.oval(-0.3, -0.55, 0.16, 0.14, mixColours(main, WHITE, 0.55));
    },
  },
  kite: {
    plural: 'kites',
    details: ['a wavy tail', 'wavy tails'],
    ratio: 0.7,
    place: 'sky',
    colours: VIVID,
    draw: (pen, main, shade) => {
      pen.stroke([0, 0.3, 0.2, 0.5, -0.15, 0.75, 0.1, 0.98], '#6a6a70', 0.05);
      pen.shape([0, -1, 0.75, -0.4, 0, 0.35, -0.75, -0.4], main);
      pen.shape([0, -1, 0.75, -0.4, 0, -0.4], shade);
      pen.shape([0, 0.35, -0.75, -0.4, 0, -0.4], shade);
    },
  },
  bird: {
    plural: 'birds',
    details: ['spread wings', 'spread wings'],
    ratio: 1.4,
    place: 'sky',
    colours: ['blue', 'red', 'white', 'brown', 'yellow'],
    draw: (pen, main, shade) => {
      pen.oval(0, 0.1, 0.62, 0.38, main);
      pen.oval(0.55, -0.2, 0.26, 0.3, main);
      pen.shape([0.78, -0.28, 1, -0.15, 0.76, -0.05], '#f0a020');
      pen.shape([-0.2, 0.05, 0.3, 0, -0.25, -0.9], shade);
      pen.shape([-0.5, 0, -1, -0.25, -0.95, 0.3], shade);
      pen.oval(0.62, -0.26, 0.05, 0.07, DARK);
    },
  },
  fish: {
    plural: 'fish',
    details: ['a large fin', 'large fins'],
    ratio: 1.6,
    place: 'water',
    colours: ['orange', 'yellow', 'red', 'purple', 'pink'],
    draw: (pen, main, shade) => {
      pen.shape([-0.4, 0, -1, -0.65, -1, 0.65], shade);
      pen.oval(0.15, 0, 0.78, 0.72, main);
      pen.shape([0, -0.65, 0.35, -0.65, -0.1, -1], shade);
      pen.oval(0.55, -0.18, 0.12, 0.16, WHITE);
      pen.oval(0.58, -0.18, 0.06, 0.09, DARK);
    },
  },
  flower: {
    plural: 'flowers',
    details: ['a green stem', 'green stems'],
    ratio: 0.65,
    place: 'ground',
    colours: ['red', 'yellow', 'pink', 'purple', 'white', 'blue', 'orange'],
    draw: (pen, main) => {
      pen.stroke([0, -0.2, 0, 0.98], LEAF, 0.12);
      pen.oval(0.34, 0.55, 0.34, 0.12, LEAF);
      for (let i = 0; i < 6; i++)
        pen.oval(0.42 * Math.cos((i * Math.PI) / 3), -0.5 + 0.3 * Math.sin((i * Math.PI) / 3), 0.36, 0.24, main);
      pen.oval(0, -0.5, 0.26, 0.17, main === NAMED_COLOURS.yellow ? '#7a4a1e' : '#f2c230');
    },
  },
  cup: {
    plural: 'cups',
    details: ['a handle', 'handles'],
    ratio: 1.15,
    place: 'any',
    colours: VIVID,
    draw: (pen, main, shade) => {
      pen.oval(0.62, 0.1, 0.36, 0.4, shade);
      pen.oval(0.62, 0.1, 0.2, 0.22, '#f4f0e6');
      pen.shape([-0.8, -0.7, 0.65, -0.7, 0.5, 1, -0.65, 1], main);
      pen.oval(-0.07, -0.7, 0.72, 0.18, shade);
    },
  },
  apple: {
    plural: 'apples',
    details: ['a small leaf', 'small leaves'],
    ratio: 0.95,
    place: 'any',
    colours: ['red', 'green', 'yellow'],
    draw: (pen, main, shade) => {
      pen.stroke([0, -0.5, 0.12, -0.95], WOOD, 0.12);
      pen.oval(0.4, -0.78, 0.26, 0.12, LEAF);
      pen.oval(-0.36, 0.2, 0.58, 0.8, main);
      pen.oval(0.36, 0.2, 0.58, 0.8, main);
      pen.oval(0.62, 0.25, 0.14, 0.4, shade);
    },
  },
  book: {
    plural: 'books',
    details: ['a pale label', 'pale labels'],
    ratio: 0.85,
    place: 'any',
    colours: VIVID,
    draw: (pen, main, shade) => {
      pen.box(-0.85, -1, 1.7, 2, shade, 0.08);
      pen.box(-0.62, -1, 1.47, 1.86, main, 0.06);
      pen.box(-0.35, -0.6, 0.95, 0.3, '#f6f0dc');
      pen.box(-0.62, 0.86, 1.4, 0.1, '#f6f0dc');
    },
  },
  lamp: {
    plural: 'lamps',
    details: ['a gray foot', 'gray feet'],
    ratio: 0.7,
    place: 'any',
    colours: ['yellow', 'red', 'orange', 'green', 'purple', 'blue'],
    draw: (pen, main) => {
      pen.box(-0.08, -0.2, 0.16, 1.05, '#77777f');
      pen.shape([-0.4, -1, 0.4, -1, 0.85, -0.1, -0.85, -0.1], main);
      pen.box(-0.55, 0.82, 1.1, 0.18, '#55555c', 0.08);
    },
  },
  chair: {
    plural: 'chairs',
    details: ['a straight back', 'straight backs'],
    ratio: 0.7,
    place: 'ground',
    colours: ['red', 'blue', 'brown', 'green', 'yellow', 'purple'],
    draw: (pen, main, shade) => {
      pen.box(-0.7, -1, 0.24, 2, shade, 0.05);
      pen.box(0.46, 0.1, 0.24, 0.9, shade, 0.05);
      pen.box(-0.7, -0.85, 0.45, 0.8, main, 0.05);
      pen.box(-0.78, 0, 1.56, 0.28, main, 0.08);
    },
  },
  umbrella: {
    plural: 'umbrellas',
    details: ['a curved handle', 'curved handles'],
    ratio: 1.05,
    place: 'any',
    colours: VIVID,
    draw: (pen, main, shade) => {
      pen.stroke([0, -0.85, 0, 0.78, 0.1, 0.92, 0.25, 0.9, 0.3, 0.75], '#55555c', 0.09);
      pen.oval(0, 0, 0.98, 0.9, main, Math.PI, 2 * Math.PI);
      pen.shape([-0.33, 0, 0, -0.9, 0.33, 0], shade);
    },
  },
  mushroom: {
    plural: 'mushrooms',
    details: ['white spots', 'white spots'],
    ratio: 1,
    place: 'ground',
    colours: ['red', 'brown', 'orange', 'purple'],
    draw: (pen, main) => {
      pen.box(-0.26, 0, 0.52, 1, '#f3ead6', 0.16);
      pen.oval(0, 0.1, 0.95, 0.98, main, Math.PI, 2 * Math.PI);
      pen.oval(-0.4, -0.3, 0.16, 0.14, WHITE);
      pen.oval(0.3, -0.45, 0.18, 0.16, WHITE);
      pen.oval(0.55, -0.08, 0.12, 0.1, WHITE);
    },
  },
  cactus: {
    plural: 'cactuses',
    details: ['a clay pot below', 'clay pots below'],
    ratio: 0.75,
    place: 'ground',
    colours: ['green', 'dark green', 'teal'],
    draw: (pen, main, shade) => {
      pen.stroke([-0.68, -0.35, -0.68, 0.2, 0, 0.2], main, 0.28);
      pen.stroke([0.68, -0.55, 0.68, -0.05, 0, -0.05], main, 0.28);
      pen.box(-0.27, -1, 0.54, 1.7, main, 0.27);
      pen.stroke([0, -0.8, 0, 0.6], shade, 0.05);
      pen.shape([-0.5, 0.6, 0.5, 0.6, 0.38, 1, -0.38, 1], '#b5623a');
    },
  },
  rocket: {
    plural: 'rockets',
    details: ['a round window', 'round windows'],
    ratio: 0.6,
    place: 'sky',
    colours: ['red', 'white', 'blue', 'purple', 'orange'],
    draw: (pen, main, shade) => {
      pen.shape([-0.25, 0.6, 0.25, 0.6, 0, 1], '#f5a623');
      pen.shape([-0.4, 0.2, -0.95, 0.75, -0.35, 0.65], shade);
      pen.shape([0.4, 0.2, 0.95, 0.75, 0.35, 0.65], shade);
      pen.oval(0, -0.1, 0.45, 0.9, main);
      pen.oval(0, -0.3, 0.2, 0.14, '#bfe3f5');
    },
  },
  bottle: {
    plural: 'bottles',
    details: ['a pale label', 'pale labels'],
    ratio: 0.42,
    place: 'any',
    colours: ['green', 'brown', 'blue', 'red'],
    draw: (pen, main, shade) => {
      pen.box(-0.3, -1, 0.6, 0.35, shade, 0.06);
      pen.box(-0.24, -0.75, 0.48, 0.6, main);
      pen.box(-0.8, -0.25, 1.6, 1.25, main, 0.25);
      pen.box(-0.8, 0.15, 1.6, 0.5, '#f4eeda');
    },
  },
  clock: {
    plural: 'clocks',
    details: ['a white face', 'white faces'],
    ratio: 1,
    place: 'any',
    colours: VIVID,
    draw: (pen, main) => {
      pen.oval(0, 0, 0.98, 0.98, main);
      pen.oval(0, 0, 0.78, 0.78, '#fbfaf4');
      pen.stroke([0, 0, 0, -0.55], DARK, 0.09);
      pen.stroke([0, 0, 0.38, 0.16], DARK, 0.09);
    },
  },
  cat: {
    plural: 'cats',
    details: ['green eyes', 'green eyes'],
    ratio: 0.9,
    place: 'ground',
    colours: ['orange', 'gray', 'black', 'white', 'brown'],
    draw: (pen, main, shade) => {
      pen.stroke([0.5, 0.85, 0.88, 0.6, 0.8, 0.1], shade, 0.16);
      pen.oval(0, 0.45, 0.6, 0.56, main);
      pen.shape([-0.52, -0.3, -0.46, -1, -0.05, -0.6], main);
      pen.shape([0.52, -0.3, 0.46, -1, 0.05, -0.6], main);
      pen.oval(0, -0.3, 0.54, 0.45, main);
      pen.oval(-0.2, -0.34, 0.09, 0.1, '#b8e070');
      pen.oval(0.2, -0.34, 0.09, 0.1, '#b8e070');
      pen.oval(-0.2, -0.34, 0.035, 0.08, '#101010');
      pen.oval(0.2, -0.34, 0.035, 0.08, '#101010');
      pen.shape([-0.08, -0.16, 0.08, -0.16, 0, -0.06], '#e58a9a');
      pen.oval(-0.25, 0.93, 0.2, 0.08, shade);
      pen.oval(0.25, 0.93, 0.2, 0.08, shade);
    },
  },
  bicycle: {
    plural: 'bicycles',
    details: ['a black saddle', 'black saddles'],
    ratio: 1.5,
    place: 'ground',
    colours: ['red', 'blue', 'green', 'orange', 'purple', 'teal'],
    draw: (pen, main) => {
      for (const x of [-0.6, 0.6]) {
        pen.oval(x, 0.45, 0.38, 0.55, DARK);
        pen.oval(x, 0.45, 0.3, 0.44, '#e8e8ec');
        pen.oval(x, 0.45, 0.05, 0.08, DARK);
      }
      pen.stroke([-0.6, 0.45, -0.3, -0.3, 0.4, -0.3, 0, 0.45, -0.6, 0.45], main, 0.09);
      pen.stroke([0, 0.45, -0.35, -0.55], main, 0.09);
      pen.stroke([0.6, 0.45, 0.36, -0.75, 0.56, -0.9], main, 0.09);
      pen.stroke([-0.5, -0.58, -0.2, -0.58], DARK, 0.13);
    },
  },
} as const satisfies Record<string, Drawing>;

export type DrawingName = keyof typeof DRAWINGS;

export const DRAWING_NAMES = Object.keys(DRAWINGS) as DrawingName[];

/** Paints a drawing so that its feet are at `foot`; clipped by nothing. */
export function paintDrawing(
  context: SKRSContext2D,
  name: DrawingName,
  colour: ColourName,
  foot: { x: number; y: number },
  height: number,
): void {
  const { draw, ratio } = DRAWINGS[name];
  const main = NAMED_COLOURS[colour];
  context.save();
  context.translate(foot.x, foot.y - height / 2);
  context.scale((height * ratio) / 2, height / 2);
  draw(new Pen(context), main, mixColours(main, '#000000', 0.28));
  context.restore();
}
