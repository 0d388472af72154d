import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { messageOf, TesseraeError } from '../base/error.js';
import { type ImageConfig, readImageConfig } from '../image/index.js';
import { type LlavaConfig, readLlavaConfig } from '../model/config.js';
import { float32, type Value } from '../runtime/index.js';
import { loadTokenizer } from '../text/index.js';
import {
  canonicalWeights,
  checkWeights,
  loadFloat32,
  openModelFolder,
  readChatTemplate,
  type WeightMap,
} from '../weights/index.js';
import { readTrainConfig, type TrainConfig, trainingHeads } from './config.js';
import { dropSchedule } from './drop-schedule.js';
import { longestVisual, type TurnText } from './example.js';
import { initialWeight } from './initial.js';
import type { LossOptions } from './loss.js';
import { createTurnText } from './prompt-text.js';
import { trainedShapes } from './step.js';

/** Everything a run needs that follows from its configuration file. */
export interface TrainSetup {
  config: TrainConfig;
  /** Folder of the model to start from. */
  modelFiles: string;
  model: LlavaConfig;
  image: ImageConfig;
  text: TurnText;
  loss: LossOptions;
}

/**
 * Reads a training configuration and the model folder it names (relative to the file).
 *
 * @throws TesseraeError `train-config`, `train-file`, `train-tiles`, `train-window`, `train-template`, `reducer-options`, and those of the folder's
 *   configuration and tokenizer
 */
export function readTrainSetup(path: string): TrainSetup {
  const config = readTrainConfig(readJson(path));
  const modelFiles = resolve(dirname(path), config.model);
  const modelJson = readJson(join(modelFiles, 'config.json'));
  const model = readLlavaConfig(modelJson);
  const image = readImageConfig(modelJson, readJson(join(modelFiles, 'preprocessor_config.json')));
  checkStages(config, model, image);
  const tokenizerConfig = readJson(join(modelFiles, 'tokenizer_config.json')) as Record<string, unknown> & {
    eos_token: string;
    image_token?: string;
  };
  const tokenizer = loadTokenizer({ tokenizerJson: readJson(join(modelFiles, 'tokenizer.json')), tokenizerConfig });
  const template = readChatTemplate(modelFiles, tokenizerConfig);
  const imageToken = tokenizerConfig.image_token ?? '<image>';
  const loss = {
    mean: image.mean,
    std: image.std,
    summaryWeight: config.summaryWeight,
    patchWeight: config.patchWeight,
    lookWeight: config.lookWeight,
    ropeLength: Math.min(model.text.contextLength, 2048),
  };
  return {
    config,
    modelFiles,
    model,
    image,
    text: createTurnText(tokenizer, template, imageToken, tokenizerConfig.eos_token),
    loss,
  };
}

/**
 * Weights to start from: drawn, or those of the folder (in one file or several, float32, float16 or bfloat16). Heads that only
 * training has are always drawn.
 *
 * @throws TesseraeError `weights-mismatch` when the folder lacks a weight, and those of `openModelFolder`
 */
export function initialWeights({ config, model, modelFiles, loss }: TrainSetup): Map<string, Value> {
  const shapes = trainedShapes(model, loss);
  const stored = config.start === 'checkpoint' ? storedWeights(modelFiles, shapes) : undefined;
  return new Map(
    [...shapes].map(([name, shape]) => {
      const reference = trainingHeads.includes(name) ? undefined : stored?.get(name);
      const data = reference ? loadFloat32(reference) : initialWeight(name, shape, model, config.seed);
      return [name, float32(data, shape)];
    }),
  );
}

/** The weights of a folder by the names that models use, complete but for the heads of training. */
function storedWeights(folder: string, shapes: ReadonlyMap<string, readonly number[]>): WeightMap {
  const weights = canonicalWeights(openModelFolder(folder));
  checkWeights(new Map([...shapes].filter(([name]) => !trainingHeads.includes(name))), weights);
  return weights;
}

/**
 * What the configuration asks of the model is checked before anything is drawn: numbers of tiles, layers to drop after, and that
 * no attention would have to slide.
 */
function checkStages(config: TrainConfig, model: LlavaConfig, image: ImageConfig): void {
  for (const stage of config.stages) {
    for (const tiles of Object.keys(stage.tiles ?? config.tiles)) {
      const longest = longestVisual(Number(tiles), image);
      dropSchedule(config, stage, model.text.layers, longest);
      const { window } = model.text;
      if (window && window.size < longest + stage.textLength)
        throw windowTooShort(window.size, longest, stage.textLength);
    }
  }
}

const windowTooShort = (size: number, visual: number, text: number) =>
  new TesseraeError('train-window', {
    expected: `sequences within the model's sliding window of ${size}; training attends to everything before`,
    received: `${visual} visual tokens and ${text} of text`,
    action: 'Make textLength or the number of tiles smaller, or train a model without a window.',
  });

function readJson(path: string): object {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as object;
  } catch (error) {
    throw new TesseraeError('train-file', {
      expected: `a JSON file at ${path}`,
      received: messageOf(error),
      action: 'Check the path and the file.',
      cause: error,
    });
  }
}
