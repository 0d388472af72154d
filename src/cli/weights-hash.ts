import { createHash } from 'node:crypto';
import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** SHA-256 of the weights of a model folder: all safetensors files, in the order of their names. */
export async function weightsHash(folder: string): Promise<string> {
  const hash = createHash('sha256');
  const files = readdirSync(folder).filter((name) => name.endsWith('.safetensors'));
  for (const name of files.sort()) {
    hash.update(`${name}\0`);
    for await (const part of createReadStream(join(folder, name))) hash.update(part);
  }
  return hash.digest('hex');
}
