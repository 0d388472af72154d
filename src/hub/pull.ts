import { writeFileAtomic } from '../base/file.js';
import { withLock } from '../base/lock.js';
import { ModelCache } from './cache.js';
import { HubClient } from './client.js';
import { fileError, hubError } from './error.js';
import { fetchFiles } from './fetch-files.js';
import { listFiles } from './list-files.js';
import { type ModelName, requireModelName } from './model-name.js';
import { type PullOptions, readPullOptions } from './pull-options.js';
import type { PullRun } from './run.js';
import { selectFiles } from './select-files.js';
import { hubSettings } from './settings.js';
import { hasFile, listSnapshot } from './snapshot.js';

export interface PullResult {
  /** `OWNER/NAME`. */
  model: string;
  revision: string;
  /** What the revision means at the moment. */
  commit: string;
  /** A model folder in Hugging Face layout. */
  folder: string;
  files: { path: string; size: number }[];
  /** Bytes that came over the network. */
  downloaded: number;
}

/**
 * Fetches a model of a Hugging Face hub into the shared cache, going on where an earlier run stopped. Every file is checked
 * against its hash before it gets its name, and the revision is recorded last. Without `offline` the hub is always asked what
 * the revision means.
 *
 * @throws TesseraeError `hub-model-name`, `hub-options`, `hub-endpoint`, `hub-token`; `hub-unauthorized`, `hub-gated`,
 *   `hub-not-found`, `hub-revision`; `hub-rate-limit`, `hub-server`, `hub-network` after the last attempt; `hub-answer`,
 *   `hub-redirect`, `hub-unsafe-path`, `hub-length`, `hub-checksum` for what a server should not say; `hub-no-files`,
 *   `hub-disk-full`, `hub-cache`, `hub-offline`; the reason of an aborted signal
 *
 * @example
 * const { folder } = await pullModel('llava-hf/llava-v1.6-mistral-7b-hf');
 * const model = await loadModel(folder);
 */
export async function pullModel(model: string, options: PullOptions = {}): Promise<PullResult> {
  const { include, timeout, revision: wanted, cache, endpoint, token, offline, ...how } = readPullOptions(options);
  const name = requireModelName(model, wanted);
  const settings = hubSettings({ cache, endpoint, token, offline });
  const place = new ModelCache(settings.cache, name.id);
  if (settings.offline) return fromCache(place, name, settings.cache, include);
  const client = new HubClient({ endpoint: settings.endpoint, token: settings.token, timeout });
  try {
    return await fromHub({ ...how, id: name.id, client, place }, name.revision, include);
  } catch (error) {
    throw fileError(error, place.folder);
  }
}

async function fromHub(run: PullRun, revision: string, include?: readonly string[]): Promise<PullResult> {
  const { id, place, signal, onNote } = run;
  const { commit, files } = await listFiles(run, revision, include);
  const folder = place.snapshot(commit);
  let downloaded = 0;
  // A cache that has everything may belong to another user: it is not written to.
  if (place.commitOf(revision) !== commit || !files.every((file) => hasFile(folder, file))) {
    const onWait = () => onNote?.(`Waiting for another process that pulls ${id}.`);
    downloaded = await withLock(place.lock, { signal, onWait }, async () => {
      const count = await fetchFiles(run, commit, files);
      if (revision !== commit) writeFileAtomic(place.ref(revision), commit);
      return count;
    });
  }
  const listed = files.map(({ path, size }) => ({ path, size }));
  return { model: id, revision, commit, folder, files: listed, downloaded };
}

function fromCache(
  place: ModelCache,
  { id, revision }: Required<ModelName>,
  cache: string,
  include?: readonly string[],
): PullResult {
  const folder = place.find(revision);
  if (!folder) {
    const action = 'Pull it once without --offline and HF_HUB_OFFLINE.';
    throw hubError('hub-offline', `${id} at ${revision} in ${cache}`, 'nothing of it', action);
  }
  const files = listSnapshot(folder);
  const selected = include ? selectFiles(files, include) : files;
  return { model: id, revision, commit: place.commitOf(revision)!, folder, files: selected, downloaded: 0 };
}
