import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), 'golden');

/** Path of a file of the reference data in `test/golden` (outputs of reference implementations). */
export function goldenPath(...parts: string[]): string {
  return join(root, ...parts);
}

/** A JSON file of the reference data. */
export function goldenJson<T>(...parts: string[]): T {
  return JSON.parse(readFileSync(goldenPath(...parts), 'utf8')) as T;
}
