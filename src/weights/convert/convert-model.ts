import { closeSync, fsyncSync, ftruncateSync, mkdirSync, openSync, realpathSync, statfsSync, writeSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { messageOf, TesseraeError } from '../../base/error.js';
import { writeFileAtomic } from '../../base/file.js';
import { withLock } from '../../base/lock.js';
import { type ModelFolder, openModelFolder } from '../folder.js';
import { blockSize } from '../quantise/block-scale.js';
import { discardStaged, stageFolder } from '../staged-folder.js';
import { layoutSafetensors, type SafetensorsLayout } from '../write-safetensors.js';
import { copyModelFiles } from './copy-files.js';
import { type ConvertPlan, planConversion } from './plan.js';
import { type ConvertedRows, convertRows, type RowsJob } from './rows.js';
import { convertOnThreads } from './rows-pool.js';
import { type PartStorages, partStorages, type Storage } from './storage.js';

export interface ConvertOptions {
  dtype: Storage;
  /** Parts that are stored otherwise than `dtype` says. */
  parts?: Partial<PartStorages>;
  /** 0 converts on the calling thread. @default number of cores, at most 8 */
  threads?: number;
  signal?: AbortSignal;
  /** Told in bytes of the source. */
  onProgress?(progress: { done: number; total: number }): void;
  /** Told when another process holds the same target. */
  onWait?(): void;
}

export interface ConvertReport {
  source: string;
  target: string;
  parts: PartStorages;
  /** Bytes of the weights, before and after. */
  bytes: { source: number; target: number };
  /** Weights by how they are stored. */
  weights: Record<Storage, number>;
  /** Matrices that were to be in blocks and have rows that are not whole blocks: they are float16. */
  unblocked: string[];
  seconds: number;
}

/**
 * Writes a model folder whose weights are stored otherwise, in blocks or half precision (see `partStorages`).
 *
 * Weights stream through in cuts of rows: memory does not grow with the checkpoint. The same source and options give the same
 * bytes, whatever the number of threads. The target appears as a whole or not at all; processes that write the same target
 * wait for each other.
 *
 * @throws TesseraeError `convert-options`, `convert-source`, `convert-values`, `convert-disk-full`, `convert-write`,
 *   `model-folder-write`, those of `openModelFolder`
 *
 * @example
 * await convertModel('llava-v1.6-mistral-7b-hf', 'llava-q4', { dtype: 'q4' });
 */
export async function convertModel(source: string, target: string, options: ConvertOptions): Promise<ConvertReport> {
  const parts = partStorages(options.dtype, options.parts);
  const folder = openModelFolder(source);
  const plan = planConversion(folder, parts);
  const place = resolve(target);
  refuseSame(source, place);
  mkdirSync(dirname(place), { recursive: true });
  const { signal, onWait } = options;
  return withLock(`${place}.lock`, { signal, onWait }, () => convertLocked(folder, plan, place, parts, options));
}

async function convertLocked(
  folder: ModelFolder,
  plan: ConvertPlan,
  place: string,
  parts: PartStorages,
  options: ConvertOptions,
): Promise<ConvertReport> {
  const started = performance.now();
  discardStaged(place);
  const layout = layoutSafetensors(plan.tensors, { format: 'pt' });
  checkSpace(place, layout.size);
  const staged = stageFolder(place);
  try {
    copyModelFiles(folder.path, staged.path);
    await writeWeights(join(staged.path, 'model.safetensors'), plan, layout, options);
    writeFileAtomic(
      join(staged.path, 'config.json'),
      `${JSON.stringify(configOf(folder, plan, parts), undefined, 2)}\n`,
    );
    staged.commit();
  } finally {
    staged.discard();
  }
  const weights = { q4: 0, q8: 0, fp16: 0, fp32: 0 };
  for (const { storage } of plan.weights) weights[storage] += 1;
  return {
    source: folder.path,
    target: place,
    parts,
    bytes: { source: plan.weights.reduce((sum, { source }) => sum + source.length, 0), target: layout.size },
    weights,
    unblocked: plan.unblocked,
    seconds: (performance.now() - started) / 1000,
  };
}

/** Numbers in one cut: 16 MB as float32. */
const cutSize = 2 ** 22;

/** Some rows of a weight, and where they go. */
interface Cut extends RowsJob {
  firstRow: number;
  scalesName?: string;
}

function* cuts({ weights }: ConvertPlan): Generator<Cut> {
  for (const { name, source, storage, rows, columns, scales } of weights) {
    const rowBytes = rows === 0 ? 0 : source.length / rows;
    const step = Math.max(1, Math.floor(cutSize / Math.max(1, columns)));
    for (let firstRow = 0; firstRow < rows; firstRow += step) {
      const count = Math.min(step, rows - firstRow);
      const offset = source.offset + firstRow * rowBytes;
      const { file, dtype } = source;
      const cut = { name, file, dtype, offset, length: count * rowBytes, rows: count, columns, storage };
      yield { ...cut, firstRow, scalesName: scales };
    }
  }
}

async function writeWeights(
  path: string,
  plan: ConvertPlan,
  { header, offsets, size }: SafetensorsLayout,
  { threads = Math.min(8, availableParallelism()), signal, onProgress }: ConvertOptions,
): Promise<void> {
  const total = plan.weights.reduce((sum, { source }) => sum + source.length, 0);
  let done = 0;
  const file = openSync(path, 'wx');
  try {
    ftruncateSync(file, size);
    writeAt(file, header, 0, path);
    const write = (job: Cut, { data, scales }: ConvertedRows) => {
      const place = (name: string, bytes: Uint8Array) =>
        writeAt(file, bytes, offsets.get(name)! + (job.firstRow * bytes.length) / job.rows, path);
      place(job.name, data);
      if (scales) place(job.scalesName!, scales);
      done += job.length;
      onProgress?.({ done, total });
    };
    if (threads > 0) await convertOnThreads(cuts(plan), threads, write, signal);
    else {
      for (const job of cuts(plan)) {
        signal?.throwIfAborted();
        write(job, convertRows(job));
      }
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function writeAt(file: number, bytes: Uint8Array, position: number, path: string): void {
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at, position + at);
  } catch (error) {
    throw new TesseraeError('convert-write', {
      expected: `to write ${path}`,
      received: messageOf(error),
      action: 'Check the space on the disk. Nothing was left behind.',
      cause: error,
    });
  }
}

function configOf({ config }: ModelFolder, { weights }: ConvertPlan, parts: PartStorages): object {
  const inBlocks = weights.some(({ scales }) => scales !== undefined);
  return {
    ...config,
    torch_dtype: Object.values(parts).every((storage) => storage === 'fp16') ? 'float16' : 'float32',
    ...(inBlocks && { quantization: { format: 'tesserae-blocks', block: blockSize } }),
  };
}

/** A folder that is written anew while it is read would be lost. */
function refuseSame(source: string, place: string): void {
  const real = (path: string) => {
    try {
      return realpathSync(path);
    } catch {
      return path;
    }
  };
  if (real(source) !== real(place)) return;
  throw new TesseraeError('convert-options', {
    expected: 'another folder than the source',
    received: place,
    action: 'Choose a new name for the converted model.',
  });
}

function checkSpace(place: string, bytes: number): void {
  const { bavail, bsize, blocks } = statfsSync(dirname(place));
  const free = bavail * bsize;
  if (blocks === 0 || bytes <= free) return; // Some network disks do not count blocks.
  throw new TesseraeError('convert-disk-full', {
    expected: `${(bytes / 1e9).toFixed(2)} GB on the disk of ${place}`,
    received: `${(free / 1e9).toFixed(2)} GB free`,
    action: 'Free some space, or choose another disk or a smaller type. Nothing was written.',
  });
}
