import { describeFile, fetchModelInfo, type HubFile, type ListedFile } from './model-info.js';
import { inParallel } from './parallel.js';
import { fileUrl, type PullRun, retrying } from './run.js';
import { selectFiles } from './select-files.js';

/** Commit and wanted files of a revision; asks for each file on its own where the list of the hub is short of words. */
export async function listFiles(
  run: PullRun,
  revision: string,
  include?: readonly string[],
): Promise<{ commit: string; files: HubFile[] }> {
  const { client, id, signal } = run;
  const { commit, files: listed } = await retrying(run, () => fetchModelInfo(client, { id, revision }, signal));
  const files: HubFile[] = [];
  const complete = async ([place, { path, size, id }]: [number, ListedFile], signal: AbortSignal) => {
    if (size !== undefined && id !== undefined) files[place] = { path, size, id };
    else {
      const url = fileUrl(run, commit, path);
      files[place] = await retrying(run, () => describeFile(client, url, path, signal), signal);
    }
  };
  await inParallel([...selectFiles(listed, include).entries()], run.parallel, complete, signal);
  return { commit, files };
}
