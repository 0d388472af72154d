/**
 * Hugging Face has written the same weights under three generations of names. Everything here speaks one: the hub's.
 *
 * | generation | example |
 * |---|---|
 * | hub | `language_model.model.layers.0.…`, `vision_tower.vision_model.…` |
 * | new | `model.language_model.layers.0.…`, `model.vision_tower.vision_model.…` |
 * | library | `language_model.model.…`, but `vision_tower.embeddings.…` |
 * | text only | `model.layers.0.…`, `lm_head.weight` |
 */
const rules: readonly [RegExp, string][] = [
  [/^model\.language_model\./, 'language_model.model.'],
  [/^model\.(vision_tower|multi_modal_projector|image_newline)/, '$1'],
  [/^vision_tower\.(?!vision_model\.)/, 'vision_tower.vision_model.'],
  [/^lm_head\./, 'language_model.lm_head.'],
  [/^model\./, 'language_model.model.'],
];

/** Buffers that some files carry and that follow from the configuration. */
const ignored = /(position_ids|rotary_emb\.inv_freq)$/;

/** The hub name of a weight, or `undefined` for one that is not needed. */
export function canonicalName(name: string): string | undefined {
  if (ignored.test(name)) return undefined;
  let result = name;
  for (const [pattern, replacement] of rules) {
    const renamed = result.replace(pattern, replacement);
    if (renamed !== result && /language_model\.model/.test(replacement)) return renamed;
    result = renamed;
  }
  return result;
}
