import { describe, expect, it } from 'vitest';
import { goldenJson } from '../../test/golden.js';
import { checkSizes } from './check-sizes.js';
import { framePatches, readLlavaConfig, readTextConfig, readVisionConfig, windowOf } from './config.js';

const config = (name: string) => goldenJson<Record<string, object>>('checkpoints', name, 'config.json');

describe('what a file leaves out', () => {
  it('is what the classes of the reference take', () => {
    expect(readVisionConfig({ model_type: 'siglip_vision_model' })).toMatchObject({
      width: 768,
      layers: 12,
      patchSize: 16,
      epsilon: 1e-6,
      activation: 'gelu_pytorch_tanh',
    });
    expect(readVisionConfig({})).toMatchObject({ kind: 'clip', width: 1024, layers: 24, activation: 'quick_gelu' });
    expect(readTextConfig({ model_type: 'mistral' })).toMatchObject({
      mlpWidth: 14336,
      kvHeads: 8,
      window: { size: 4096 },
    });
    expect(readTextConfig({ model_type: 'qwen2' })).toMatchObject({ mlpWidth: 22016, vocabulary: 151936 });
  });

  it('features: the last layer of OneVision and InstructBLIP, the one before of the others', () => {
    const bare = (name: string) => {
      const { vision_feature_layer: _, vision_feature_select_strategy: __, ...rest } = config(name);
      const { featureLayer, featureSelect, vision } = readLlavaConfig(rest);
      return [featureLayer - vision.layers, featureSelect];
    };
    expect(bare('llava-onevision')).toEqual([0, 'full']);
    expect(bare('instructblip')).toEqual([0, 'full']);
    expect(bare('llava-next-video')).toEqual([-1, 'default']);
  });
});

it('windows: null is none, Qwen2 slides only if it says so, layer types decide', () => {
  const layers = (json: object) =>
    [0, 1, 2].map((layer) => windowOf(readTextConfig({ num_hidden_layers: 3, ...json }), layer));
  expect(layers({ model_type: 'mistral', sliding_window: null })).toEqual([undefined, undefined, undefined]);
  expect(layers({ model_type: 'mistral', sliding_window: 9 })).toEqual([9, 9, 9]);
  expect(layers({ model_type: 'qwen2', sliding_window: 9 })).toEqual([undefined, undefined, undefined]);
  const slides = { model_type: 'qwen2', sliding_window: 9, use_sliding_window: true };
  expect(layers({ ...slides, max_window_layers: 1 })).toEqual([undefined, 9, 9]);
  const types = ['sliding_attention', 'full_attention', 'sliding_attention'];
  expect(layers({ ...slides, layer_types: types })).toEqual([9, undefined, 9]);
  expect(() => layers({ ...slides, layer_types: types.slice(1) })).toThrow('layer_types of 3 layers; received 2');
});

it('scaled positions lengthen the context as the papers say', () => {
  const length = (rope_scaling: object) =>
    readTextConfig({ max_position_embeddings: 4096, rope_scaling }).contextLength;
  expect(length({ type: 'linear', factor: 2 })).toBe(8192);
  expect(length({ type: 'dynamic', factor: 4 })).toBe(16384);
  expect(length({ rope_type: 'yarn', factor: 4, original_max_position_embeddings: 2048 })).toBe(8192);
  expect(length({ rope_type: 'llama3', factor: 8 })).toBe(4096);
  expect(() => length({ type: 'longrope', factor: 4 })).toThrow('default, linear, dynamic, yarn or llama3');
  expect(() => length({ type: 'dynamic' })).toThrow('a factor beside the kind of RoPE scaling');
});

describe('refused before anything is built', () => {
  const check = (name: string, change: object) => () => {
    const llava = readLlavaConfig({ ...config(name), ...change });
    checkSizes(llava.text, llava);
  };
  it.each([
    ['llava-next-video', { video_token_index: 384 }, 'a video_token_index below the vocab_size 384; received 384'],
    ['llava-next-video', { spatial_pool_mode: 'conv' }, 'config.spatial_pool_mode'],
    [
      'instructblip',
      { qformer_config: { ...config('instructblip').qformer_config, num_attention_heads: 5 } },
      '5 heads for 24',
    ],
    ['instructblip', { use_decoder_only_language_model: false }, 'use_decoder_only_language_model'],
    ['llava-onevision', { vision_config: { model_type: 'dinov2' } }, 'vision_config.model_type'],
  ])('%s with %j', (name, change, message) => {
    expect(check(name, change)).toThrow(message);
    expect(check(name, change)).toThrow(expect.objectContaining({ code: 'config-unsupported' }));
    expect(check(name, {})).not.toThrow();
  });
});

it('pooled sides: resizing rounds up, pooling leaves a remainder out', () => {
  const video = { tokenId: 1, stride: 2, after: 'tower', newline: false } as const;
  expect([27, 24].map((side) => framePatches({ ...video, pool: 'bilinear' }, side))).toEqual([14, 12]);
  expect([27, 24].map((side) => framePatches({ ...video, pool: 'average' }, side))).toEqual([13, 12]);
});
