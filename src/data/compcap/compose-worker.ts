/** Makes shards on a thread of its own: asked for one, reports every sample and then the shard's counts. */
import { parentPort, workerData } from 'node:worker_threads';
import { TesseraeError } from '../../base/error.js';
import { composeShard, type ShardTask } from './compose-shard.js';
import { openSources } from './open-sources.js';
import type { Sources } from './sources.js';

const { indexPath } = workerData as { indexPath?: string };
const port = parentPort!;
/** All shards of a data set have the same. */
let sources: Sources | undefined;

port.on('message', async (task: ShardTask) => {
  try {
    sources ??= openSources(indexPath, task.size);
    await composeShard(task, { sources, onSample: () => port.postMessage({ sample: true }) });
    port.postMessage({ shard: task.shard });
  } catch (error) {
    // Classes do not survive the way to another thread; their parts do.
    const { code, expected, received, action } = error as TesseraeError;
    port.postMessage({
      error:
        error instanceof TesseraeError
          ? { code, expected, received, action }
          : String((error as Error)?.stack ?? error),
    });
  }
});
