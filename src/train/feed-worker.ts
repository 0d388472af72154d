import { parentPort, workerData } from 'node:worker_threads';
import { DirectFeed } from './feed.js';
import { pictureSource } from './picture-source.js';
import { readTrainSetup } from './setup.js';

/** Makes batches on a thread of its own: asked for a step, answers with the batch; arrays are handed over, not copied. */
const { configPath } = workerData as { configPath: string };
const setup = readTrainSetup(configPath);
const source = pictureSource(setup.config.seed, setup.image);
const feed = new DirectFeed(setup.config, setup.image, setup.text, setup.model.text.vocabulary, source);

parentPort!.on('message', async ({ id, step, part }: { id: number; step?: number; part?: number }) => {
  try {
    const batches = step === undefined ? await feed.heldOut() : [await feed.batch(step, part ?? 0)];
    const buffers = batches.flatMap((batch) =>
      Object.values(batch.feeds).map((value) => value.data.buffer as ArrayBuffer),
    );
    parentPort!.postMessage({ id, batches }, buffers);
  } catch (error) {
    parentPort!.postMessage({ id, error });
  }
});
