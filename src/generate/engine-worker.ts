import { parentPort, workerData } from 'node:worker_threads';
import { Engine } from './engine.js';
import { serveEngine } from './serve-engine.js';

/** The thread that a model lives on in Node, so that the caller's event loop stays free. */
const port = parentPort!;
const { path, threads } = workerData as { path: string; threads?: number };
const receive = serveEngine(
  Engine.open(path, { threads }),
  (message) => port.postMessage(message),
  () => new Promise((resolve) => setImmediate(resolve)),
);
port.on('message', receive);
