import { TesseraeError } from '../base/error.js';
import { brief, isRecord } from './brief.js';
import type { ModelFolder } from './folder.js';
import type { JsonObject } from './json-file.js';
import { joinQuantised } from './quantise/join-quantised.js';
import type { WeightMap, WeightReference } from './weight-reference.js';

/**
 * Hugging Face has written the same weights under three generations of names. Everything here speaks one: the hub's.
 *
 * | generation | example |
 * |---|---|
 * | hub | `language_model.model.layers.0.…`, `vision_tower.vision_model.…` |
 * | new | `model.language_model.layers.0.…`, `model.vision_tower.vision_model.…`, `lm_head.weight` |
 * | library | `language_model.model.…`, but `vision_tower.embeddings.…` |
 * | text only | `model.layers.0.…`, `lm_head.weight` |
 *
 * CLIP (`vision_model.…`, `text_model.…`) and InstructBLIP (`qformer.…`, `query_tokens`) have one generation, which is theirs.
 * For every name the rules are tried from the top; the first that fits is the only one applied.
 */
const rules: readonly [RegExp, string][] = [
  [/^(?:model\.)?vision_tower\.(?:vision_model\.)?/, 'vision_tower.vision_model.'],
  [/^model\.(?=multi_modal_projector\.|image_newline$)/, ''],
  [/^model\.language_model\./, 'language_model.model.'],
  [/^model\./, 'language_model.model.'],
  [/^lm_head\./, 'language_model.lm_head.'],
];

/** Buffers that some files carry and that follow from the configuration. */
const buffer = /(^|\.)(position_ids|rotary_emb\.inv_freq)$/;

const head = 'language_model.lm_head.weight';
const embeddings = 'language_model.model.embed_tokens.weight';

/**
 * The hub's name of a weight, `undefined` for a buffer that is not needed.
 *
 * @example
 * canonicalName('model.language_model.norm.weight'); // 'language_model.model.norm.weight'
 */
export function canonicalName(name: string): string | undefined {
  if (buffer.test(name)) return undefined;
  const rule = rules.find(([pattern]) => pattern.test(name));
  return rule ? name.replace(rule[0], rule[1]) : name;
}

/**
 * The weights of a folder under the hub's names, codes and scales of quantised matrices put together. Where the configuration ties the output head to the embeddings and the file has
 * no head, the head is the embeddings.
 *
 * @throws TesseraeError `weights-names` when two weights have the same meaning
 */
export function canonicalWeights({ config, weights, path }: ModelFolder): WeightMap {
  const result = new Map<string, WeightReference>();
  for (const [name, reference] of weights) {
    const canonical = canonicalName(name);
    if (canonical === undefined) continue;
    if (result.has(canonical)) {
      throw new TesseraeError('weights-names', {
        expected: `one weight that means ${brief(canonical)} in ${path}`,
        received: `two, ${brief(name)} the second`,
        action: 'Remove one of the two, or fetch the checkpoint again.',
      });
    }
    result.set(canonical, reference);
  }
  const table = result.get(embeddings);
  if (table && !result.has(head) && tiesEmbeddings(config)) result.set(head, table);
  return joinQuantised(result, config);
}

/** The decoder's own statement counts; the outer one is for older files that lack it. */
function tiesEmbeddings(config: JsonObject): boolean {
  const inner = isRecord(config.text_config) ? config.text_config.tie_word_embeddings : undefined;
  return (inner ?? config.tie_word_embeddings) === true;
}
