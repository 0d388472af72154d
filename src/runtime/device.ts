import { TesseraeError } from '../base/error.js';

/** Where a model computes: on the processor, or by WebGPU on a graphics card. */
export type Device = 'cpu' | 'webgpu';

/** Devices in Node; in browsers WebAssembly is what the processor runs. */
export const devices = ['cpu', 'webgpu'] as const satisfies readonly Device[];

/** Refuses names that are no device. @throws TesseraeError `device-name` */
export function requireDevice(name: unknown, known: readonly string[] = devices): void {
  if (known.includes(name as string)) return;
  throw new TesseraeError('device-name', {
    expected: `one of the devices ${known.join(', ')}`,
    received: JSON.stringify(name) ?? 'nothing',
    action: 'Correct the device.',
  });
}

/** What is said where WebGPU has nothing to run on. */
export function noWebgpu(expected: string, received: string, action: string, cause?: unknown): TesseraeError {
  return new TesseraeError('no-webgpu', { expected, received, action, cause });
}

/**
 * How inference graphs are written for a device; see `Lowering` in `src/model/scope.ts`.
 *
 * On WebGPU attention is written in plain operators: the fused kernels of ONNX Runtime 1.30 (flash attention, from 32 positions)
 * gave wrong numbers on the adapter that this was tested with, and plain operators the same as elsewhere.
 */
export const inferenceLowering = (device: Device): 'fast' | 'training' => (device === 'webgpu' ? 'training' : 'fast');
