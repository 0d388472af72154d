import { input, slice, type Tensor } from '../graph/index.js';
import { clipClsAttention, clipVision } from './clip.js';
import type { LlavaConfig, TextConfig } from './config.js';
import { decodeGraph } from './decoder.js';
import { projector } from './projector.js';
import { Scope } from './scope.js';

/** What can be asked of the tower beside its features; layers count from 0, and negative ones from the end of the tower. */
export type TowerSignal =
  | { kind: 'cls-attention'; layer: number; form: 'probabilities' | 'logits' }
  | { kind: 'patch-features'; layer: number };

/**
 * Tiles `[T, 3, side, side]` → hidden states of the feature layer, `[T, N, D]`, and `signal.i` for every signal asked for:
 * attention of the CLS row `[T, H, N]`, or the output of a layer without that row `[T, P, D]`.
 *
 * Layers after the feature layer run only where a signal needs their output; for CLS attention a layer's input is enough.
 */
export function towerGraph(scope: Scope, config: LlavaConfig, signals: readonly TowerSignal[] = []) {
  const { vision, featureLayer } = config;
  const side = vision.imageSize;
  const pixels = input('pixels', ['T', 3, side, side]);
  const layerOf = ({ layer }: TowerSignal) => (layer < 0 ? vision.layers + layer : layer);
  const statesOf = (signal: TowerSignal) => layerOf(signal) + (signal.kind === 'patch-features' ? 1 : 0);
  const layers = Math.max(featureLayer, ...signals.map(statesOf));
  const { states } = clipVision(scope, vision, pixels, { layers });
  const outputs: Record<string, Tensor> = { hidden: states[featureLayer] };
  signals.forEach((signal, i) => {
    const state = states[statesOf(signal)];
    outputs[`signal.${i}`] =
      signal.kind === 'patch-features'
        ? slice(state, 1, 1)
        : clipClsAttention(scope, vision, state, layerOf(signal), signal.form);
  });
  return outputs;
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
