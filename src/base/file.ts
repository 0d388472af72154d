import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a file so that readers see either the old content or the whole new one: a temporary name beside the target,
 * flushed to disk, then renamed. On failure the temporary file is removed and the target is as it was.
 *
 * @example
 * writeFileAtomic('out/report.json', JSON.stringify(report));
 */
export function writeFileAtomic(path: string, content: string | Uint8Array | readonly Uint8Array[]): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  const parts =
    typeof content === 'string' ? [Buffer.from(content)] : content instanceof Uint8Array ? [content] : content;
  try {
    const file = openSync(temporary, 'w');
    try {
      for (const part of parts) {
        for (let offset = 0; offset < part.length; ) offset += writeSync(file, part, offset);
      }
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
