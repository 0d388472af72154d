import type * as Ort from 'onnxruntime-common';
import { filesIn } from '../base/disk.browser.js';
import { type Device, noWebgpu } from './device.js';
import { type Session, type SessionOptions, staying, wrapSession } from './ort-session.js';

export type { Session, SessionOptions } from './ort-session.js';

/** What holds for every session of a page or worker, since they share one runtime. */
export interface BrowserRuntime {
  /** Address of the folder that ONNX Runtime's `ort-wasm-simd-threaded*` files are served from. @default beside the script */
  runtimeFiles?: string;
}

/** The part of the browser that is used here. */
const scope = globalThis as unknown as {
  crossOriginIsolated: boolean;
  navigator: { hardwareConcurrency: number; gpu?: { requestAdapter(): Promise<unknown> } };
};

let settings: BrowserRuntime = {};
let runtime: Promise<typeof Ort> | undefined;
/** Ends when what was asked before is done: the runtime on WebGPU does one thing at a time. */
let turn: Promise<unknown> = Promise.resolve();

/** Says where the runtime comes from; before the first session. */
export function useRuntime(chosen: BrowserRuntime): void {
  settings = chosen;
}

/** The browser's twin of `session.ts`, on onnxruntime-web. @throws TesseraeError `no-webgpu`, `session-create` */
export async function createSession(bytes: Uint8Array, options: SessionOptions = {}): Promise<Session> {
  const { device = 'cpu', directory, threads } = options;
  runtime ??= loadRuntime(device, threads);
  const ort = await runtime;
  const weights = directory ? [...filesIn(directory)] : [];
  const creation = inTurn(() =>
    ort.InferenceSession.create(bytes, {
      executionProviders: device === 'webgpu' ? ['webgpu', 'wasm'] : ['wasm'],
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
      ...staying(options),
      externalData: weights.flatMap(([path, data]) => (path.endsWith('.safetensors') ? [{ path, data }] : [])),
    }),
  );
  const session = await wrapSession(ort, creation, inTurn);
  return {
    dispose: () => session.dispose(),
    async run(feeds, outputs, into = {}) {
      const results = await session.run(feeds, outputs);
      // WebAssembly writes into its own memory only.
      for (const [name, value] of Object.entries(into)) {
        (value.data as Float32Array).set(results[name].data as Float32Array);
        results[name] = value;
      }
      return results;
    },
  };
}

async function loadRuntime(device: Device, threads: number | undefined): Promise<typeof Ort> {
  const { runtimeFiles } = settings;
  if (device === 'webgpu') await requireAdapter();
  const ort = await (device === 'webgpu' ? import('onnxruntime-web/webgpu') : import('onnxruntime-web/wasm'));
  ort.env.logLevel = 'error';
  if (runtimeFiles !== undefined) ort.env.wasm.wasmPaths = runtimeFiles.replace(/\/?$/, '/');
  // Threads share memory, and browsers let only isolated pages share any.
  ort.env.wasm.numThreads = scope.crossOriginIsolated
    ? (threads ?? Math.min(8, scope.navigator.hardwareConcurrency))
    : 1;
  return ort;
}

/** Without an adapter the runtime would quietly use WebAssembly. */
async function requireAdapter(): Promise<void> {
  const { gpu } = scope.navigator;
  if (await gpu?.requestAdapter()) return;
  throw noWebgpu('a browser that offers WebGPU', gpu ? 'no adapter' : 'none', 'Use the device "wasm".');
}

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const done = turn.then(work);
  turn = done.catch(() => {});
  return done;
}
