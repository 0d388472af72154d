import { contrast, difference } from '../picture/palette.js';

export { contrast, difference } from '../picture/palette.js';

/** Colours that captions name, as sRGB. Twelve basic words and common shades; `nearestColour` maps any colour to one of them. */
export const NAMED_COLOURS = {
  red: '#d62728',
  'dark red': '#8b1a1a',
  orange: '#ff8c1a',
  gold: '#d4a017',
  yellow: '#f5d90a',
  olive: '#7a7a1e',
  green: '#2a9d3a',
  'dark green': '#145a26',
  'light green': '#98df8a',
  teal: '#148a84',
  cyan: '#19c3d6',
  'light blue': '#9ecbf0',
  blue: '#1f5fd8',
  navy: '#152a5c',
  purple: '#7d2fb5',
  lavender: '#c5b0e6',
  magenta: '#d81eb4',
  pink: '#ff9ac4',
  brown: '#7a4a1e',
  beige: '#eadfc4',
  'light gray': '#d0d0d4',
  gray: '#8c8c8c',
  'dark gray': '#4a4a4e',
  black: '#101010',
  white: '#ffffff',
} as const;

export type ColourName = keyof typeof NAMED_COLOURS;

export const COLOUR_NAMES = Object.keys(NAMED_COLOURS) as ColourName[];

/** The name whose colour is nearest in CIE Lab. */
export function nearestColour(hex: string): ColourName {
  let best: ColourName = 'black';
  let least = Number.POSITIVE_INFINITY;
  for (const name of COLOUR_NAMES) {
    const distance = difference(NAMED_COLOURS[name], hex);
    if (distance < least) [best, least] = [name, distance];
  }
  return best;
}

/** The first of the wished inks that is legible on a ground; else near-black or white, whichever stands out more, black at need. */
export function inkOn(ground: string, wishes: readonly string[] = []): string {
  const legible = wishes.find((ink) => contrast(ink, ground) >= 4.5);
  if (legible !== undefined) return legible;
  const [best] = ['#111111', '#ffffff'].sort((a, b) => contrast(b, ground) - contrast(a, ground));
  // On one narrow band of grays only pure black is legible.
  return contrast(best, ground) >= 4.5 ? best : '#000000';
}

/** The colour `share` of the way from one to the other, channel by channel. */
export function mixColours(from: string, to: string, share: number): string {
  const channel = (hex: string, at: number): number => Number.parseInt(hex.slice(at, at + 2), 16);
  const parts = [1, 3, 5].map((at) => Math.round(channel(from, at) + (channel(to, at) - channel(from, at)) * share));
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
