/** Configurations and checks that several tests of this folder share. */
import { createHash } from 'node:crypto';
import { goldenJson } from '../../test/golden.js';
import type { ImageConfig } from './config.js';
import type { ImageOptions } from './read-config.js';
import { readImageConfig } from './read-config.js';

/** LLaVA-1.5 and LLaVA-NeXT at 336 pixels. */
export const next: ImageConfig = {
  mode: 'anyres',
  multiMode: 'anyres',
  tile: 336,
  patch: 14,
  filter: 'bicubic',
  mean: [0.48145466, 0.4578275, 0.40821073],
  std: [0.26862954, 0.26130258, 0.27577711],
  rescale: 1 / 255,
  cls: true,
  select: 'default',
  newline: true,
  pinpoints: [
    [336, 672],
    [672, 336],
    [672, 672],
    [1008, 336],
    [336, 1008],
  ],
  orientation: 'hw',
  unpadRounding: 'exact',
};

export const llava: ImageConfig = { ...next, mode: 'crop', multiMode: 'crop', newline: false, pinpoints: [] };

const six = [1, 2, 3, 4, 5, 6];

/** LLaVA-OneVision at 384 pixels. */
export const onevision: ImageConfig = {
  ...next,
  multiMode: 'pad',
  tile: 384,
  mean: [0.5, 0.5, 0.5],
  std: [0.5, 0.5, 0.5],
  cls: false,
  select: 'full',
  pinpoints: six.flatMap((i) => six.map((j): [number, number] => [i * 384, j * 384])),
  maxViews: 9,
};

/** The code the models were released with. */
export const original = (config: ImageConfig): ImageConfig => ({
  ...config,
  orientation: 'wh',
  unpadRounding: 'trunc',
});

/** Configuration of a reference checkpoint. */
export function checkpointConfig(name: string, options?: ImageOptions): ImageConfig {
  const read = (file: string) => goldenJson('checkpoints', name, file);
  return readImageConfig(read('config.json'), read('preprocessor_config.json'), options);
}

export const sha256 = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');
