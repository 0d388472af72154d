import type { EngineThread } from '../generate/engine-thread.js';
import { Model } from '../generate/model.js';
import type { EngineRequest, EngineResponse } from '../generate/protocol.js';
import type { ImageSource } from '../generate/request.js';
import { requireDevice } from '../runtime/device.js';
import type { BrowserRuntime } from '../runtime/session.browser.js';
import type { OpenMessage } from './engine-worker.js';

/** Where models run: WebAssembly on the processor, or WebGPU with WebAssembly for what it cannot do. */
export type BrowserDevice = 'wasm' | 'webgpu';

/** A model folder: its address, or its files by name. */
export type ModelSource = string | URL | ReadonlyMap<string, Uint8Array>;

/** The part of a Web Worker that is used here. */
export interface WorkerLike {
  postMessage(message: unknown): void;
  onmessage: ((event: { data: EngineResponse }) => void) | null;
  onerror: ((event: { message?: string }) => void) | null;
  terminate(): void;
}
declare const Worker: new (url: URL, options: { type: 'module' }) => WorkerLike;
declare const location: { href: string };

export interface BrowserLoadOptions extends BrowserRuntime {
  /** @default 'wasm' */
  device?: BrowserDevice;
  /** Threads inside an operator; one where the page is not cross-origin isolated. @default number of cores, at most 8 */
  threads?: number;
  /** A module worker that runs `tesserae/browser/engine-worker`, for bundlers that do not see it by themselves. */
  worker?: WorkerLike;
}

/**
 * Loads a Hugging Face model folder into a Web Worker of its own.
 *
 * @throws TesseraeError `model-fetch`, `device-name`, `no-webgpu`, and those of missing, incomplete or unsupported folders
 *
 * @example
 * const model = await loadModel('/models/tesserae-nano');
 * for await (const part of model.generate({ images: [file], prompt: 'How many bars are there?' })) {
 *   if (part.type === 'text') output.textContent += part.text;
 * }
 */
export async function loadModel(source: ModelSource, options: BrowserLoadOptions = {}): Promise<Model> {
  const { device = 'wasm' } = options;
  requireDevice(device, ['wasm', 'webgpu']);
  const { worker = new Worker(new URL('./engine-worker.js', import.meta.url), { type: 'module' }), ...rest } = options;
  const given = typeof source === 'string' || source instanceof URL ? undefined : source;
  const path = given ? 'model' : absolute(String(source));
  const runtimeFiles = rest.runtimeFiles && absolute(rest.runtimeFiles);
  worker.postMessage({
    ...rest,
    type: 'open',
    device: device === 'wasm' ? 'cpu' : device,
    path,
    files: given,
    runtimeFiles,
  } satisfies OpenMessage);
  return Model.open(threadOf(worker), path);
}

function threadOf(worker: WorkerLike): EngineThread {
  let end = (_: string) => {};
  worker.onerror = ({ message }) => end(message ?? 'the worker could not be started');
  return {
    post: (message) => worker.postMessage(withAddresses(message)),
    onMessage(receive) {
      worker.onmessage = ({ data }) => receive(data);
    },
    onEnd(receive) {
      end = receive;
    },
    async terminate() {
      worker.terminate();
      end('the worker was ended');
    },
  };
}

/** Addresses are meant as the page says them; the worker's script may lie elsewhere. */
function withAddresses(message: EngineRequest): EngineRequest {
  if (message.type !== 'generate' || !Array.isArray(message.request?.images)) return message;
  const images = message.request.images.map((image: ImageSource) =>
    typeof image === 'string' ? absolute(image) : image,
  );
  return { ...message, request: { ...message.request, images } };
}

const absolute = (address: string): string => new URL(address, location.href).href;
