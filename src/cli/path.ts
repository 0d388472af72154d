import { accessSync, constants, type Stats, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TesseraeError } from '../base/error.js';
import { resolveModel } from '../hub/index.js';

/** The embedded checkpoint, used where `--model` is not given. */
export const defaultModel = fileURLToPath(new URL('../../models/tesserae-nano', import.meta.url));

/** Fails early, before anything slow is loaded, where a file of the command line is not one. `what`: "a picture file". */
export function requireFile(path: string, what: string): string {
  const found = look(path);
  if (found.stats?.isFile()) return path;
  throw wrong(found.stats ? 'not-a-file' : 'file-missing', what, path, found);
}

/** The same for a file or a folder. */
export function requirePath(path: string, what: string): string {
  return look(path).stats?.isDirectory() ? path : requireFile(path, what);
}

/** The same for a folder. `what`: "a model folder". */
export function requireFolder(path: string, what: string): string {
  const found = look(path);
  if (found.stats?.isDirectory()) return path;
  throw wrong(found.stats ? 'not-a-folder' : 'folder-missing', what, path, found);
}

/** The same for a file that will be written at the end: a long wait must not end in a folder that cannot be written to. */
export function requireWritable(path: string, what: string): string {
  const found = look(path);
  if (path === '' || (found.stats && !found.stats.isFile())) throw wrong('not-a-file', what, path, found);
  let folder = dirname(resolve(path));
  while (!look(folder).stats && folder !== dirname(folder)) folder = dirname(folder);
  try {
    if (!look(folder).stats?.isDirectory()) throw new Error('not a folder');
    accessSync(folder, constants.W_OK);
    return path;
  } catch (cause) {
    throw new TesseraeError('not-writable', {
      expected: `${what} in a folder that can be written to`,
      received: JSON.stringify(path),
      action: 'Choose another place.',
      cause,
    });
  }
}

/**
 * The folder of `--model`: a path, or a model of the hub that was pulled (`OWNER/NAME`, or `OWNER/NAME:q4` as it was converted);
 * without the option the embedded checkpoint.
 */
export function modelFolder(option: string = defaultModel): string {
  return requireFolder(resolveModel(option), 'a model folder in Hugging Face layout');
}

interface Found {
  stats?: Stats;
  /** Why there is nothing to see. */
  reason?: string;
}

function look(path: string): Found {
  try {
    return { stats: statSync(path) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const missing = code === undefined || ['ENOENT', 'ENOTDIR', 'ERR_INVALID_ARG_VALUE'].includes(code);
    return { reason: missing ? 'which does not exist' : `which cannot be read (${code})` };
  }
}

function wrong(code: string, what: string, path: string, { stats, reason }: Found): TesseraeError {
  const named = JSON.stringify(path);
  const kind = stats?.isFile() ? 'the file' : stats?.isDirectory() ? 'the folder' : 'the device or pipe';
  const received = stats ? `${kind} ${named}` : `${named}, ${reason}`;
  return new TesseraeError(code, { expected: what, received, action: 'Check the path.' });
}
