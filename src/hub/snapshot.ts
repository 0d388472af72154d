import {
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { hubError } from './error.js';
import type { HubFile } from './model-info.js';

/** Whether a snapshot has this very file, as a link or, on systems without links, as itself. */
export function hasFile(snapshot: string, { path, size, id }: HubFile): boolean {
  const place = join(snapshot, path);
  if (!isFileOf(place, size)) return false;
  return lstatSync(place).isSymbolicLink() ? basename(readlinkSync(place)) === id : true;
}

/** Whether there is a plain file of this size. */
export function isFileOf(path: string, size: number): boolean {
  try {
    const found = statSync(path);
    return found.isFile() && found.size === size;
  } catch {
    return false; // Missing, or a link to nothing.
  }
}

/**
 * Puts a file of the cache into a snapshot: a relative symbolic link; where the system has none (Windows without developer
 * mode), a second name for the same bytes; else a copy.
 *
 * @throws TesseraeError `hub-unsafe-path` when a link on the way leads out of the snapshot
 */
export function linkFile(
  blob: string,
  snapshot: string,
  path: string,
  symlink = symlinkSync,
  hardLink = linkSync,
): void {
  const place = join(snapshot, path);
  mkdirSync(dirname(place), { recursive: true });
  const folder = realpathSync(dirname(place));
  if (!`${folder}${sep}`.startsWith(`${realpathSync(snapshot)}${sep}`)) {
    const action = 'Remove the link, or the folder of this model from the cache.';
    throw hubError('hub-unsafe-path', `${dirname(place)} inside the snapshot`, `a link to ${folder}`, action);
  }
  const temporary = `${place}.${process.pid}.tmp`;
  rmSync(temporary, { force: true });
  const ways = [
    () => symlink(relative(dirname(place), blob), temporary, 'file'),
    () => hardLink(blob, temporary),
    () => copyFileSync(blob, temporary),
  ];
  try {
    firstThatWorks(ways);
    renameSync(temporary, place);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Codes by which systems say that they cannot do such a thing, here or at all. */
const unsupported = ['EPERM', 'EACCES', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EINVAL', 'EMLINK', 'EXDEV', 'UNKNOWN'];

function firstThatWorks(ways: readonly (() => void)[]): void {
  for (const [i, way] of ways.entries()) {
    try {
      way();
      return;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? '';
      if (i === ways.length - 1 || !unsupported.includes(code)) throw error;
    }
  }
}

/**
 * The files of a snapshot.
 *
 * @throws TesseraeError `hub-offline` for a link to nothing
 */
export function listSnapshot(snapshot: string): { path: string; size: number }[] {
  return readdirSync(snapshot, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => {
      const place = join(entry.parentPath, entry.name);
      const size = statSync(place, { throwIfNoEntry: false })?.size;
      if (size === undefined) {
        throw hubError('hub-offline', `the contents of ${place}`, 'a link to nothing', 'Pull the model again, online.');
      }
      return { path: relative(snapshot, place).split(sep).join('/'), size };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
