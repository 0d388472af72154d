import { SHARE_ENV, Worker } from 'node:worker_threads';
import { resolveModel } from '../hub/resolve-model.js';
import type { Device } from '../runtime/index.js';
import type { EngineThread } from './engine-thread.js';
import { Model } from './model.js';
import type { EngineRequest } from './protocol.js';

export interface LoadOptions {
  /** Threads inside an operator. @default number of cores, at most 8 */
  threads?: number;
  /** `webgpu` computes on a graphics card, if there is one; nothing else is taken in its place. @default 'cpu' */
  device?: Device;
}

/**
 * Loads a Hugging Face model folder of a supported kind, or a model of the hub that was pulled (`OWNER/NAME`).
 *
 * @throws TesseraeError `model-missing`, `device-name`, `no-webgpu`, and those of a missing, incomplete or unsupported folder
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

function startThread(path: string, { threads, device }: LoadOptions): EngineThread {
  // From source files (tests) the compiled thread is used.
  const here = import.meta.url;
  const built = here.endsWith('.ts') ? here.replace('/src/generate/', '/dist/generate/') : here;
  const worker = new Worker(new URL('engine-worker.js', built), {
    env: SHARE_ENV,
    workerData: { path, threads, device },
  });
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (receive) => worker.on('message', receive),
    onEnd(receive) {
      worker.on('error', (error) => receive(String(error)));
      worker.on('exit', () => receive('the thread ended'));
    },
    // Ended in the middle of a run, or with values on a graphics card, a thread takes the whole process with it.
    terminate() {
      worker.postMessage({ type: 'close' } satisfies EngineRequest);
      return ended;
    },
  };
}
