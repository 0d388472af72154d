/**
 * Kinds of RoPE scaling and sliding windows that no reference checkpoint has: reference checkpoints with another config.json.
 *
 * The numbers are those of transformers 5.24 (torch 2.13, float32, eager attention) on the same folders: `AutoModelForCausalLM`,
 * the longest text case, the five likeliest first tokens with their logits, and 24 greedy tokens through the cache. Every
 * chosen token is ahead of the next by at least 0.0078.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { mostLikely } from '../decode/index.js';
import { openCheckpoint } from '../model/checkpoint.js';
import { openGolden } from './golden.testing.js';
import { TextDecoder } from './text-decoder.js';

interface Variant {
  checkpoint: string;
  config: object;
  best: [id: number, logit: number][];
  ids: number[];
}

const variants: Record<string, Variant> = {
  'dynamic scaling, far beyond the original length': {
    checkpoint: 'text-llama-linear',
    config: { rope_scaling: { type: 'dynamic', factor: 2 }, max_position_embeddings: 24 },
    best: [
      [278, 5.645045],
      [320, 5.052214],
      [311, 5.021796],
      [112, 4.602122],
      [322, 4.593207],
    ],
    ids: [
      278, 54, 105, 268, 347, 279, 56, 98, 98, 287, 260, 337, 54, 267, 306, 95, 80, 323, 51, 337, 54, 267, 350, 359,
    ],
  },
  'yarn with its defaults': {
    checkpoint: 'text-llama-linear',
    config: { rope_scaling: { rope_type: 'yarn', factor: 4, original_max_position_embeddings: 32 } },
    best: [
      [84, 6.349481],
      [341, 6.052337],
      [311, 5.28117],
      [278, 5.151041],
      [77, 4.655508],
    ],
    ids: [
      84, 364, 92, 116, 307, 301, 333, 83, 309, 359, 52, 315, 342, 300, 84, 116, 94, 289, 374, 104, 56, 47, 293, 358,
    ],
  },
  'yarn with every setting': {
    checkpoint: 'text-llama-linear',
    config: {
      rope_scaling: {
        rope_type: 'yarn',
        factor: 8,
        original_max_position_embeddings: 64,
        beta_fast: 16,
        beta_slow: 2,
        mscale: 1,
        mscale_all_dim: 0.5,
        truncate: false,
      },
    },
    best: [
      [84, 6.542131],
      [112, 6.312048],
      [320, 6.001598],
      [322, 5.88482],
      [278, 5.222353],
    ],
    ids: [84, 364, 67, 293, 358, 38, 37, 84, 364, 67, 293, 358, 38, 37, 84, 341, 47, 314, 117, 260, 337, 54, 359, 52],
  },
  'a sliding window in every layer (Mistral)': {
    checkpoint: 'text-mistral',
    config: { sliding_window: 7 },
    best: [
      [88, 7.538557],
      [320, 6.260609],
      [55, 5.429791],
      [87, 5.386424],
      [376, 5.365639],
    ],
    ids: [88, 58, 290, 58, 340, 337, 325, 48, 85, 96, 93, 262, 304, 366, 54, 290, 47, 337, 377, 377, 53, 38, 296, 58],
  },
  'a sliding window from layer 2 on (Qwen2)': {
    checkpoint: 'text-qwen2',
    config: { use_sliding_window: true, sliding_window: 5, max_window_layers: 2 },
    best: [
      [186, 6.989883],
      [237, 6.362908],
      [282, 5.725105],
      [159, 5.425618],
      [163, 5.420728],
    ],
    ids: [
      186, 282, 282, 59, 332, 52, 199, 301, 59, 95, 286, 186, 301, 282, 96, 157, 339, 156, 52, 226, 301, 59, 188, 188,
    ],
  },
};

const folder = mkdtempSync(join(tmpdir(), 'variants-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The reference checkpoint with some keys of its configuration replaced. */
function changed(name: string, config: object): string {
  const path = mkdtempSync(join(folder, `${name}-`));
  cpSync(openGolden(name).folder, path, { recursive: true });
  const file = join(path, 'config.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...config }));
  return path;
}

test.each(Object.entries(variants))('%s', async (_, { checkpoint, config, best, ids }) => {
  const golden = openGolden(checkpoint);
  const decoder = await TextDecoder.open(openCheckpoint(changed(checkpoint, config)), 1);
  const prompt = golden.integers('long/input_ids');
  const { logits, state } = await decoder.prefill(await decoder.embed(prompt));
  const order = [...logits.keys()].sort((a, b) => logits[b] - logits[a]);
  expect(order.slice(0, best.length)).toEqual(best.map(([id]) => id));
  for (const [id, logit] of best) expect(Math.abs(logits[id] - logit)).toBeLessThan(1e-4 * best[0][1]);
  const generated = [mostLikely(logits)];
  while (generated.length < ids.length) generated.push(mostLikely(await decoder.next(state, generated.at(-1)!)));
  await decoder.dispose();
  expect(generated).toEqual(ids);
});
