import type * as Ort from 'onnxruntime-common';
import { messageOf, TesseraeError } from '../base/error.js';
import type { ElementType } from '../onnx/model.js';
import type { TypedArray, Value } from './value.js';

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
}

/** What both builds of ONNX Runtime, Node's and the browser's, give. */
export type Runtime = Pick<typeof Ort, 'InferenceSession' | 'Tensor'>;

/** Waits for a session of ONNX Runtime, and speaks of values in place of its tensors. */
export async function wrapSession(ort: Runtime, creation: Promise<Ort.InferenceSession>): Promise<Session> {
  const session = await creation.catch((error: unknown) => {
    throw new TesseraeError('session-create', {
      expected: 'a model that ONNX Runtime accepts',
      received: messageOf(error),
      action: 'Check that the weights match the model configuration.',
      cause: error,
    });
  });
  const toTensor = (value: Value) => new ort.Tensor(value.type as 'float32', value.data as Float32Array, value.shape);
  return {
    async run(feeds, outputs, into) {
      try {
        const inputs = Object.fromEntries(Object.entries(feeds).map(([name, value]) => [name, toTensor(value)]));
        const fetches = Object.fromEntries(outputs.map((name) => [name, into?.[name] ? toTensor(into[name]) : null]));
        const results = await session.run(inputs, fetches);
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
    dispose: () => session.release(),
  };
}

function fromTensor(tensor: Ort.Tensor): Value {
  return { type: tensor.type as ElementType, shape: tensor.dims, data: tensor.data as TypedArray };
}
