import { TesseraeError } from '../../../base/error.js';
import type { Random } from '../../../base/random.js';
import type { Size } from '../kind.js';

/** Sides of the tiles and of the largest canvas that a small picture is drawn for, in pixels. */
export const SHORT_SIDE = 128;
export const LONG_SIDE = 256;

/**
 * Draws the room of a small picture, which it may not fill: 30 % one tile of 128x128 pixels, 35 % two tiles (half wide, half
 * tall), 25 % four tiles, and 10 % any size between.
 */
export function drawRoom(random: Random): Size {
  const share = random.uniform();
  if (share < 0.3) return { width: SHORT_SIDE, height: SHORT_SIDE };
  if (share < 0.475) return { width: LONG_SIDE, height: SHORT_SIDE };
  if (share < 0.65) return { width: SHORT_SIDE, height: LONG_SIDE };
  if (share < 0.9) return { width: LONG_SIDE, height: LONG_SIDE };
  return { width: random.integer(SHORT_SIDE, LONG_SIDE), height: random.integer(SHORT_SIDE, LONG_SIDE) };
}

/** True where a picture fits into a room. */
export function fitsRoom({ width, height }: Size, room: Size): boolean {
  return width <= room.width && height <= room.height;
}

/** True for rooms of one tile, where only the shortest content has room. */
export function isNarrow({ width, height }: Size): boolean {
  return width + height < SHORT_SIDE + LONG_SIDE - 40;
}

/** Draws before a sampler gives up. */
const ATTEMPTS = 600;

/**
 * Draws until something fits: the same state of `random` gives the same picture.
 *
 * @param draw nothing where there is no room
 * @throws TesseraeError `composite-room`
 */
export function drawFitting<T>(what: string, room: Size, draw: () => T | undefined): T {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const drawn = draw();
    if (drawn !== undefined) return drawn;
  }
  throw roomError(what, room);
}

/** As `drawFitting`, for what is drawn with pictures of a source. */
export async function drawFittingSoon<T>(what: string, room: Size, draw: () => Promise<T | undefined>): Promise<T> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const drawn = await draw();
    if (drawn !== undefined) return drawn;
  }
  throw roomError(what, room);
}

function roomError(what: string, { width, height }: Size): TesseraeError {
  return new TesseraeError('composite-room', {
    expected: `room for ${what} within ${ATTEMPTS} attempts`,
    received: `${width}x${height} pixels`,
    action: 'Give more room: 128x128 pixels is the least that small pictures are made for.',
  });
}
