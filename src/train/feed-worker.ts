import { parentPort, workerData } from 'node:worker_threads';
import { DirectFeed } from './feed.js';
import { readTrainSetup } from './setup.js';
import { openSource } from './source.js';

/** Makes batches on a thread of its own: asked for a step, answers with the batch; arrays are handed over, not copied. */
const { configPath } = workerData as { configPath: string };
const setup = readTrainSetup(configPath);
const opening = openSource(setup, configPath).then(
  (source) => new DirectFeed(setup.config, setup.image, setup.text, setup.model.text, source),
);

parentPort!.on('message', async ({ id, step, part }: { id: number; step?: number; part?: number }) => {
  try {
    const feed = await opening;
    const batches = step === undefined ? await feed.heldOut() : [await feed.batch(step, part ?? 0)];
    const buffers = batches.flatMap((batch) =>
      Object.values(batch.feeds).map((value) => value.data.buffer as ArrayBuffer),
    );
    parentPort!.postMessage({ id, batches }, buffers);
  } catch (error) {
    parentPort!.postMessage({ id, error });
  }
});
