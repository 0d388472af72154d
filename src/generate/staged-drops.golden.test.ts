import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goldenPath } from '../../test/golden.js';
import type { Checkpoint } from '../model/checkpoint.js';
import type { TextConfig } from '../model/config.js';
import { pyramiddrop, tokensPerLayer } from '../reduce/index.js';
import { golden } from '../reduce/reduce.testing.js';
import { relativeError } from './golden.testing.js';
import { TextDecoder } from './text-decoder.js';

/** Names in the reference data of the parts of a layer. */
const parts: Record<string, string> = {
  'self_attn.q_proj': 'q',
  'self_attn.k_proj': 'k',
  'self_attn.v_proj': 'v',
  'self_attn.o_proj': 'o',
  'mlp.gate_proj': 'gate',
  'mlp.up_proj': 'up',
  'mlp.down_proj': 'down',
  input_layernorm: 'ln1',
  post_attention_layernorm: 'ln2',
};
const others: Record<string, string> = { 'model.embed_tokens': 'embed', 'model.norm': 'norm', lm_head: 'lm_head' };

const data = golden('pyramiddrop');
const { model } = data;

/** The reference decoder (double precision, official code) as a checkpoint. */
function checkpoint(): Checkpoint {
  const text: TextConfig = {
    width: model.hidden,
    mlpWidth: model.intermediate,
    layers: model.layers,
    heads: model.heads,
    kvHeads: model.kvHeads,
    headWidth: model.headDim,
    vocabulary: model.vocab,
    contextLength: 2048,
    epsilon: model.rmsEps,
    qkvBias: false,
    tied: false,
    rope: { type: 'default', theta: model.ropeTheta },
  };
  const source = (name: string) => {
    const short = name.replace(/^language_model\./, '').replace(/\.weight$/, '');
    const layer = /^model\.layers\.(\d+)\.(.*)$/.exec(short);
    const values = data.read(model.weights[layer ? `layers.${layer[1]}.${parts[layer[2]]}` : others[short]]);
    return { data: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) };
  };
  return { text, source, directory: goldenPath('reduce') } as Partial<Checkpoint> as Checkpoint;
}

describe('golden: PyramidDrop in the engine agrees with the official code', () => {
  let decoder: TextDecoder;
  beforeAll(async () => {
    decoder = await TextDecoder.open(checkpoint(), 1);
  });
  afterAll(() => decoder.dispose());

  const cases = data.of('prefill').filter(({ expected }) => expected.official.decode);
  it.each(cases.map((each) => [each.id, each] as const))('%s', async (_, { params, inputs, expected }) => {
    const { official } = expected;
    const { inputIds, imageTokens, afterLayers: after, ratios } = params;
    const start = inputIds.indexOf(-200);
    const ids: number[] = [...inputIds.slice(0, start), ...Array(imageTokens).fill(0), ...inputIds.slice(start + 1)];
    const embeddings = await decoder.embed(ids);
    embeddings.set(data.read(inputs.imageTokens), start * model.hidden);
    const drops = pyramiddrop.plan(imageTokens, model.layers, undefined, { variant: 'official', after, ratios });
    const visual = Array.from({ length: imageTokens }, (_, i) => start + i);

    const { logits, state } = await decoder.prefill(embeddings, undefined, { visual, drops, ...pyramiddrop });
    const lengths = () => state.caches.map(({ length }) => length);
    expect(relativeError(logits, data.read(official.lastLogits) as Float32Array)).toBeLessThan(1e-4);
    expect(lengths()).toEqual(official.kvLengths);
    const text = inputIds.length - 1;
    expect(lengths()).toEqual(tokensPerLayer(imageTokens, drops, model.layers).map((count) => count + text));

    for (const step of official.decode) {
      expect(lengths()).toEqual(step.positionPerLayer);
      const next = await decoder.next(state, step.inputToken);
      expect(relativeError(next, data.read(step.logits) as Float32Array)).toBeLessThan(1e-4);
      expect(lengths()).toEqual(step.kvLengths);
    }
  });
});
