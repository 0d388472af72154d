import type * as Ort from 'onnxruntime-common';
import { filesIn } from '../base/disk.browser.js';
import { TesseraeError } from '../base/error.js';
import { type Session, type SessionOptions, wrapSession } from './ort-session.js';

export type { Session, SessionOptions } from './ort-session.js';

/** Where models run: WebAssembly on the processor, or WebGPU with WebAssembly for what it cannot do. */
export type BrowserDevice = 'wasm' | 'webgpu';

/** What holds for every session of a page or worker, since they share one runtime. */
export interface BrowserRuntime {
  /** @default 'wasm' */
  device?: BrowserDevice;
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

/** Says where sessions run; before the first one. */
export function useRuntime(chosen: BrowserRuntime): void {
  settings = chosen;
}

/**
 * On WebGPU attention is written in plain operators: the fused kernels of ONNX Runtime 1.30 (flash attention, from 32 positions)
 * gave wrong numbers on the adapter that this was tested with, and plain operators the same as elsewhere.
 */
export const inferenceLowering = (): 'fast' | 'training' => (settings.device === 'webgpu' ? 'training' : 'fast');

/** The browser's twin of `session.ts`, on onnxruntime-web. @throws TesseraeError `no-webgpu`, `session-create` */
export async function createSession(bytes: Uint8Array, options: SessionOptions = {}): Promise<Session> {
  runtime ??= loadRuntime(options.threads);
  const ort = await runtime;
  const weights = options.directory ? [...filesIn(options.directory)] : [];
  const create = () =>
    ort.InferenceSession.create(bytes, {
      executionProviders: settings.device === 'webgpu' ? ['webgpu', 'wasm'] : ['wasm'],
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
      externalData: weights.flatMap(([path, data]) => (path.endsWith('.safetensors') ? [{ path, data }] : [])),
    });
  const session = await inTurn(() => wrapSession(ort, create()));
  return {
    dispose: () => inTurn(() => session.dispose()),
    async run(feeds, outputs, into = {}) {
      const results = await inTurn(() => session.run(feeds, outputs));
      // WebAssembly writes into its own memory only.
      for (const [name, value] of Object.entries(into)) {
        (value.data as Float32Array).set(results[name].data as Float32Array);
        results[name] = value;
      }
      return results;
    },
  };
}

async function loadRuntime(threads: number | undefined): Promise<typeof Ort> {
  const { device, runtimeFiles } = settings;
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
  throw new TesseraeError('no-webgpu', {
    expected: 'a browser that offers WebGPU',
    received: gpu ? 'no adapter' : 'none',
    action: 'Use the device "wasm".',
  });
}

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const done = turn.then(work);
  turn = done.catch(() => {});
  return done;
}
