import { input } from '../graph/index.js';
import { clipVision } from './clip.js';
import type { LlavaConfig, TextConfig } from './config.js';
import { decodeGraph } from './decoder.js';
import { projector } from './projector.js';
import { Scope } from './scope.js';

/** Tiles `[T, 3, side, side]` → hidden states of the feature layer, `[T, N, D]`. */
export function towerGraph(scope: Scope, config: LlavaConfig) {
  const side = config.vision.imageSize;
  const pixels = input('pixels', ['T', 3, side, side]);
  return { hidden: clipVision(scope, config.vision, pixels, { layers: config.featureLayer }).hidden };
}

/** Tiles → hidden states of the feature layer, and the CLS row's attention of every layer, `clsAttention.i` `[T, H, N]`. */
export function captureTowerGraph(scope: Scope, config: LlavaConfig) {
  const side = config.vision.imageSize;
  const pixels = input('pixels', ['T', 3, side, side]);
  const { clsAttention, states } = clipVision(scope, config.vision, pixels, { lowering: 'capture' });
  const rows = clsAttention.map((attention, layer) => [`clsAttention.${layer}`, attention]);
  return { hidden: states[config.featureLayer], ...Object.fromEntries(rows) };
}

/** Rows of the tower `[R, Dv]` → rows of the decoder `[R, D]`. */
export function projectorGraph(scope: Scope, config: LlavaConfig) {
  return { rows: projector(scope, config, input('features', ['R', config.vision.width])) };
}

/** Names and shapes of the weights that a model uses. */
export function expectedShapes(llava: LlavaConfig | undefined, text: TextConfig): Map<string, readonly number[]> {
  const scope = new Scope();
  if (llava) {
    towerGraph(scope, llava);
    projectorGraph(scope, llava);
    if (llava.modelType === 'llava_next') scope.get('image_newline', [text.width]);
  }
  decodeGraph(scope, text);
  return scope.shapes;
}
