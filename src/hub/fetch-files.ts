import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkDiskSpace, sizeOf } from './disk-space.js';
import { downloadFile } from './download.js';
import type { HubFile } from './model-info.js';
import { inParallel } from './parallel.js';
import { fileUrl, type PullRun } from './run.js';
import { hasFile, isFileOf, linkFile } from './snapshot.js';

/** Brings the files of a commit into the cache; returns the number of bytes that came over the network. */
export async function fetchFiles(run: PullRun, commit: string, files: readonly HubFile[]): Promise<number> {
  const { place } = run;
  const snapshot = place.snapshot(commit);
  const absent = files.filter((file) => !hasFile(snapshot, file));
  const fetched = await fetchBlobs(
    run,
    commit,
    files,
    absent.filter(({ id, size }) => !isFileOf(place.blob(id), size)),
  );
  // Links come last: a folder that can be seen is a folder that can be used.
  for (const { id, path } of absent) linkFile(place.blob(id), snapshot, path);
  return fetched;
}

async function fetchBlobs(run: PullRun, commit: string, files: readonly HubFile[], wanted: readonly HubFile[]) {
  const { client, place, signal, onProgress, onNote, retries, retryDelay: delay } = run;
  mkdirSync(join(place.folder, 'blobs'), { recursive: true });
  // Two names of one content are one download.
  const missing = [...new Map(wanted.map((file) => [file.id, file])).values()];
  await checkDiskSpace(place.folder, sum(missing.map(({ id, size }) => Math.max(0, size - sizeOf(place.partial(id))))));

  const total = sum(files.map(({ size }) => size));
  let done = total - sum(missing.map(({ size }) => size));
  let filesDone = files.length - missing.length;
  let fetched = 0;
  const report = () => onProgress?.({ done, total, files: { done: filesDone, total: files.length } });
  report();
  const onBytes = (count: number, source: 'network' | 'disk') => {
    done += count;
    if (source === 'network') fetched += count;
    report();
  };
  const fetchOne = async (file: HubFile, signal: AbortSignal) => {
    const url = fileUrl(run, commit, file.path);
    const [partial, target] = [place.partial(file.id), place.blob(file.id)];
    const retry = { retries, delay, signal, onNote };
    await downloadFile({ client, url, file, partial, target, retry, signal, onBytes });
    filesDone++;
    report();
  };
  await inParallel(missing, run.parallel, fetchOne, signal);
  return fetched;
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total + size, 0);
}
