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
