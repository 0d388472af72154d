import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { messageOf, TesseraeError } from '../base/error.js';
import { type ImageConfig, readImageConfig } from '../image/index.js';
import { type LlavaConfig, readLlavaConfig } from '../model/config.js';
import { float32, type Value } from '../runtime/index.js';
import { loadTokenizer } from '../text/index.js';
import { readFloat32, readSafetensorsHeader } from '../weights/index.js';
import { readTrainConfig, type TrainConfig } from './config.js';
import type { TurnText } from './example.js';
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

/** Reads a training configuration and the model folder it names (relative to the file). */
export function readTrainSetup(path: string): TrainSetup {
  const config = readTrainConfig(readJson(path));
  const modelFiles = resolve(dirname(path), config.model);
  const modelJson = readJson(join(modelFiles, 'config.json'));
  const model = readLlavaConfig(modelJson);
  const image = readImageConfig(modelJson, readJson(join(modelFiles, 'preprocessor_config.json')));
  const tokenizerConfig = readJson(join(modelFiles, 'tokenizer_config.json')) as {
    eos_token: string;
    image_token?: string;
  };
  const tokenizer = loadTokenizer({ tokenizerJson: readJson(join(modelFiles, 'tokenizer.json')), tokenizerConfig });
  const template = readFileSync(join(modelFiles, 'chat_template.jinja'), 'utf8');
  const imageToken = tokenizerConfig.image_token ?? '<image>';
  const loss = {
    mean: image.mean,
    std: image.std,
    summaryWeight: config.summaryWeight,
    patchWeight: config.patchWeight,
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

/** Weights to start from: drawn, or those of the folder. */
export function initialWeights({ config, model, modelFiles, loss }: TrainSetup): Map<string, Value> {
  const shapes = trainedShapes(model, loss);
  const path = join(modelFiles, 'model.safetensors');
  const stored = config.start === 'checkpoint' ? readSafetensorsHeader(path).tensors : new Map();
  return new Map(
    [...shapes].map(([name, shape]) => {
      const entry = stored.get(name);
      return [name, float32(entry ? readFloat32(path, entry) : initialWeight(name, shape, model, config.seed), shape)];
    }),
  );
}

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
