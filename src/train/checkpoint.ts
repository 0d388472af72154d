import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TesseraeError } from '../base/error.js';
import { writeFileAtomic } from '../base/file.js';
import { float32, type Value } from '../runtime/index.js';
import {
  type ModelFolderContent,
  readFloat32,
  readSafetensorsHeader,
  type TensorData,
  writeModelFolder,
  writeSafetensors,
} from '../weights/index.js';
import { type TrainConfig, trainingHeads } from './config.js';
import type { Parameter } from './optimizer.js';
import { freshParameters } from './parameters.js';
import { float32Tensor } from './trained-model.js';

export interface TrainState {
  step: number;
  parameters: readonly Parameter[];
}

const optimizerFile = 'optimizer.safetensors';
const stateFile = 'training.json';

/** A hash of the configuration: a run resumes only with the one it was started with. */
export function configHash(config: TrainConfig): string {
  return createHash('sha256').update(JSON.stringify(config)).digest('hex').slice(0, 16);
}

/**
 * Writes `checkpoints/step-N`: a complete Hugging Face folder, with the optimiser's state beside the weights.
 *
 * Everything is written under a temporary name first; a kill leaves either no new checkpoint or a whole one.
 *
 * @param model what `trainedModel` makes of the state
 */
export function writeCheckpoint(
  folder: string,
  model: ModelFolderContent,
  { step, parameters }: Readonly<TrainState>,
  config: TrainConfig,
): void {
  const target = join(folder, 'checkpoints', `step-${String(step).padStart(7, '0')}`);
  const temporary = `${target}.tmp`;
  rmSync(temporary, { recursive: true, force: true });
  writeModelFolder(temporary, model);
  const optimizer = new Map<string, TensorData>();
  for (const { name, value, first, second } of parameters) {
    if (trainingHeads.includes(name)) optimizer.set(`weight.${name}`, float32Tensor(value));
    optimizer.set(`first.${name}`, float32Tensor(first));
    optimizer.set(`second.${name}`, float32Tensor(second));
  }
  writeSafetensors(join(temporary, optimizerFile), optimizer);
  writeFileAtomic(join(temporary, stateFile), JSON.stringify({ step, config: configHash(config) }));
  rmSync(target, { recursive: true, force: true });
  renameSync(temporary, target);
}

/** Complete checkpoints of a run, oldest first. */
export function listCheckpoints(folder: string): string[] {
  const root = join(folder, 'checkpoints');
  if (!existsSync(root)) return [];
  const names = readdirSync(root).filter((name) => /^step-\d+$/.test(name));
  return names.sort().map((name) => join(root, name));
}

export function removeOldCheckpoints(folder: string, keep: number): void {
  for (const path of listCheckpoints(folder).slice(0, -keep)) rmSync(path, { recursive: true, force: true });
}

/**
 * The newest checkpoint's state, or a fresh one.
 *
 * @throws TesseraeError `train-resume` when the run was started with another configuration
 */
export function loadCheckpoint(folder: string, config: TrainConfig, initial: () => Map<string, Value>): TrainState {
  const newest = listCheckpoints(folder).at(-1);
  if (!newest) return { step: 0, parameters: freshParameters(initial()) };
  const state = JSON.parse(readFileSync(join(newest, stateFile), 'utf8')) as { step: number; config: string };
  if (state.config !== configHash(config)) {
    throw new TesseraeError('train-resume', {
      expected: `the configuration that the run in ${folder} was started with`,
      received: 'a different one',
      action: 'Restore the configuration, or train into another folder.',
    });
  }
  const model = readAll(join(newest, 'model.safetensors'));
  const optimizer = readAll(join(newest, optimizerFile));
  const parameters = [...initial().keys()].map((name): Parameter => {
    const value = model.get(name) ?? optimizer.get(`weight.${name}`)!;
    return {
      name,
      shape: value.shape,
      value,
      first: optimizer.get(`first.${name}`)!,
      second: optimizer.get(`second.${name}`)!,
    };
  });
  return { step: state.step, parameters };
}

function readAll(path: string): Map<string, Value> {
  const { tensors } = readSafetensorsHeader(path);
  return new Map([...tensors].map(([name, entry]) => [name, float32(readFloat32(path, entry), entry.shape)]));
}
