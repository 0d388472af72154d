import { z } from 'zod';
import { TesseraeError } from '../../base/error.js';
import { brief } from '../brief.js';
import type { JsonObject } from '../json-file.js';
import type { WeightMap, WeightReference } from '../weight-reference.js';
import { type Bits, blockSize } from './block-scale.js';
import { blockBytes } from './quantise-matrix.js';

/**
 * How `config.json` says that linear weights are stored in blocks. Which ones are, and in how many bits, the tensors say
 * themselves: `X.weight` (U8 `[rows, blocks, bytes]`) with `X.scales` (F32 `[rows, blocks]`) beside it.
 */
const schema = z.strictObject({
  format: z.literal('tesserae-blocks'),
  block: z.literal(blockSize),
  /** What products are computed with, see `Activations`. @default 'int8' */
  activations: z.enum(['int8', 'float32']).default('int8'),
});

/** `quantization` of a `config.json`. */
export type QuantizationConfig = z.input<typeof schema>;

/**
 * Puts codes and scales together: one reference per matrix, of the shape that the matrix has. Folders whose configuration
 * does not speak of quantisation pass through.
 *
 * @throws TesseraeError `config-unsupported` for another kind of quantisation, `weights-quantised` for scales that do not
 *   fit their codes
 */
export function joinQuantised(weights: WeightMap, config: JsonObject): WeightMap {
  if (config.quantization === undefined) return weights;
  const parsed = schema.safeParse(config.quantization);
  if (!parsed.success) {
    throw new TesseraeError('config-unsupported', {
      expected: `quantization as {"format": "tesserae-blocks", "block": ${blockSize}}`,
      received: brief(config.quantization),
      action: 'Use an unquantised checkpoint, or convert it with tesserae.',
    });
  }
  const joined = new Map(weights);
  for (const [name, scales] of weights) {
    if (!name.endsWith('.scales')) continue;
    const codesName = `${name.slice(0, -'.scales'.length)}.weight`;
    joined.delete(name);
    joined.set(codesName, joinOne(codesName, weights.get(codesName), scales, parsed.data.activations));
  }
  return joined;
}

function joinOne(
  name: string,
  codes: WeightReference | undefined,
  scales: WeightReference,
  activations: 'int8' | 'float32',
): WeightReference {
  const [rows, blocks] = scales.shape;
  const bits = ([4, 8] satisfies Bits[]).find((b) => `${codes?.shape}` === `${[rows, blocks, blockBytes(b)]}`);
  if (codes?.dtype === 'U8' && scales.dtype === 'F32' && scales.shape.length === 2 && bits) {
    return { ...codes, shape: [rows, blocks * blockSize], quantised: { bits, scales, activations } };
  }
  const text = (tensor: WeightReference | undefined) => (tensor ? `${tensor.dtype} ${brief(tensor.shape)}` : 'nothing');
  throw new TesseraeError('weights-quantised', {
    expected: `U8 [rows, blocks, 16 or 32] in ${brief(name)} and F32 [rows, blocks] in its scales`,
    received: `${text(codes)} and ${text(scales)}`,
    action: 'Convert the checkpoint again.',
  });
}
