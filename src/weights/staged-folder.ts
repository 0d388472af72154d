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
import { TesseraeError } from '../base/error.js';
import { brief } from './brief.js';

/** A model folder in the making, under a temporary name beside its place. */
export interface StagedFolder {
  /** Empty; to be filled. */
  path: string;
  /** Flushes everything and puts it in its place; a model folder that is there is replaced as a whole. */
  commit(): void;
  /** Takes away what was made, and what a failed `commit` left; to be called in the end, come what may. */
  discard(): void;
}

/**
 * Starts a model folder.
 *
 * @throws TesseraeError `model-folder-write` when the place holds something that is neither a model nor an empty folder
 */
export function stageFolder(place: string): StagedFolder {
  const target = resolve(place);
  checkPlace(target);
  mkdirSync(dirname(target), { recursive: true });
  const temporary = mkdtempSync(`${target}${temporaryMark}`);
  const path = join(temporary, 'new');
  mkdirSync(path);
  return {
    path,
    commit() {
      flushFolders(path);
      swap(target, path, `${temporary}-old`);
    },
    discard: () => rmSync(temporary, { recursive: true, force: true }),
  };
}

const temporaryMark = '.tmp-';

/** Takes away what processes left that were killed while they made this folder; only for who knows that none is at work. */
export function discardStaged(place: string): void {
  const target = resolve(place);
  if (!existsSync(dirname(target))) return;
  const start = `${target}${temporaryMark}`;
  for (const name of readdirSync(dirname(target))) {
    const path = join(dirname(target), name);
    if (path.startsWith(start) && !path.endsWith('-old')) rmSync(path, { recursive: true, force: true });
  }
}

/** Only what can be a model is replaced: a mistyped path must not cost a folder of something else. */
function checkPlace(target: string): void {
  if (!existsSync(target)) return;
  const names = statSync(target).isDirectory() ? readdirSync(target) : undefined;
  if (names?.length === 0 || names?.includes('config.json')) return;
  const received = names ? `a folder without config.json (${brief(names)})` : 'a file';
  throw folderWriteError(`a model folder, an empty folder or nothing at ${target}`, received);
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

export function folderWriteError(expected: string, received: string, cause?: unknown): TesseraeError {
  return new TesseraeError('model-folder-write', {
    expected,
    received,
    action: 'Check the path, its permissions and the space on the disk.',
    cause,
  });
}
