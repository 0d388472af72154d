import type { LlavaConfig } from './config.js';
import { unsupportedConfig } from './parse-config.js';
import type { TextConfig } from './text-config.js';

/**
 * Refuses sizes that are right one by one but do not go together, before anything is built from them.
 *
 * @throws TesseraeError `config-unsupported`
 */
export function checkSizes(text: TextConfig, llava?: LlavaConfig): void {
  const { heads, kvHeads, headWidth, width, vocabulary } = text;
  if (!Number.isInteger(headWidth) || headWidth % 2 === 1) {
    throw unsupportedConfig('text_config with an even whole head_dim', `hidden_size ${width} for ${heads} heads`);
  }
  if (heads % kvHeads !== 0) {
    throw unsupportedConfig('text_config with num_key_value_heads that divide the heads', `${kvHeads} for ${heads}`);
  }
  if (!llava) return;
  const { vision, imageTokenId } = llava;
  if (vision.width % vision.heads !== 0) {
    throw unsupportedConfig(
      'vision_config with heads that divide hidden_size',
      `${vision.heads} heads for ${vision.width}`,
    );
  }
  if (vision.patchSize > vision.imageSize) {
    throw unsupportedConfig(
      `vision_config with a patch_size up to the image_size`,
      `${vision.patchSize} for ${vision.imageSize}`,
    );
  }
  if (imageTokenId >= vocabulary) {
    throw unsupportedConfig(`an image_token_index below the vocab_size ${vocabulary}`, `${imageTokenId}`);
  }
  const { video, qformer } = llava;
  if (video && video.tokenId >= vocabulary) {
    throw unsupportedConfig(`a video_token_index below the vocab_size ${vocabulary}`, `${video.tokenId}`);
  }
  if (qformer && qformer.width % qformer.heads !== 0) {
    throw unsupportedConfig(
      'qformer_config with heads that divide hidden_size',
      `${qformer.heads} heads for ${qformer.width}`,
    );
  }
}
