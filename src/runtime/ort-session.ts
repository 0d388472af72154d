import type * as Ort from 'onnxruntime-common';
import { messageOf, TesseraeError } from '../base/error.js';
import type { ElementType } from '../onnx/model.js';
import type { Device } from './device.js';
import { DeviceValue, type TypedArray, type Value } from './value.js';

/** A loaded ONNX model. */
export interface Session {
  /** Runs the model. `into` gives arrays that outputs are written to instead of new ones. */
  run(
    feeds: Record<string, Value>,
    outputs: readonly string[],
    into?: Record<string, Value>,
  ): Promise<Record<string, Value>>;
  dispose(): Promise<void>;
}

export interface SessionOptions {
  /** Folder that external weights lie in. */
  directory?: string;
  /** Threads inside an operator. @default number of cores, at most 8 */
  threads?: number;
  /**
   * Numbers below 1.2e-38 count as 0: a processor is slow with them, and a masked softmax is full of them. It holds for the session's
   * threads; for the calling thread, and all that it computes from then on, if its process has made no other session before.
   * Browsers have no such switch. @default false
   */
  flushDenormals?: boolean;
  /** @default 'cpu' */
  device?: Device;
  /** Outputs that stay in the device's memory as `DeviceValue`, where it has its own. All outputs are then asked for at every run. */
  stay?: readonly string[];
}

/** What both builds of ONNX Runtime, Node's and the browser's, give. */
export type Runtime = Pick<typeof Ort, 'InferenceSession' | 'Tensor'>;

/** Lets a runtime do one thing at a time where it must. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** Outputs that stay, as ONNX Runtime is told; where none does, it takes its plain way without bound buffers. */
export function staying({ device, stay = [] }: SessionOptions): Ort.InferenceSession.SessionOptions {
  if (device !== 'webgpu' || stay.length === 0) return {};
  return { preferredOutputLocation: Object.fromEntries(stay.map((name) => [name, 'gpu-buffer' as const])) };
}

/** Waits for a session of ONNX Runtime, and speaks of values in place of its tensors. */
export async function wrapSession(
  ort: Runtime,
  creation: Promise<Ort.InferenceSession>,
  inTurn: InTurn = (work) => work(),
): Promise<Session> {
  const session = await creation.catch((error: unknown) => {
    if (error instanceof TesseraeError) throw error;
    throw new TesseraeError('session-create', {
      expected: 'a model that ONNX Runtime accepts',
      received: messageOf(error),
      action: 'Check that the weights match the model configuration.',
      cause: error,
    });
  });
  const toTensor = (value: Value) =>
    value instanceof DeviceValue
      ? value.tensor
      : new ort.Tensor(value.type as 'float32', value.data as Float32Array, value.shape);
  // What a session left on the device must go before the session: freed after it, it brings the process down.
  const left = new Set<Ort.Tensor>();
  const free = async (tensor: Ort.Tensor) => {
    if (left.delete(tensor)) tensor.dispose();
  };
  const fromTensor = (tensor: Ort.Tensor): Value => {
    const { type, dims, location } = tensor;
    if (location !== 'gpu-buffer') return { type: type as ElementType, shape: dims, data: tensor.data as TypedArray };
    left.add(tensor);
    return new DeviceValue(tensor, () => inTurn(() => free(tensor)));
  };
  return {
    async run(feeds, outputs, into) {
      try {
        const inputs = Object.fromEntries(Object.entries(feeds).map(([name, value]) => [name, toTensor(value)]));
        const fetches = Object.fromEntries(outputs.map((name) => [name, into?.[name] ? toTensor(into[name]) : null]));
        const results = await inTurn(() => session.run(inputs, fetches));
        return Object.fromEntries(Object.entries(results).map(([name, tensor]) => [name, fromTensor(tensor)]));
      } catch (error) {
        throw new TesseraeError('session-run', {
          expected: 'inputs that fit the model',
          received: messageOf(error),
          action: 'Check the shapes and arrays of the inputs.',
          cause: error,
        });
      }
    },
    dispose: () =>
      inTurn(async () => {
        for (const tensor of left) await free(tensor);
        await session.release();
      }),
  };
}
