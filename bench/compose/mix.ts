import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeDataset } from '../../src/data/compcap/index.js';

/** A run of the real `compose` with the paper's mix, start of its threads and joining of its files included. */
export async function measureMix(count: number, workers: number, seed: number) {
  return inTemporaryFolder(async (out) => {
    // Shards of no more than an eighth of a thread's part: else threads wait for the last one.
    const shardSize = Math.min(256, Math.ceil(count / (8 * workers)));
    const started = performance.now();
    const { types, failures } = await composeDataset({ out, count, seed, workers, shardSize });
    const seconds = (performance.now() - started) / 1000;
    return {
      count,
      seed,
      workers,
      shardSize,
      seconds,
      samplesPerSecond: count / seconds,
      peakMebibytes: process.resourceUsage().maxRSS / 1024,
      samples: Object.fromEntries(types.map(({ type, samples }) => [type, samples])),
      failures: failures.length,
    };
  });
}

/** Work with a new folder that is removed afterwards, whatever happens. */
export async function inTemporaryFolder<T>(work: (out: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'tesserae-bench-compose-'));
  try {
    return await work(join(folder, 'out'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
