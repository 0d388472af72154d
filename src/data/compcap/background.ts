import type { Random } from '../../base/random.js';
import type { Canvas } from './canvas.js';
import { COLOUR_NAMES, type ColourName, inkOn, mixColours, NAMED_COLOURS } from './colours.js';

export const PATTERNS = ['plain', 'gradient', 'stripes', 'dots', 'checks', 'lattice'] as const;

/** What lies behind everything; `colour` names it, the pattern's second colour is a shade of it. */
export interface Background {
  pattern: (typeof PATTERNS)[number];
  colour: ColourName;
  /** The second colour is this share of the way to black, or to white where the first is dark. */
  shade: number;
  /** Distance of stripes, dots and checks in pixels. */
  pitch: number;
}

export function drawBackground(random: Random): Background {
  const colour = random.chance(0.4)
    ? random.pick(['white', 'black', 'light gray', 'beige'] as const)
    : random.pick(COLOUR_NAMES);
  return {
    pattern: random.chance(0.4) ? 'plain' : random.pick(PATTERNS),
    colour,
    shade: random.pick([0.08, 0.12, 0.18]),
    pitch: random.integer(10, 28),
  };
}

/** `plain white`, `navy with dots`. */
export function backgroundWords({ pattern, colour }: Background): string {
  const words = {
    plain: `plain ${colour}`,
    gradient: `shaded ${colour}`,
    stripes: `${colour} with stripes`,
    dots: `${colour} with dots`,
    checks: `${colour} with checks`,
    lattice: `${colour} with thin crossing lines`,
  };
  return words[pattern];
}

export function paintBackground({ context, size }: Canvas, { pattern, colour, shade, pitch }: Background): void {
  const base = NAMED_COLOURS[colour];
  const second = mixColours(base, inkOn(base) === '#ffffff' ? '#ffffff' : '#000000', shade);
  const { width, height } = size;
  context.fillStyle = base;
  context.fillRect(0, 0, width, height);
  context.fillStyle = second;
  context.strokeStyle = second;
  if (pattern === 'gradient') {
    const gradient = context.createLinearGradient(0, 0, width, height);
    gradient.addColorStop(0, base);
    gradient.addColorStop(1, second);
    context.fillStyle = gradient;
    context.fillRect(0, 0, width, height);
  } else if (pattern === 'stripes') {
    context.lineWidth = pitch / 2;
    context.beginPath();
    for (let x = -height; x < width; x += 1.5 * pitch) {
      context.moveTo(x, height);
      context.lineTo(x + height, 0);
    }
    context.stroke();
  } else if (pattern === 'dots') {
    context.beginPath();
    for (let y = pitch / 2, odd = 0; y < height + pitch; y += pitch, odd ^= 1) {
      for (let x = (odd * pitch) / 2; x < width + pitch; x += pitch) {
        context.moveTo(x + pitch / 5, y);
        context.arc(x, y, pitch / 5, 0, 2 * Math.PI);
      }
    }
    context.fill();
  } else if (pattern === 'checks') {
    for (let y = 0, odd = 0; y < height; y += pitch, odd ^= 1) {
      for (let x = odd * pitch; x < width; x += 2 * pitch) context.fillRect(x, y, pitch, pitch);
    }
  } else if (pattern === 'lattice') {
    for (let x = pitch; x < width; x += pitch) context.fillRect(x, 0, 1, height);
    for (let y = pitch; y < height; y += pitch) context.fillRect(0, y, width, 1);
  }
}
