import type { Random } from '../../base/random.js';
import type { Size } from './kind.js';

/** The smallest and the largest side of a picture in pixels. */
export const SMALLEST_SIDE = 100;
export const LARGEST_SIDE = 300;

/**
 * Draws the size of a picture: 55 % one tile of 128x128 pixels, 25 % two tiles (half wide, half tall), 12 % four tiles
 * and 8 % any size from 100x100 to 300x300, so that a model also sees pictures that must be resized and padded.
 */
export function drawSize(random: Random): Size {
  const share = random.uniform();
  if (share < 0.55) return { width: 128, height: 128 };
  if (share < 0.675) return { width: 256, height: 128 };
  if (share < 0.8) return { width: 128, height: 256 };
  if (share < 0.92) return { width: 256, height: 256 };
  return {
    width: random.integer(SMALLEST_SIDE, LARGEST_SIDE),
    height: random.integer(SMALLEST_SIDE, LARGEST_SIDE),
  };
}
