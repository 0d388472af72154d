import { statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { hubError } from './error.js';

/**
 * Makes sure that `bytes` more fit on the disk of a folder.
 *
 * @throws TesseraeError `hub-disk-full`
 */
export async function checkDiskSpace(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize, blocks } = await statfs(folder);
  const free = bavail * bsize;
  if (blocks === 0 || bytes <= free) return; // Some network disks do not count blocks.
  const action =
    'Free some space, set HF_HOME to another disk, or fetch fewer files with --include. Nothing was fetched.';
  throw hubError('hub-disk-full', `${gigabytes(bytes)} on the disk of ${folder}`, `${gigabytes(free)} free`, action);
}

/** Bytes in a file, 0 where there is none. */
export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(2)} GB`;
}
