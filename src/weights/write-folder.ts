import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { messageOf, TesseraeError } from '../base/error.js';
import { writeFileAtomic } from '../base/file.js';
import { brief } from './brief.js';
import { isPlainName } from './shards.js';
import { type TensorData, writeSafetensors } from './write-safetensors.js';

export interface ModelFolderContent {
  /** Written as `config.json`. */
  config: object;
  /** Written as `model.safetensors`. */
  tensors: ReadonlyMap<string, TensorData>;
  /** Other files by name, also in a subfolder (`qformer_tokenizer/tokenizer.json`): texts, bytes, or objects, which become JSON. */
  files?: Readonly<Record<string, string | Uint8Array | object>>;
}

/**
 * Writes a complete Hugging Face model folder. It is made under a temporary name beside its place, flushed to disk and renamed;
 * a model folder or an empty folder that is already there is replaced as a whole. After a failure the old one is as it was.
 *
 * @throws TesseraeError `model-folder-write` when the place holds something else, a file name leads elsewhere, or the disk
 *   refuses; `safetensors-tensor` when shape and data disagree
 *
 * @example
 * writeModelFolder('out/step-100', { config, tensors, files: { 'tokenizer.json': tokenizerJson } });
 */
export function writeModelFolder(path: string, { config, tensors, files = {} }: ModelFolderContent): void {
  const target = resolve(path);
  checkPlace(target);
  for (const name of Object.keys(files)) checkName(target, name);
  let temporary: string | undefined;
  try {
    mkdirSync(dirname(target), { recursive: true });
    temporary = mkdtempSync(`${target}.tmp-`);
    const folder = join(temporary, 'new');
    mkdirSync(folder);
    for (const [name, content] of Object.entries(files)) writeFileAtomic(join(folder, name), encode(content));
    writeSafetensors(join(folder, 'model.safetensors'), tensors, { format: 'pt' });
    writeFileAtomic(join(folder, 'config.json'), encode(config));
    flushFolders(folder);
    swap(target, folder, `${temporary}-old`);
  } catch (error) {
    throw error instanceof TesseraeError ? error : writeError(`to write ${target}`, messageOf(error), error);
  } finally {
    if (temporary) rmSync(temporary, { recursive: true, force: true });
  }
}

/** Only what can be a model is replaced: a mistyped path must not cost a folder of something else. */
function checkPlace(target: string): void {
  if (!existsSync(target)) return;
  const names = statSync(target).isDirectory() ? readdirSync(target) : undefined;
  if (names?.length === 0 || names?.includes('config.json')) return;
  const received = names ? `a folder without config.json (${brief(names)})` : 'a file';
  throw writeError(`a model folder, an empty folder or nothing at ${target}`, received);
}

function checkName(target: string, name: string): void {
  const own = ['config.json', 'model.safetensors', 'model.safetensors.index.json'];
  if (name.split('/').every(isPlainName) && !own.includes(name)) return;
  throw writeError(`names of further files inside ${target}`, brief(name));
}

function encode(content: string | Uint8Array | object): string | Uint8Array {
  if (typeof content === 'string' || content instanceof Uint8Array) return content;
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

/** Puts the new folder in the place of the old one; if that fails, the old one comes back. */
function swap(target: string, folder: string, old: string): void {
  const replaces = existsSync(target);
  if (replaces) renameSync(target, old);
  try {
    renameSync(folder, target);
  } catch (error) {
    if (replaces) renameSync(old, target);
    throw error;
  }
  flush(dirname(target));
  rmSync(old, { recursive: true, force: true });
}

/** Names of files survive a power cut only when their folder is flushed too. */
function flushFolders(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) flushFolders(join(folder, entry.name));
  }
  flush(folder);
}

function flush(folder: string): void {
  // Windows cannot open folders.
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function writeError(expected: string, received: string, cause?: unknown): TesseraeError {
  return new TesseraeError('model-folder-write', {
    expected,
    received,
    action: 'Check the path, its permissions and the space on the disk.',
    cause,
  });
}
