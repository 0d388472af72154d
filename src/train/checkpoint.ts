import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TesseraeError } from '../base/error.js';
import { writeFileAtomic } from '../base/file.js';
import { float32, type Value } from '../runtime/index.js';
import { readFloat32, readSafetensorsHeader, writeSafetensors } from '../weights/index.js';
import { type TrainConfig, trainingHeads } from './config.js';
import type { Parameter } from './optimizer.js';
import { freshParameters } from './parameters.js';

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
 */
export function writeCheckpoint(
  folder: string,
  modelFiles: string,
  state: Readonly<TrainState>,
  config: TrainConfig,
): string {
  const target = join(folder, 'checkpoints', `step-${String(state.step).padStart(7, '0')}`);
  const temporary = `${target}.tmp`;
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  cpSync(modelFiles, temporary, { recursive: true, filter: (path) => !path.endsWith('.safetensors') });
  const model = new Map<string, Float32Tensor>();
  const optimizer = new Map<string, Float32Tensor>();
  for (const { name, shape, value, first, second } of state.parameters) {
    const tensor = (v: Value): Float32Tensor => ({ dtype: 'F32', shape, data: v.data as Float32Array });
    if (trainingHeads.includes(name)) optimizer.set(`weight.${name}`, tensor(value));
    else model.set(name, tensor(value));
    optimizer.set(`first.${name}`, tensor(first));
    optimizer.set(`second.${name}`, tensor(second));
  }
  writeSafetensors(join(temporary, 'model.safetensors'), model, { format: 'pt' });
  writeSafetensors(join(temporary, optimizerFile), optimizer);
  writeFileAtomic(join(temporary, stateFile), JSON.stringify({ step: state.step, config: configHash(config) }));
  rmSync(target, { recursive: true, force: true });
  renameSync(temporary, target);
  return target;
}

interface Float32Tensor {
  dtype: 'F32';
  shape: readonly number[];
  data: Float32Array;
}

/** Complete checkpoints of a run, oldest first. */
export function listCheckpoints(folder: string): string[] {
  const root = join(folder, 'checkpoints');
  if (!existsSync(root)) return [];
  const names = readdirSync(root).filter((name) => /^step-\d+$/.test(name));
  return names.sort().map((name) => join(root, name));
}

/** Copies the model of a checkpoint, without the optimiser's state, to `target`; an older model there is replaced whole. */
export function releaseModel(checkpoint: string, target: string): void {
  const temporary = `${target}.tmp`;
  rmSync(temporary, { recursive: true, force: true });
  cpSync(checkpoint, temporary, {
    recursive: true,
    filter: (path) => !path.endsWith(optimizerFile) && !path.endsWith(stateFile),
  });
  rmSync(target, { recursive: true, force: true });
  renameSync(temporary, target);
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
