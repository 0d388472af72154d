import { shapeError } from '../shape.js';
import { apply, type Operator, type Tensor } from '../tensor.js';
import { neg } from './arithmetic.js';

const ropeOperator: Operator<{ heads: number }> = {
  name: 'rope',
  infer(inputs) {
    const [x, positions, cos, sin] = inputs;
    if (positions.type !== 'int64' || cos.rank !== 2 || sin.rank !== 2 || (x.rank !== 3 && x.rank !== 4)) {
      throw shapeError('rope', '[B, S, H·d] or [B, H, S, d], int64 positions [B, S], tables [P, d/2]', inputs);
    }
    return [x];
  },
  emit: (emitter, inputs, { heads }, node) => {
    const attributes = node.inputs[0].rank === 3 ? { num_heads: { int: heads } } : undefined;
    return [emitter.node('RotaryEmbedding', inputs, attributes, 'com.microsoft')];
  },
  // A rotation's transpose is the rotation back.
  grad([dy], { inputs: [, positions, cos, sin], attributes }) {
    return [apply(ropeOperator, [dy!, positions, cos, neg(sin)], attributes), undefined, undefined, undefined];
  },
};

/**
 * Rotary position embedding, half-split layout of Llama: (x₁, x₂) → (x₁c − x₂s, x₂c + x₁s) with c, s looked up by position.
 *
 * @param x `[B, S, H·d]` or `[B, H, S, d]`
 * @param positions int64 `[B, S]`
 * @param cos, sin tables `[P, d/2]`, see `ropeTables`
 */
export function rope(x: Tensor, positions: Tensor, cos: Tensor, sin: Tensor, heads: number): Tensor {
  return apply(ropeOperator, [x, positions, cos, sin], { heads });
}
