import { existsSync, join, statSync } from '../base/disk.js';
import { TesseraeError } from '../base/error.js';
import { readChatTemplate } from './chat-template.js';
import { type JsonObject, readJsonFile } from './json-file.js';
import { readWeightMap } from './shards.js';
import type { WeightMap } from './weight-reference.js';

/** A Hugging Face model folder: its JSON files, and where its weights lie. */
export interface ModelFolder {
  path: string;
  config: JsonObject;
  generationConfig?: JsonObject;
  preprocessorConfig?: JsonObject;
  processorConfig?: JsonObject;
  tokenizerJson: JsonObject;
  /** Empty when there is no such file. */
  tokenizerConfig: JsonObject;
  /** Jinja source. */
  chatTemplate?: string;
  /** Names as they are in the files; `canonicalWeights` gives the ones that models use. */
  weights: WeightMap;
}

/**
 * Opens a model folder as the hub serves it, and checks every file that is there. No numbers are loaded.
 *
 * @throws TesseraeError `model-folder` for a missing folder or file, `model-json` for an invalid one, `weights-index`,
 *   `safetensors-header`, `weights-missing`
 *
 * @example
 * const folder = openModelFolder('models/tesserae-nano');
 * const weights = canonicalWeights(folder);
 */
export function openModelFolder(path: string): ModelFolder {
  if (!existsSync(path) || !statSync(path).isDirectory()) {
    const received = existsSync(path) ? 'something that is not a folder' : 'nothing there';
    throw folderError(`a model folder at ${path}`, received, 'Check the path.');
  }
  const optional = (name: string) => readJsonFile(join(path, name));
  const required = (name: string) => {
    const json = optional(name);
    if (json) return json;
    throw folderError(`${name} in ${path}`, 'no such file', 'Use a complete Hugging Face folder.');
  };
  const config = required('config.json');
  const tokenizerConfig = optional('tokenizer_config.json') ?? {};
  return {
    path,
    config,
    generationConfig: optional('generation_config.json'),
    preprocessorConfig: optional('preprocessor_config.json'),
    processorConfig: optional('processor_config.json'),
    tokenizerJson: required('tokenizer.json'),
    tokenizerConfig,
    chatTemplate: readChatTemplate(path, tokenizerConfig),
    weights: readWeightMap(path),
  };
}

function folderError(expected: string, received: string, action: string): TesseraeError {
  return new TesseraeError('model-folder', { expected, received, action });
}
