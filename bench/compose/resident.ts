/** Resident memory over one long run of the real `compose`: flat, whatever the number of samples? */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { composeDataset } from '../../src/data/compcap/index.js';
import { type MemoryReading, summariseMemory } from './memory-summary.js';
import { inTemporaryFolder } from './mix.js';

/** Samples between two readings. */
const every = 1000;

/** Samples are counted by finished shards, read this often. */
const pollMs = 200;

/** Makes `count` samples of the paper's mix; pictures of finished shards are removed at once, so that no disk is filled. */
export async function watchMemory(count: number, workers: number, seed: number) {
  return inTemporaryFolder(async (out) => {
    const shardSize = Math.min(250, Math.ceil(count / (4 * workers)));
    const step = Math.min(every, Math.ceil(count / 20));
    const readings: MemoryReading[] = [];
    const read = (): void => {
      const samples = Math.min(count, finishedShards(out) * shardSize);
      const due = (Math.floor((readings.at(-1)?.samples ?? 0) / step) + 1) * step;
      if (samples < due) return;
      readings.push({ samples, mebibytes: resident() });
      removePictures(out);
      process.stderr.write(`${samples} samples, ${resident()} MiB\n`);
    };
    const timer = setInterval(read, pollMs);
    const started = performance.now();
    try {
      await composeDataset({ out, count, seed, workers, shardSize });
    } finally {
      clearInterval(timer);
    }
    return {
      count,
      seed,
      workers,
      shardSize,
      minutes: (performance.now() - started) / 60_000,
      peakMebibytes: process.resourceUsage().maxRSS / 1024,
      every: step,
      readings: readings.map(({ samples, mebibytes }) => [samples, mebibytes]),
      ...summariseMemory(readings),
      // The run's end compares all samples with each other, which takes some memory for each.
      finishedMebibytes: resident(),
    };
  });
}

const resident = (): number => Math.round((10 * process.memoryUsage.rss()) / 2 ** 20) / 10;

function finishedShards(out: string): number {
  const folder = join(out, 'shards');
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')).length : 0;
}

/** A folder of a finished shard has lost its temporary name; nothing of the run reads it again. */
function removePictures(out: string): void {
  const folder = join(out, 'images');
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder))
    if (!name.endsWith('.partial')) rmSync(join(folder, name), { recursive: true });
}
