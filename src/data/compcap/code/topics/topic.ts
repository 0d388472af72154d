import type { Random } from '../../../../base/random.js';
import type { Value } from '../program/interpret.js';

/** What a snippet does, before it is written in a language. */
export interface TopicText {
  /** Procedures in our notation; the last one is called, helpers stand before it. Notes tell what lines do. */
  code: string;
  /** Completes `The function …`: `adds up …`. Names of the code stand in backticks. */
  purpose: string;
  /** The arguments of the example call. */
  values: Value[];
}

/** Draws constants, names and example values of one topic. */
export type Topic = (random: Random) => TopicText;

/** `count` whole numbers between `low` and `high`, all different. */
export function numbersOf(random: Random, count: number, low: number, high: number): number[] {
  return random.sample(
    Array.from({ length: high - low + 1 }, (_, at) => low + at),
    count,
  );
}

/** Lower-case words for examples of texts, three to nine letters. */
export const WORDS = [
  ...['anchor', 'apple', 'autumn', 'banana', 'basket', 'bottle', 'bridge', 'butter', 'button', 'camel', 'candle'],
  ...['castle', 'cheese', 'circle', 'copper', 'cotton', 'dinner', 'dragon', 'engine', 'falcon', 'feather', 'garden'],
  ...['ginger', 'hammer', 'harbour', 'island', 'jacket', 'kettle', 'ladder', 'lantern', 'lemon', 'letter', 'lizard'],
  ...['marble', 'meadow', 'mirror', 'needle', 'orange', 'paper', 'pepper', 'pillow', 'planet', 'pocket', 'puzzle'],
  ...['rabbit', 'river', 'rocket', 'saddle', 'silver', 'spoon', 'summer', 'sunset', 'table', 'teapot', 'tiger'],
  ...['timber', 'tunnel', 'velvet', 'violin', 'wagon', 'water', 'whistle', 'window', 'winter', 'zebra'],
] as const;
