import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, TesseraeError } from '../base/error.js';
import { canonicalName } from './names.js';
import { readFloat32, readSafetensorsHeader, type TensorEntry } from './safetensors.js';

/** A weight in a file. */
export interface WeightReference extends TensorEntry {
  file: string;
}

export type WeightMap = ReadonlyMap<string, WeightReference>;

/** A Hugging Face model folder: its JSON files, and where its weights lie. */
export interface ModelFolder {
  path: string;
  config: object;
  generationConfig?: object;
  preprocessorConfig?: object;
  processorConfig?: object;
  tokenizerJson: object;
  tokenizerConfig: object;
  chatTemplate?: string;
  weights: WeightMap;
}

/**
 * Opens a model folder and checks every file that is there.
 *
 * @throws TesseraeError `model-folder` for a missing folder or file, `model-json` for invalid JSON, `safetensors-header`
 */
export function openModelFolder(path: string): ModelFolder {
  if (!existsSync(path) || !statSync(path).isDirectory()) {
    throw folderError(`a model folder at ${path}`, existsSync(path) ? 'a file' : 'nothing there', 'Check the path.');
  }
  const optional = (name: string) => (existsSync(join(path, name)) ? readJson(join(path, name)) : undefined);
  const required = (name: string) => {
    const json = optional(name);
    if (json) return json;
    throw folderError(`${name} in ${path}`, 'no such file', 'Use a complete Hugging Face folder.');
  };
  const tokenizerConfig = optional('tokenizer_config.json') ?? {};
  return {
    path,
    config: required('config.json'),
    generationConfig: optional('generation_config.json'),
    preprocessorConfig: optional('preprocessor_config.json'),
    processorConfig: optional('processor_config.json'),
    tokenizerJson: required('tokenizer.json'),
    tokenizerConfig,
    chatTemplate: readChatTemplate(path, optional('chat_template.json'), tokenizerConfig),
    weights: readWeights(path),
  };
}

/** The three places that chat templates are stored in; a file of its own comes first. */
function readChatTemplate(path: string, json: object | undefined, tokenizerConfig: object): string | undefined {
  const file = join(path, 'chat_template.jinja');
  if (existsSync(file)) return readFileSync(file, 'utf8');
  for (const place of [json, tokenizerConfig] as ({ chat_template?: unknown } | undefined)[]) {
    if (typeof place?.chat_template === 'string') return place.chat_template;
  }
  return undefined;
}

function readWeights(path: string): WeightMap {
  const weights = new Map<string, WeightReference>();
  for (const file of weightFiles(path)) {
    for (const [name, entry] of readSafetensorsHeader(file).tensors) {
      if (weights.has(name))
        throw folderError(`${name} in one file`, 'the same name in two', 'Fetch the checkpoint again.');
      weights.set(name, { ...entry, file });
    }
  }
  return weights;
}

function weightFiles(path: string): string[] {
  const index = join(path, 'model.safetensors.index.json');
  if (!existsSync(index)) return [join(path, 'model.safetensors')];
  const { weight_map: map } = readJson(index) as { weight_map?: Record<string, unknown> };
  const names = [...new Set(Object.values(map ?? {}))];
  for (const name of names) {
    // A name with a path could point outside the folder.
    if (typeof name === 'string' && /^[\w.-]+\.safetensors$/.test(name)) continue;
    throw folderError(
      'plain file names in model.safetensors.index.json',
      JSON.stringify(name),
      'Do not trust this checkpoint.',
    );
  }
  if (names.length === 0) throw folderError('a weight_map in model.safetensors.index.json', 'none', 'Fetch it again.');
  return (names as string[]).sort().map((name) => join(path, name));
}

/** Weights under the hub's names (see `names.ts`); a tied output head is left to the model. */
export function canonicalWeights(folder: ModelFolder): WeightMap {
  const weights = new Map<string, WeightReference>();
  for (const [name, reference] of folder.weights) {
    const canonical = canonicalName(name);
    if (canonical) weights.set(canonical, reference);
  }
  return weights;
}

/** Weights that a checkpoint may carry although a pruned tower or tied head does not use them. */
const unused =
  /^vision_tower\.vision_model\.(encoder\.layers\.\d+\.|post_layernorm\.)|^language_model\.lm_head\.weight$/;

/**
 * Compares the weights a model needs with those it has.
 *
 * @throws TesseraeError `weights-mismatch` naming the first of the missing, misshapen and unknown ones
 */
export function checkWeights(expected: ReadonlyMap<string, readonly number[]>, weights: WeightMap): void {
  const missing = [...expected.keys()].filter((name) => !weights.has(name));
  const misshapen = [...expected].filter(
    ([name, shape]) => weights.has(name) && `${weights.get(name)!.shape}` !== `${shape}`,
  );
  const extra = [...weights.keys()].filter((name) => !expected.has(name) && !unused.test(name));
  const problems = [
    ...list('missing', missing),
    ...list(
      'misshapen',
      misshapen.map(([name, shape]) => `${name} [${weights.get(name)!.shape}] for [${shape}]`),
    ),
    ...list('unknown', extra),
  ];
  if (problems.length === 0) return;
  throw new TesseraeError('weights-mismatch', {
    expected: `the ${expected.size} weights that config.json describes`,
    received: problems.join('; '),
    action: 'Check that config.json and the weight files belong together.',
  });
}

function list(kind: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  return [`${names.length} ${kind} (${names.slice(0, 2).join(', ')}${names.length > 2 ? ', …' : ''})`];
}

/** A weight's numbers as float32. */
export function loadFloat32(reference: WeightReference): Float32Array {
  return readFloat32(reference.file, reference);
}

function readJson(path: string): object {
  try {
    const json: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json;
    throw new SyntaxError('not an object');
  } catch (error) {
    throw new TesseraeError('model-json', {
      expected: `a JSON object in ${path}`,
      received: messageOf(error),
      action: 'Correct the file or fetch it again.',
      cause: error,
    });
  }
}

function folderError(expected: string, received: string, action: string): TesseraeError {
  return new TesseraeError('model-folder', { expected, received, action });
}
