import { z } from 'zod';
import { TesseraeError } from '../base/error.js';

type Pinpoints = [number, number][];

const pairs = z.array(z.tuple([z.number().int().positive(), z.number().int().positive()])).min(1);

/** `"(1x1),...,(6x6)"`: all pairs of the two ranges, in tiles. */
const RANGE = /^\((\d+)x(\d+)\),\s*\.\.\.,\s*\((\d+)x(\d+)\)$/;

/**
 * Pinpoints in pixels from the places that may state them: lists of pairs, or a range in tiles.
 *
 * @param sources the same key of several files; absent ones are skipped
 * @throws TesseraeError `image-config` if none states them, two differ, or a side is not a multiple of the tile
 */
export function readPinpoints(sources: readonly unknown[], tile: number): Pinpoints {
  const [first, ...others] = sources.filter((source) => source != null).map((source) => parsePinpoints(source, tile));
  if (!first) throw refuse('image_grid_pinpoints in config.json or preprocessor_config.json', 'none');
  if (others.some((other) => JSON.stringify(other) !== JSON.stringify(first))) {
    throw refuse('the same image_grid_pinpoints in config.json and preprocessor_config.json', 'two different lists');
  }
  const odd = first.find((pair) => pair.some((length) => length % tile !== 0));
  if (odd) throw refuse(`pinpoints in multiples of the tile side ${tile}`, `[${odd}]`);
  return first;
}

function parsePinpoints(source: unknown, tile: number): Pinpoints {
  if (typeof source === 'string') {
    const range = RANGE.exec(source)?.slice(1).map(Number);
    if (!range) throw refuse('a range like "(1x1),...,(6x6)"', source);
    const [firstFrom, secondFrom, firstTo, secondTo] = range;
    const list: Pinpoints = [];
    for (let i = firstFrom; i <= firstTo; i++) {
      for (let j = secondFrom; j <= secondTo; j++) list.push([i * tile, j * tile]);
    }
    source = list;
  }
  const result = pairs.safeParse(source);
  if (!result.success) throw refuse('image_grid_pinpoints as a list of pairs', result.error.issues[0].message);
  return result.data;
}

function refuse(expected: string, received: string): TesseraeError {
  return new TesseraeError('image-config', {
    expected,
    received,
    action: 'Correct the configuration of the checkpoint.',
  });
}
