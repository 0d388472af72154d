import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RandomWeights } from '../shape-7b/random-weights.js';
import type { Shape } from '../shape-7b/shapes.js';

/** What `bench/peers/tower.py` is told. */
export interface TowerOrder {
  config: Record<string, number | string>;
  /** File of weights, and every weight's place in it. */
  file: string;
  weights: { name: string; offset: number; shape: readonly number[] }[];
  pixels: string;
  hidden: string;
}

const root = 'vision_tower.vision_model.';

/** The tower's sizes and weights by the names that Hugging Face's `CLIPVisionModel` gives them. */
export function towerOrder(
  directory: string,
  { llava: { vision, featureLayer } }: Shape,
  shapes: ReadonlyMap<string, readonly number[]>,
  random: RandomWeights,
): TowerOrder {
  const places = [...shapes].map(([name, shape]) => {
    const source = random.source(name);
    if (typeof source === 'string' || !('location' in source) || !name.startsWith(root)) {
      throw new RangeError(`${name} is no plain weight of the tower`);
    }
    return { name: name.slice(root.length), offset: source.offset, shape, file: source.location };
  });
  return {
    config: {
      hidden_size: vision.width,
      intermediate_size: vision.mlpWidth,
      num_hidden_layers: featureLayer,
      num_attention_heads: vision.heads,
      image_size: vision.imageSize,
      patch_size: vision.patchSize,
      hidden_act: 'quick_gelu',
    },
    file: join(random.directory, places[0].file),
    weights: places.map(({ name, offset, shape }) => ({ name, offset, shape })),
    pixels: join(directory, 'pixels'),
    hidden: join(directory, 'hidden'),
  };
}

/** The largest difference between our hidden states and the peer's, relative to the largest of them. */
export function largestDifference(own: Float32Array, path: string): number {
  const theirs = new Float32Array(Uint8Array.from(readFileSync(path)).buffer);
  if (theirs.length !== own.length) throw new RangeError(`the peer gave ${theirs.length} numbers, not ${own.length}`);
  let largest = 0;
  let difference = 0;
  for (let i = 0; i < own.length; i++) {
    largest = Math.max(largest, Math.abs(theirs[i]));
    difference = Math.max(difference, Math.abs(own[i] - theirs[i]));
  }
  return difference / largest;
}
