import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { type Runtime, type Session, type SessionOptions, wrapSession } from './ort-session.js';
import { silenceTelemetry } from './telemetry.js';

export type { Session, SessionOptions } from './ort-session.js';

let runtime: Runtime | undefined;

function loadRuntime(): Runtime {
  // Loaded on first use: commands that only look at pictures start without it.
  silenceTelemetry();
  runtime ??= createRequire(import.meta.url)('onnxruntime-node') as Runtime;
  return runtime;
}

/** How inference graphs are written for this runtime; see `Lowering` in `src/model/scope.ts`. */
export const inferenceLowering = (): 'fast' | 'training' => 'fast';

/** Loads ONNX model bytes into ONNX Runtime on the CPU. In browsers `session.browser.ts` takes the place of this file. */
export async function createSession(bytes: Uint8Array, options: SessionOptions = {}): Promise<Session> {
  const ort = loadRuntime();
  const creation = ort.InferenceSession.create(bytes, {
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'all',
    intraOpNumThreads: options.threads ?? Math.min(8, availableParallelism()),
    logSeverityLevel: 3,
    extra: options.directory ? { session: { model_external_initializers_file_folder_path: options.directory } } : {},
  });
  return wrapSession(ort, creation);
}
