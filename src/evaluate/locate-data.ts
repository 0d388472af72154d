import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { badData } from './read-data.js';

/** The files of a folder whose names match, sorted; a path that is a file is itself. Throws if there is none. */
export function filesAt(path: string, pattern: RegExp, expected: string): string[] {
  if (!existsSync(path)) throw badData(`"${path}"`, expected, 'no such file or folder');
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => pattern.test(name));
  if (names.length === 0) throw badData(`the folder "${path}"`, expected, 'none');
  return names.sort().map((name) => join(path, name));
}

/** The one path that a task takes. */
export function onlyPath(paths: readonly string[], expected: string): string {
  if (paths.length === 1) return paths[0];
  throw badData('the options', `one path: ${expected}`, `${paths.length}`);
}
