import { input, reduceMean, reshape, slice, type Tensor } from '../graph/index.js';
import type { LlavaConfig, TextConfig } from './config.js';
import { decodeGraph } from './decoder.js';
import { layerAttention } from './encoder.js';
import { projector } from './projector.js';
import { qformerGraph } from './qformer.js';
import { type Lowering, Scope } from './scope.js';
import { towers } from './towers.js';

/** What can be asked of the tower beside its features; layers count from 0, and negative ones from the end of the tower. */
export type TowerSignal =
  | { kind: 'cls-attention'; layer: number; form: 'probabilities' | 'logits'; heads?: 1 }
  | { kind: 'received-attention'; layer: number }
  | { kind: 'patch-features'; layer: number };

/** Signals that a model's tower can give: attention of the CLS row, or in towers without one what each patch receives. */
export function towerSignals({ vision }: LlavaConfig): TowerSignal['kind'][] {
  return [towers[vision.kind].cls ? 'cls-attention' : 'received-attention', 'patch-features'];
}

/**
 * Tiles `[T, 3, side, side]` → hidden states of the feature layer, `[T, N, D]`, and `signal.i` for every signal asked for:
 * attention of the CLS row `[T, H, N]`, attention received, on average over heads and queries, `[T, P]`, or the output of a
 * layer without the CLS row `[T, P, D]`.
 *
 * Layers after the feature layer run only where a signal needs their output; for attention a layer's input is enough.
 */
export function towerGraph(
  scope: Scope,
  config: LlavaConfig,
  signals: readonly TowerSignal[] = [],
  lowering: Lowering = 'fast',
) {
  const { vision, featureLayer } = config;
  const { names, cls, vision: see } = towers[vision.kind];
  const layerOf = ({ layer }: TowerSignal) => (layer < 0 ? vision.layers + layer : layer);
  const statesOf = (signal: TowerSignal) => layerOf(signal) + (signal.kind === 'patch-features' ? 1 : 0);
  const layers = Math.max(featureLayer, ...signals.map(statesOf));
  const { states } = see(scope, vision, pixelInput(config), { layers, lowering });
  const outputs: Record<string, Tensor> = { hidden: states[featureLayer] };
  signals.forEach((signal, i) => {
    const state = states[statesOf(signal)];
    if (signal.kind === 'patch-features') outputs[`signal.${i}`] = cls ? slice(state, 1, 1) : state;
    else {
      const form = signal.kind === 'cls-attention' ? signal.form : 'received';
      const heads = (signal.kind === 'cls-attention' && signal.heads) || vision.heads;
      const attention = layerAttention(scope, names, { ...vision, heads }, state, layerOf(signal), form);
      outputs[`signal.${i}`] = form === 'received' ? reduceMean(attention, [1]) : attention;
    }
  });
  return outputs;
}

/**
 * Tiles → hidden states of the feature layer, and the attention of every layer `[T, H, N]`: `clsAttention.i` of the CLS row,
 * or `receivedAttention.i` of each row, on average over the queries, where the tower has no CLS.
 */
export function captureTowerGraph(scope: Scope, config: LlavaConfig) {
  const { vision } = config;
  const { cls, vision: see } = towers[vision.kind];
  const { probabilities, states } = see(scope, vision, pixelInput(config), { lowering: 'capture' });
  const rows = probabilities.map((attention, layer): [string, Tensor] => {
    if (!cls) return [`receivedAttention.${layer}`, reduceMean(attention, [2])];
    const row = slice(attention, 2, 0, 1);
    return [`clsAttention.${layer}`, reshape(row, [row.shape[0], row.shape[1], row.shape[3]])];
  });
  return { hidden: states[config.featureLayer], ...Object.fromEntries(rows) };
}

const pixelInput = ({ vision: { imageSize } }: LlavaConfig) => input('pixels', ['T', 3, imageSize, imageSize]);

/** Rows of the tower `[R, Dv]` → rows of the decoder `[R, D]`. */
export function projectorGraph(scope: Scope, config: LlavaConfig) {
  return { rows: projector(scope, config, input('features', ['R', config.vision.width])) };
}

/** Names and shapes of the weights that a model uses. */
export function expectedShapes(llava: LlavaConfig | undefined, text: TextConfig): Map<string, readonly number[]> {
  const scope = new Scope();
  if (llava) {
    towerGraph(scope, llava);
    if (llava.qformer) qformerGraph(scope, llava);
    else projectorGraph(scope, llava);
    if (hasNewline(llava)) scope.get('image_newline', [text.width]);
  }
  decodeGraph(scope, text);
  return scope.shapes;
}

/** Models that cut pictures into crops end the rows of the stitched map with a learned vector. */
export const hasNewline = ({ modelType }: LlavaConfig) => modelType !== 'llava' && modelType !== 'instructblip';
