import { parentPort, workerData } from 'node:worker_threads';

/** A thread of `machineLimits` that copies its part when told to. */
const { part, repeats } = workerData as { part: number; repeats: number };
// Written once, so that every page is there before the first copy that counts.
const source = new Uint8Array(part).fill(1);
const target = new Uint8Array(part).fill(2);

parentPort!.on('message', () => {
  for (let i = 0; i < repeats; i++) target.set(source);
  parentPort!.postMessage('done');
});
parentPort!.postMessage('ready');
