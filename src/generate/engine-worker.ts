import { parentPort, workerData } from 'node:worker_threads';
import { Engine, type EngineOptions } from './engine.js';
import type { EngineRequest } from './protocol.js';
import { serveEngine } from './serve-engine.js';

/** The thread that a model lives on in Node, so that the caller's event loop stays free. */
const port = parentPort!;
const { path, ...options } = workerData as EngineOptions & { path: string };
const receive = serveEngine(
  Engine.open(path, options),
  (message) => port.postMessage(message),
  () => new Promise((resolve) => setImmediate(resolve)),
);
port.on('message', async (message: EngineRequest) => {
  await receive(message);
  // Nothing is left to wait for then, and the thread ends by itself.
  if (message.type === 'close') port.close();
});
