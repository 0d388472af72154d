import type { Tensor } from 'onnxruntime-common';
import { TesseraeError } from '../base/error.js';
import type { ElementType } from '../onnx/model.js';

export type TypedArray =
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Uint16Array
  | Int32Array
  | BigInt64Array;

/** Numbers with a type and a shape: what goes into and comes out of a program. */
export interface Value {
  type: ElementType;
  shape: readonly number[];
  data: TypedArray;
}

/** Numbers in a device's memory: what one program left there for the next. It is freed by `dispose`. */
export class DeviceValue implements Value {
  readonly type: ElementType;
  readonly shape: readonly number[];

  constructor(
    /** What ONNX Runtime knows it by. */
    readonly tensor: Tensor,
    private readonly free: () => Promise<void>,
  ) {
    this.type = tensor.type as ElementType;
    this.shape = tensor.dims;
  }

  /** Never there. @throws TesseraeError `device-value` */
  get data(): never {
    throw new TesseraeError('device-value', {
      expected: "a value in the host's memory",
      received: 'one that stays on the device',
      action: 'Compile the program without `stay` for this output.',
    });
  }

  async dispose(): Promise<void> {
    await this.free();
  }
}

/** Float32 value; without `shape` one dimension. */
export function float32(data: Float32Array | readonly number[], shape: readonly number[] = [data.length]): Value {
  return { type: 'float32', shape, data: data instanceof Float32Array ? data : Float32Array.from(data) };
}

/** Int64 value from plain numbers. */
export function int64(values: ArrayLike<number>, shape: readonly number[] = [values.length]): Value {
  const data = new BigInt64Array(values.length);
  for (let i = 0; i < data.length; i++) data[i] = BigInt(values[i]);
  return { type: 'int64', shape, data };
}

/** Int32 value from plain numbers. */
export function int32(values: ArrayLike<number>, shape: readonly number[] = [values.length]): Value {
  return { type: 'int32', shape, data: Int32Array.from(values) };
}
