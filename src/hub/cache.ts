import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ContentId } from './content-hash.js';
import { defaultRevision, readModelName } from './model-name.js';
import { cacheFolder } from './settings.js';

/**
 * The folder of one model in the cache that all Hugging Face tools share: contents once under `blobs`, one folder per commit
 * under `snapshots` with links to them, and the commit of every branch and tag under `refs`.
 */
export class ModelCache {
  readonly folder: string;
  /** Held while files are fetched. */
  readonly lock: string;

  constructor(cache: string, id: string) {
    const name = `models--${id.replace('/', '--')}`;
    this.folder = join(cache, name);
    this.lock = join(cache, '.locks', name, 'tesserae.lock');
  }

  blob(id: ContentId): string {
    return join(this.folder, 'blobs', id);
  }

  /** A name of our own: other tools lock theirs in a way that Node cannot see. */
  partial(id: ContentId): string {
    return join(this.folder, 'blobs', `${id}.tesserae.incomplete`);
  }

  snapshot(commit: string): string {
    return join(this.folder, 'snapshots', commit);
  }

  ref(revision: string): string {
    return join(this.folder, 'refs', ...revision.split('/'));
  }

  /** The commit that a revision meant when it was last fetched. */
  commitOf(revision: string): string | undefined {
    if (isCommit(revision)) return revision;
    try {
      const text = readFileSync(this.ref(revision), 'utf8').trim();
      return isCommit(text) ? text : undefined;
    } catch {
      return undefined; // Never fetched.
    }
  }

  /** The folder of a revision, where there is one. */
  find(revision: string): string | undefined {
    const commit = this.commitOf(revision);
    const folder = commit && this.snapshot(commit);
    return folder && statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? folder : undefined;
  }
}

/**
 * Where the copy of a cached model lies whose weights are stored otherwise: beside the shared cache, whose other users would not
 * know what it is.
 *
 * @param snapshot folder of the model in the cache
 * @param storage for example `q4`
 */
export function convertedFolder(snapshot: string, storage: string): string {
  const model = dirname(dirname(snapshot));
  return join(dirname(dirname(model)), 'tesserae', basename(model), basename(snapshot), storage);
}

export function isCommit(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text);
}

/**
 * The folder of a model that was pulled, by this or any other Hugging Face tool; `undefined` when it is not in the cache. The
 * network is not asked.
 *
 * @example
 * const folder = findCachedModel('llava-hf/llava-1.5-7b-hf');
 */
export function findCachedModel(text: string, cache: string = cacheFolder()): string | undefined {
  const name = readModelName(text);
  const folder = name && new ModelCache(cache, name.id).find(name.revision ?? defaultRevision);
  return folder && existsSync(join(folder, 'config.json')) ? folder : undefined;
}
