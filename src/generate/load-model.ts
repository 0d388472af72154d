import { SHARE_ENV, Worker } from 'node:worker_threads';
import { resolveModel } from '../hub/resolve-model.js';
import type { EngineThread } from './engine-thread.js';
import { Model } from './model.js';

export interface LoadOptions {
  /** Threads inside an operator. @default number of cores, at most 8 */
  threads?: number;
}

/**
 * Loads a Hugging Face model folder of a supported kind, or a model of the hub that was pulled (`OWNER/NAME`).
 *
 * @throws TesseraeError `model-missing`, and those of a missing, incomplete or unsupported folder
 *
 * @example
 * const model = await loadModel('models/tesserae-nano');
 * const { answer } = await model.answer({ images: ['chart.png'], prompt: 'How many bars are there?' });
 * await model.dispose();
 */
export async function loadModel(model: string, options: LoadOptions = {}): Promise<Model> {
  const path = resolveModel(model);
  return Model.open(startThread(path, options), path);
}

function startThread(path: string, { threads }: LoadOptions): EngineThread {
  // From source files (tests) the compiled thread is used.
  const here = import.meta.url;
  const built = here.endsWith('.ts') ? here.replace('/src/generate/', '/dist/generate/') : here;
  const worker = new Worker(new URL('engine-worker.js', built), { env: SHARE_ENV, workerData: { path, threads } });
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (receive) => worker.on('message', receive),
    onEnd(receive) {
      worker.on('error', (error) => receive(String(error)));
      worker.on('exit', () => receive('the thread ended'));
    },
    async terminate() {
      await worker.terminate();
    },
  };
}
