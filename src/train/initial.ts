import { mixSeed, Random } from '../base/random.js';
import type { LlavaConfig } from '../model/config.js';

/**
 * Initial weights for training from nothing: matrices normal with deviation 1/√(inputs) (residual outputs divided by
 * √(2·layers)), norms one, biases zero, embeddings 0.02.
 *
 * Every tensor has a random stream of its own, so that adding one does not change the others.
 */
export function initialWeight(name: string, shape: readonly number[], config: LlavaConfig, seed: number): Float32Array {
  const size = shape.reduce((product, n) => product * n, 1);
  const data = new Float32Array(size);
  if (/norm\d?\.weight$|layrnorm\.weight$/.test(name)) return data.fill(1);
  if (name.endsWith('.bias')) return data;
  const random = new Random(mixSeed(seed, ...[...name].map((c) => c.charCodeAt(0))));
  const deviation = deviationOf(name, shape, config);
  for (let i = 0; i < size; i++) data[i] = random.normal() * deviation;
  return data;
}

function deviationOf(name: string, shape: readonly number[], config: LlavaConfig): number {
  if (/embed_tokens|lm_head|class_embedding|summary_head|patch_head/.test(name)) return 0.02;
  // As strong as the patches themselves: a flat patch has little else to tell it from its neighbours.
  if (/position_embedding/.test(name)) return 0.25;
  if (name === 'image_newline') return 1 / Math.sqrt(config.text.width);
  const inputs = shape.slice(1).reduce((product, n) => product * n, 1);
  const layers = name.startsWith('vision_tower') ? config.vision.layers : config.text.layers;
  const residual = /o_proj|out_proj|down_proj|fc2/.test(name) ? 1 / Math.sqrt(2 * layers) : 1;
  return residual / Math.sqrt(inputs);
}
