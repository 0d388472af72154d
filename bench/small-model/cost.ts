import { openCheckpoint } from '../../src/model/checkpoint.js';
import { type DecoderSize, layerMultiplyAdds, prefillFlops, towerFlops } from '../../src/reduce/index.js';

/** Sizes of a small model that its cost depends on. */
export interface ModelSizes {
  tower: DecoderSize;
  /** Rows of a tile in the tower. */
  tileRows: number;
  decoder: DecoderSize;
  vocabulary: number;
}

/** Sizes of a model folder. @throws TesseraeError as `openCheckpoint` does */
export function modelSizes(folder: string): ModelSizes {
  const { llava, text } = openCheckpoint(folder);
  if (!llava) throw new RangeError(`${folder} does not see`);
  const { vision, featureLayer } = llava;
  const { layers, width, mlpWidth, kvHeads, headWidth, vocabulary } = text;
  return {
    tower: { layers: featureLayer, width: vision.width, intermediate: vision.mlpWidth },
    tileRows: (vision.imageSize / vision.patchSize) ** 2 + 1,
    decoder: { layers, width, intermediate: mlpWidth, kvWidth: kvHeads * headWidth },
    vocabulary,
  };
}

/** Floating-point operations up to the first token (tower and prefill), and bytes of float32 weights that a token after it reads. */
export function answerCost({ tower, tileRows, decoder, vocabulary }: ModelSizes, tiles: number, promptTokens: number) {
  // Of one token without attention every weight is used once: as many multiply-adds as weights.
  const attention = 2 * decoder.width;
  const layerWeights = layerMultiplyAdds(1, decoder) - attention;
  return {
    firstTokenFlops: towerFlops(tiles, tileRows, tower) + prefillFlops(promptTokens, decoder),
    decodeBytes: 4 * (decoder.layers * layerWeights + vocabulary * decoder.width),
  };
}
