import { TesseraeError } from '../base/error.js';
import { brief } from './brief.js';
import type { WeightMap } from './weight-reference.js';

/**
 * Weights that a checkpoint may carry although its model does not use them: tower layers after the feature layer, and the
 * output head where it is tied to the embeddings.
 */
const unused =
  /^vision_tower\.vision_model\.(encoder\.layers\.\d+\.|post_layernorm\.)|^language_model\.lm_head\.weight$/;

/**
 * Compares the weights that a model needs with those it has.
 *
 * @param expected name → shape
 * @throws TesseraeError `weights-mismatch`: how many are missing, misshapen and unknown, and the first of each
 */
export function checkWeights(expected: ReadonlyMap<string, readonly number[]>, weights: WeightMap): void {
  const missing: string[] = [];
  const misshapen: string[] = [];
  for (const [name, shape] of expected) {
    const found = weights.get(name);
    if (!found) missing.push(brief(name));
    else if (`${found.shape}` !== `${shape}`)
      misshapen.push(`${brief(name)} ${brief(found.shape)} for ${brief(shape)}`);
  }
  const unknown = [...weights.keys()].filter((name) => !expected.has(name) && !unused.test(name)).map(brief);
  if (missing.length + misshapen.length + unknown.length === 0) return;
  throw new TesseraeError('weights-mismatch', {
    expected: `the ${expected.size} weights that config.json describes`,
    received: [count('missing', missing), count('misshapen', misshapen), count('unknown', unknown)]
      .filter((part) => part !== '')
      .join('; '),
    action: 'Check that config.json and the weight files belong together.',
  });
}

function count(kind: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  return `${names.length} ${kind} (${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''})`;
}
