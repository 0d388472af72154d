import { describe, expect, it } from 'vitest';
import { goldenJson } from '../../test/golden.js';
import { checkpointConfig } from './image.testing.js';
import { readImageConfig } from './read-config.js';

type Json = Record<string, unknown>;
const files = (name: string): [Json, Json] => [
  goldenJson<Json>('checkpoints', name, 'config.json'),
  goldenJson<Json>('checkpoints', name, 'preprocessor_config.json'),
];
const refused = (code: string) => expect.objectContaining({ code });

describe('golden: configurations of the reference checkpoints', () => {
  it('LLaVA-1.5 crops unless told to pad', () => {
    const config = checkpointConfig('llava');
    expect(config).toMatchObject({ mode: 'crop', tile: 56, patch: 14, filter: 'bicubic', cls: true, newline: false });
    expect(config.pinpoints).toEqual([]);
    expect(checkpointConfig('llava', { mode: 'pad' }).mode).toBe('pad');
  });

  it('LLaVA-NeXT', () => {
    const config = checkpointConfig('llava-next-llama', { orientation: 'wh', unpadRounding: 'trunc' });
    expect(config).toMatchObject({ mode: 'anyres', select: 'default', orientation: 'wh', unpadRounding: 'trunc' });
    expect(config.pinpoints[3]).toEqual([168, 56]);
    expect(config.maxViews).toBeUndefined();
    expect(checkpointConfig('llava-next-video')).toMatchObject({ mode: 'anyres', tile: 28, patch: 7 });
  });

  it('LLaVA-OneVision', () => {
    const config = checkpointConfig('llava-onevision');
    expect(config).toMatchObject({ mode: 'anyres', multiMode: 'pad', select: 'full', cls: false, maxViews: 9 });
    expect(config.pinpoints).toHaveLength(36);
  });

  it('InstructBLIP', () => {
    expect(checkpointConfig('instructblip')).toMatchObject({ mode: 'stretch', queries: 6, tile: 32 });
  });
});

describe('equal', () => {
  it('pinpoints as a range and as a list', () => {
    const [config, preprocessor] = files('llava-onevision');
    const range = { ...config, image_grid_pinpoints: '(1x1),...,(6x6)' };
    expect(readImageConfig(range, preprocessor)).toEqual(readImageConfig(config, preprocessor));
  });

  it('the preprocessor alone and inside processor_config.json', () => {
    const [config, preprocessor] = files('llava-next-llama');
    expect(readImageConfig(config, { image_processor: preprocessor })).toEqual(readImageConfig(config, preprocessor));
  });

  it('a size as number, edge and pair', () => {
    const [config, preprocessor] = files('llava');
    for (const size of [56, { shortest_edge: 56 }, { height: 56, width: 56 }]) {
      expect(readImageConfig(config, { ...preprocessor, size }).tile).toBe(56);
    }
  });
});

describe('attack: unsupported values are named, not guessed', () => {
  const [config, preprocessor] = files('llava-next-llama');
  const vision = config.vision_config as Json;
  const wrong: [string, Json, Json][] = [
    ['model type', { ...config, model_type: 'mllama' }, preprocessor],
    ['tower', { ...config, vision_config: { ...vision, model_type: 'swin' } }, preprocessor],
    ['patch size', { ...config, vision_config: { ...vision, patch_size: 0 } }, preprocessor],
    ['feature rows', { ...config, vision_feature_select_strategy: 'full' }, preprocessor],
    ['feature word', { ...config, vision_feature_select_strategy: 'half' }, preprocessor],
    ['size of another tower', config, { ...preprocessor, size: { shortest_edge: 336 } }],
    ['size that is not square', config, { ...preprocessor, size: { height: 56, width: 28 } }],
    ['nearest neighbour', config, { ...preprocessor, resample: 0 }],
    ['no normalisation', config, { ...preprocessor, do_normalize: false }],
    ['no deviation', config, { ...preprocessor, image_std: [0, 1, 1] }],
    ['two pinpoint lists', { ...config, image_grid_pinpoints: [[56, 56]] }, preprocessor],
    ['pinpoints between tiles', ...withPinpoints([[50, 56]])],
    ['no pinpoints', ...withPinpoints(undefined)],
    ['empty pinpoints', ...withPinpoints([])],
    ['pinpoint text', ...withPinpoints('all')],
  ];
  function withPinpoints(image_grid_pinpoints: unknown): [Json, Json] {
    return [
      { ...config, image_grid_pinpoints },
      { ...preprocessor, image_grid_pinpoints },
    ];
  }
  for (const [what, model, pixels] of wrong) {
    it(what, () => expect(() => readImageConfig(model, pixels)).toThrow(refused('image-config')));
  }

  it('something that is no object', () => {
    for (const value of [null, 3, 'x', []]) {
      expect(() => readImageConfig(value, preprocessor)).toThrow(refused('image-config'));
      expect(() => readImageConfig(config, value)).toThrow(refused('image-config'));
    }
  });

  it('unknown options', () => {
    expect(() => readImageConfig(config, preprocessor, { rounding: 'up' } as object)).toThrow(refused('image-options'));
    expect(() => readImageConfig(...files('llava'), { mode: 'anyres' })).toThrow(refused('image-config'));
  });

  it('a OneVision cap that is no number', () => {
    const [onevision, pixels] = files('llava-onevision');
    expect(() => readImageConfig({ ...onevision, vision_aspect_ratio: 'anyres_max_many' }, pixels)).toThrow(
      refused('image-config'),
    );
  });
});
