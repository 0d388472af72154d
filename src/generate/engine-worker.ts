import { parentPort, workerData } from 'node:worker_threads';
import { TesseraeError } from '../base/error.js';
import { Engine } from './engine.js';
import type { EngineRequest, EngineResponse, ModelFacts } from './protocol.js';

/** The thread that a model lives on: answers requests as streams of parts, so that the caller's event loop stays free. */
const port = parentPort!;
const running = new Map<number, AbortController>();
const send = (message: EngineResponse): void => port.postMessage(message);

function fail(id: number, error: unknown): void {
  if (error instanceof TesseraeError) {
    const { code, expected, received, action } = error;
    send({ id, type: 'error', code, failure: { expected, received, action } });
  } else send({ id, type: 'crash', message: String(error), stack: (error as Error)?.stack });
}

const { path, threads } = workerData as { path: string; threads?: number };
const opening = Engine.open(path, { threads });
opening.then(
  (engine) => {
    const facts: ModelFacts = {
      modelType: String((engine.checkpoint.folder.config as { model_type: string }).model_type),
      contextLength: engine.checkpoint.text.contextLength,
      loadMs: engine.loadMs,
    };
    send({ id: 0, type: 'ready', facts });
  },
  (error: unknown) => fail(0, error),
);

port.on('message', async (message: EngineRequest) => {
  if (message.type === 'cancel') {
    running.get(message.id)?.abort();
    return;
  }
  const controller = new AbortController();
  running.set(message.id, controller);
  try {
    const engine = await opening;
    for await (const part of engine.generate(message.request, controller.signal)) {
      send({ id: message.id, type: 'part', part });
      // Lets a cancellation in between steps.
      await new Promise((resolve) => setImmediate(resolve));
    }
    send({ id: message.id, type: 'end' });
  } catch (error) {
    fail(message.id, error);
  } finally {
    running.delete(message.id);
  }
});
