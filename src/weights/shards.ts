import { existsSync, join, realpathSync } from '../base/disk.js';
import { TesseraeError } from '../base/error.js';
import { brief, isRecord } from './brief.js';
import { readJsonFile } from './json-file.js';
import { readSafetensorsHeader } from './safetensors.js';
import type { WeightMap, WeightReference } from './weight-reference.js';

const single = 'model.safetensors';
const indexName = 'model.safetensors.index.json';

/**
 * Where the weights of a model folder lie: in `model.safetensors`, else in the shards that `model.safetensors.index.json` names.
 *
 * @throws TesseraeError `model-folder` when there are neither, `weights-index` when index and shards disagree or the index names
 *   a file that is not a plain one of the folder, and those of `readSafetensorsHeader`
 */
export function readWeightMap(folder: string): WeightMap {
  if (existsSync(join(folder, single))) return readShard(folder, single);
  const index = readJsonFile(join(folder, indexName));
  if (index) return readShards(folder, readIndex(folder, index.weight_map));
  throw new TesseraeError('model-folder', {
    expected: `${single} or ${indexName} in ${folder}`,
    received: 'neither',
    action: 'Use a checkpoint in safetensors format, or convert it.',
  });
}

function readShard(folder: string, name: string): Map<string, WeightReference> {
  const path = join(folder, name);
  const { tensors } = readSafetensorsHeader(path);
  const file = realpathSync(path);
  return new Map([...tensors].map(([tensor, entry]) => [tensor, { ...entry, file }]));
}

/** Tensor name → shard name. */
function readIndex(folder: string, map: unknown): Map<string, string> {
  if (!isRecord(map) || Object.keys(map).length === 0) {
    throw indexError(folder, 'a weight_map', brief(map), 'Fetch the index again.');
  }
  return new Map(
    Object.entries(map).map(([tensor, shard]) => {
      // A name with a path could point anywhere on the disk.
      if (typeof shard === 'string' && isPlainName(shard)) return [tensor, shard];
      throw indexError(folder, 'plain file names', brief(shard), 'Do not trust this checkpoint.');
    }),
  );
}

function readShards(folder: string, index: ReadonlyMap<string, string>): WeightMap {
  const weights = new Map<string, WeightReference>();
  for (const shard of [...new Set(index.values())].sort()) {
    for (const [tensor, reference] of readShard(folder, shard)) {
      if (index.get(tensor) !== shard) {
        const place = index.get(tensor) ?? 'no shard';
        throw indexError(folder, `${brief(tensor)} in ${place}`, `it in ${shard}`, 'Fetch index and shards again.');
      }
      weights.set(tensor, reference);
    }
  }
  for (const [tensor, shard] of index) {
    if (weights.has(tensor)) continue;
    throw indexError(folder, `${brief(tensor)} in ${shard}`, 'a shard without it', 'Fetch index and shards again.');
  }
  return weights;
}

/** A file name without a path, not hidden, and no longer than file systems allow. */
export function isPlainName(name: string): boolean {
  return /^\w[\w.-]{0,254}$/.test(name);
}

function indexError(folder: string, expected: string, received: string, action: string): TesseraeError {
  return new TesseraeError('weights-index', {
    expected: `${expected} by ${indexName} of ${folder}`,
    received,
    action,
  });
}
