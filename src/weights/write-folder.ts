import { join, resolve } from 'node:path';
import { messageOf, TesseraeError } from '../base/error.js';
import { writeFileAtomic } from '../base/file.js';
import { brief } from './brief.js';
import { isPlainName } from './shards.js';
import { folderWriteError, type StagedFolder, stageFolder } from './staged-folder.js';
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
  for (const name of Object.keys(files)) checkName(target, name);
  let staged: StagedFolder | undefined;
  try {
    staged = stageFolder(target);
    for (const [name, content] of Object.entries(files)) writeFileAtomic(join(staged.path, name), encode(content));
    writeSafetensors(join(staged.path, 'model.safetensors'), tensors, { format: 'pt' });
    writeFileAtomic(join(staged.path, 'config.json'), encode(config));
    staged.commit();
  } catch (error) {
    throw error instanceof TesseraeError ? error : folderWriteError(`to write ${target}`, messageOf(error), error);
  } finally {
    staged?.discard();
  }
}

function checkName(target: string, name: string): void {
  const own = ['config.json', 'model.safetensors', 'model.safetensors.index.json'];
  if (name.split('/').every(isPlainName) && !own.includes(name)) return;
  throw folderWriteError(`names of further files inside ${target}`, brief(name));
}

function encode(content: string | Uint8Array | object): string | Uint8Array {
  if (typeof content === 'string' || content instanceof Uint8Array) return content;
  return `${JSON.stringify(content, undefined, 2)}\n`;
}
