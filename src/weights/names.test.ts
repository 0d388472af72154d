import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { goldenPath } from '../../test/golden.js';
import { openModelFolder } from './folder.js';
import { canonicalName, canonicalWeights } from './names.js';
import { failureOf } from './weights.testing.js';

const folder = (name: string) => openModelFolder(goldenPath('checkpoints', name));

/** Canonical names with the layer numbers taken out: checkpoints have different depths. */
const kinds = (name: string) =>
  [...new Set([...canonicalWeights(folder(name)).keys()].map((key) => key.replace(/\.\d+\./, '.N.')))].sort();

const decoder = [
  'lm_head.weight',
  'model.embed_tokens.weight',
  'model.norm.weight',
  ...[
    'input_layernorm',
    'mlp.down_proj',
    'mlp.gate_proj',
    'mlp.up_proj',
    'post_attention_layernorm',
    'self_attn.k_proj',
    'self_attn.o_proj',
    'self_attn.q_proj',
    'self_attn.v_proj',
  ].map((part) => `model.layers.N.${part}.weight`),
].map((name) => `language_model.${name}`);

const attentionBiases = ['k', 'q', 'v'].map((part) => `language_model.model.layers.N.self_attn.${part}_proj.bias`);

const weightAndBias = (names: string[]) => names.flatMap((name) => [`${name}.bias`, `${name}.weight`]);

const projector = weightAndBias(['multi_modal_projector.linear_1', 'multi_modal_projector.linear_2']);

const towerLayers = weightAndBias(
  [
    'layer_norm1',
    'layer_norm2',
    'mlp.fc1',
    'mlp.fc2',
    'self_attn.k_proj',
    'self_attn.out_proj',
    'self_attn.q_proj',
    'self_attn.v_proj',
  ].map((part) => `encoder.layers.N.${part}`),
);
const clipTower = [
  'embeddings.class_embedding',
  'embeddings.patch_embedding.weight',
  'embeddings.position_embedding.weight',
  ...weightAndBias(['post_layernorm', 'pre_layrnorm']),
  ...towerLayers,
];
const siglipTower = [
  ...weightAndBias(['embeddings.patch_embedding', 'post_layernorm']),
  'embeddings.position_embedding.weight',
  ...towerLayers,
];
const tower = (names: string[]) => names.map((name) => `vision_tower.vision_model.${name}`);

const llava = [...tower(clipTower), ...projector, ...decoder];
const llavaNext = [...llava, 'image_newline'];

describe('canonicalWeights: golden', () => {
  it.each([
    // Three generations of names, one set; a tied head is there too.
    ['llava', llava],
    ['llava-bf16', llava],
    ['llava-next-llama', llavaNext],
    ['llava-next-mistral', llavaNext],
    ['llava-next-video', llavaNext],
    ['llava-next-qwen2', [...llavaNext, ...attentionBiases]],
    ['llava-onevision', [...tower(siglipTower), ...projector, ...decoder, ...attentionBiases, 'image_newline']],
    ['text-llama-linear', decoder],
    ['text-llama-llama3', decoder],
    ['text-mistral', decoder],
    ['text-qwen2', [...decoder, ...attentionBiases]],
  ])('%s', (name, expected) => {
    expect(kinds(name)).toEqual([...expected].sort());
  });

  it('clip and instructblip keep their names, without position_ids', () => {
    for (const name of ['clip', 'instructblip']) {
      const { weights } = folder(name);
      const expected = [...weights.keys()].filter((key) => !key.endsWith('position_ids'));
      expect([...canonicalWeights(folder(name)).keys()]).toEqual(expected);
    }
    expect(folder('clip').weights.size - canonicalWeights(folder('clip')).size).toBe(2);
  });

  it('every checkpoint is in one of the tests above', () => {
    expect(readdirSync(goldenPath('checkpoints')).length).toBe(13);
  });
});

describe('canonicalName', () => {
  it.each([
    ['model.vision_tower.embeddings.class_embedding', 'vision_tower.vision_model.embeddings.class_embedding'],
    ['model.vision_tower.vision_model.pre_layrnorm.bias', 'vision_tower.vision_model.pre_layrnorm.bias'],
    ['model.image_newline', 'image_newline'],
    ['model.multi_modal_projector.linear_1.bias', 'multi_modal_projector.linear_1.bias'],
    ['model.language_model.layers.3.mlp.up_proj.weight', 'language_model.model.layers.3.mlp.up_proj.weight'],
    ['model.layers.3.mlp.up_proj.weight', 'language_model.model.layers.3.mlp.up_proj.weight'],
    ['language_model.lm_head.weight', 'language_model.lm_head.weight'],
    ['vision_model.encoder.layers.0.mlp.fc1.bias', 'vision_model.encoder.layers.0.mlp.fc1.bias'],
    ['query_tokens', 'query_tokens'],
    ['my_position_ids', 'my_position_ids'],
  ])('%s', (name, expected) => {
    expect(canonicalName(name)).toBe(expected);
    expect(canonicalName(expected)).toBe(expected);
  });

  it.each([
    'position_ids',
    'vision_tower.vision_model.embeddings.position_ids',
    'model.layers.0.self_attn.rotary_emb.inv_freq',
    'language_model.model.rotary_emb.inv_freq',
  ])('%s is a buffer', (name) => {
    expect(canonicalName(name)).toBeUndefined();
  });
});

describe('tied heads', () => {
  const tied = folder('llava-next-qwen2');
  const head = 'language_model.lm_head.weight';

  it('are the embeddings, only where the configuration says so and the file has none', () => {
    const weights = canonicalWeights(tied);
    expect(weights.get(head)).toBe(weights.get('language_model.model.embed_tokens.weight'));
    const own = { ...tied.weights.values().next().value! };
    const withHead = new Map([...tied.weights, ['lm_head.weight', own]]);
    expect(canonicalWeights({ ...tied, weights: withHead }).get(head)).toBe(own);
  });

  it.each([
    [{ tie_word_embeddings: true }, true],
    [{ tie_word_embeddings: true, text_config: {} }, true],
    [{ tie_word_embeddings: false, text_config: { tie_word_embeddings: true } }, true],
    [{ tie_word_embeddings: true, text_config: { tie_word_embeddings: false } }, false],
    [{ tie_word_embeddings: 'true' }, false],
    [{}, false],
  ])('%j: %s', (config, expected) => {
    expect(canonicalWeights({ ...tied, config }).has(head)).toBe(expected);
  });
});

it('refuses two names with one meaning', () => {
  const text = folder('text-mistral');
  const again = [...text.weights].map(([name, reference]) => [`language_model.${name}`, reference] as const);
  const weights = new Map([...text.weights, ...again]);
  expect(failureOf('weights-names', () => canonicalWeights({ ...text, weights }))).toContain('two');
});
