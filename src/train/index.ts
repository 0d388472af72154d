import { join } from 'node:path';
import type { ProgressStream } from '../base/progress.js';
import { initialWeights, readTrainSetup } from './setup.js';
import { train } from './trainer.js';
import { WorkerFeed } from './worker-feed.js';

export { listCheckpoints } from './checkpoint.js';
export { readTrainConfig, type TrainConfig } from './config.js';

export interface TrainOptions {
  /** Folder for log, checkpoints and loss curve. @default runs/<name> */
  out?: string;
  /** Stop after this step; a later call goes on. */
  stopAfter?: number;
  threads?: number;
  stream?: ProgressStream;
  signal?: AbortSignal;
}

/**
 * Trains the model that a configuration file describes, resuming where an earlier call stopped.
 *
 * @returns the folder, and the last step reached
 *
 * @example
 * await trainFromFile('configs/nano.json', { out: 'runs/nano' });
 */
export async function trainFromFile(
  path: string,
  options: TrainOptions = {},
): Promise<{ folder: string; step: number }> {
  const setup = readTrainSetup(path);
  const folder = options.out ?? join('runs', setup.config.name);
  const feed = new WorkerFeed(setup.config, path);
  try {
    const step = await train({
      config: setup.config,
      model: setup.model,
      loss: setup.loss,
      folder,
      feed,
      initialWeights: () => initialWeights(setup),
      modelFiles: setup.modelFiles,
      ...options,
    });
    return { folder, step };
  } finally {
    await feed.dispose();
  }
}
