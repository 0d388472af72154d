import type { Tensor } from '../../src/graph/index.js';
import { input } from '../../src/graph/index.js';
import type { Checkpoint } from '../../src/model/checkpoint.js';
import { decodeGraph } from '../../src/model/decoder.js';
import { layerAttention } from '../../src/model/encoder.js';
import { projectorGraph, towerGraph } from '../../src/model/registry.js';
import { Scope } from '../../src/model/scope.js';
import { towers } from '../../src/model/towers.js';
import type { Signal } from '../../src/reduce/index.js';
import { type RandomWeights, randomWeights, type WeightKind } from './random-weights.js';
import type { Shape } from './shapes.js';

/** How the weights of each part are stored. */
export interface Storage {
  tower: WeightKind;
  decoder: WeightKind;
}

/** What the engine's classes ask of a checkpoint, filled with random weights. */
export function randomCheckpoint(shape: Shape, storage: Storage): { checkpoint: Checkpoint; weights: RandomWeights } {
  const { llava, image } = shape;
  const scope = new Scope();
  towerGraph(scope, llava);
  for (const layer of Array(llava.vision.layers).keys()) {
    signalGraph(scope, shape, { kind: 'cls-attention', layer, form: 'logits' });
  }
  projectorGraph(scope, llava);
  decodeGraph(scope, llava.text);
  const weights = randomWeights(scope.shapes, (name) => {
    return /^(vision_tower|multi_modal)/.test(name) ? storage.tower : storage.decoder;
  });
  const { directory, source } = weights;
  const known = { llava, image, text: llava.text, directory, source, weights: scope.shapes };
  return { checkpoint: known as unknown as Checkpoint, weights };
}

/** The attention signal of a tower layer from that layer's input, `[T, N, D]` → `[T, H, N]`. */
export function signalGraph(scope: Scope, { llava: { vision } }: Shape, signal: Signal): Tensor {
  if (signal.kind !== 'cls-attention') throw new RangeError(`no graph for ${signal.kind}`);
  const layer = signal.layer < 0 ? vision.layers + signal.layer : signal.layer;
  const rows = (vision.imageSize / vision.patchSize) ** 2 + 1;
  const state = input('state', ['T', rows, vision.width]);
  return layerAttention(scope, towers[vision.kind].names, vision, state, layer, signal.form);
}
