import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import type { Value } from '../runtime/index.js';
import {
  canonicalWeights,
  loadFloat32,
  type ModelFolderContent,
  openModelFolder,
  type TensorData,
} from '../weights/index.js';
import { type TrainConfig, trainingHeads } from './config.js';
import type { Parameter } from './optimizer.js';

/** Endings of what belongs to a model beside its weights: configuration, tokenizer, chat template. */
const belongs = new Set(['.json', '.jinja', '.model', '.txt']);
/** Written anew. */
const rewritten = new Set(['config.json', 'model.safetensors.index.json']);

/**
 * The trained model as a Hugging Face folder: weights as they are now in float32, everything else as in the folder that training
 * started from. Weights of that folder that training does not touch (a tower's last layer) go along.
 */
export function trainedModel(
  modelFiles: string,
  parameters: readonly Parameter[],
  { start }: Pick<TrainConfig, 'start'>,
): ModelFolderContent {
  const config = JSON.parse(readFileSync(join(modelFiles, 'config.json'), 'utf8')) as object;
  const tensors = start === 'checkpoint' ? untouchedWeights(modelFiles, parameters) : new Map<string, TensorData>();
  for (const { name, value } of parameters) if (!trainingHeads.includes(name)) tensors.set(name, float32Tensor(value));
  const whole = { ...config, dtype: 'float32', torch_dtype: undefined, quantization_config: undefined };
  return { config: whole, tensors, files: otherFiles(modelFiles) };
}

/** A float32 value as it is written. */
export function float32Tensor({ shape, data }: Value): TensorData {
  return { dtype: 'F32', shape, data: data as Float32Array };
}

function untouchedWeights(modelFiles: string, parameters: readonly Parameter[]): Map<string, TensorData> {
  const weights = canonicalWeights(openModelFolder(modelFiles));
  // By reference, not by name: a tied head is the embeddings under another name.
  const trained = new Set(parameters.map(({ name }) => weights.get(name)));
  const tensors = new Map<string, TensorData>();
  for (const [name, reference] of weights) {
    if (trained.has(reference)) continue;
    tensors.set(name, { dtype: 'F32', shape: reference.shape, data: loadFloat32(reference) });
  }
  return tensors;
}

function otherFiles(modelFiles: string): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = {};
  for (const entry of readdirSync(modelFiles, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(modelFiles, path).split(sep).join('/');
    const hidden = name.split('/').some((part) => part.startsWith('.'));
    if (!entry.isDirectory() && !hidden && belongs.has(extname(name)) && !rewritten.has(name)) {
      files[name] = readFileSync(path);
    }
  }
  return files;
}
