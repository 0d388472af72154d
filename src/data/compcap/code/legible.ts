import { contrast, mixColours } from '../colours.js';

/** The nearest colour on the way to black or white that has a contrast of at least `least` with the ground. */
export function legible(ink: string, ground: string, least = 4.5): string {
  const far = contrast('#ffffff', ground) > contrast('#000000', ground) ? '#ffffff' : '#000000';
  for (let share = 0; share < 1; share += 0.08) {
    const mixed = mixColours(ink, far, share);
    if (contrast(mixed, ground) >= least) return mixed;
  }
  return far;
}
