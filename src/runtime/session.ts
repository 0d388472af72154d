import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { messageOf } from '../base/error.js';
import { noWebgpu } from './device.js';
import { type Runtime, type Session, type SessionOptions, staying, wrapSession } from './ort-session.js';
import { silenceTelemetry } from './telemetry.js';

export type { Session, SessionOptions } from './ort-session.js';

let runtime: Runtime | undefined;

function loadRuntime(): Runtime {
  // Loaded on first use: commands that only look at pictures start without it.
  silenceTelemetry();
  runtime ??= createRequire(import.meta.url)('onnxruntime-node') as Runtime;
  return runtime;
}

/**
 * Loads ONNX model bytes into ONNX Runtime. In browsers `session.browser.ts` takes the place of this file.
 *
 * @throws TesseraeError `no-webgpu`, `session-create`
 */
export async function createSession(bytes: Uint8Array, options: SessionOptions = {}): Promise<Session> {
  const { device = 'cpu', directory, threads, flushDenormals } = options;
  const ort = loadRuntime();
  const creation = ort.InferenceSession.create(bytes, {
    executionProviders: [device],
    graphOptimizationLevel: 'all',
    intraOpNumThreads: threads ?? Math.min(8, availableParallelism()),
    logSeverityLevel: 3,
    ...staying(options),
    extra: {
      session: {
        ...(flushDenormals && { set_denormal_as_zero: '1' }),
        ...(directory && { model_external_initializers_file_folder_path: directory }),
      },
    },
  });
  return wrapSession(
    ort,
    creation.catch((error: unknown) => {
      throw device === 'webgpu' ? withoutAdapter(error) : error;
    }),
  );
}

/** What ONNX Runtime says where no driver offers an adapter, no device can be had of it, or its build has no WebGPU. */
const missing = /WebGPU (adapter|device)|executionProviders\[0\] is unsupported/i;

function withoutAdapter(error: unknown): unknown {
  const reason = messageOf(error).trim();
  if (!missing.test(reason)) return error;
  return noWebgpu(
    'a graphics driver that WebGPU can use (Vulkan on Linux, with libvulkan.so.1)',
    reason.replace(/^.*?was false\. /s, ''),
    'Install the driver, or use the device "cpu".',
    error,
  );
}
