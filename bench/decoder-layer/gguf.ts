/**
 * Writes GGUF, version 3, the file format of llama.cpp: a header, named values, a table of tensors, then their bytes.
 *
 * Source: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */
import { closeSync, openSync, writeSync } from 'node:fs';

/** Numbers that stand for element types of tensors. */
export const tensorTypes = { f32: 0, q4_0: 2 } as const;

export interface GgufTensor {
  name: string;
  type: keyof typeof tensorTypes;
  /** Fastest dimension first. */
  sizes: readonly number[];
  bytes: number;
  /** Asked for when it is this tensor's turn, so that one is in memory at a time. */
  data(): Uint8Array;
}

export type GgufValue =
  | { uint32: number }
  | { float32: number }
  | { bool: boolean }
  | { string: string }
  | { strings: readonly string[] }
  | { floats: readonly number[] }
  | { int32s: readonly number[] };

const alignment = 32;
const types = { uint32: 4, int32: 5, float32: 6, bool: 7, string: 8, array: 9 } as const;

/** Writes a file; tensors stand in the order given. @returns its size */
export function writeGguf(path: string, values: Readonly<Record<string, GgufValue>>, tensors: readonly GgufTensor[]) {
  const header = new ByteList();
  header.bytes(new TextEncoder().encode('GGUF'));
  header.uint32(3);
  header.uint64(tensors.length);
  header.uint64(Object.keys(values).length);
  for (const [key, value] of Object.entries(values)) {
    header.string(key);
    putValue(header, value);
  }
  let offset = 0;
  for (const { name, type, sizes, bytes } of tensors) {
    header.string(name);
    header.uint32(sizes.length);
    for (const size of sizes) header.uint64(size);
    header.uint32(tensorTypes[type]);
    header.uint64(offset);
    offset = aligned(offset + bytes);
  }
  const start = aligned(header.length);
  const descriptor = openSync(path, 'w');
  try {
    writeSync(descriptor, header.joined(start), 0, start, 0);
    let place = start;
    for (const { name, bytes, data } of tensors) {
      const content = data();
      if (content.length !== bytes) throw new RangeError(`${name} has ${content.length} bytes, not ${bytes}`);
      const padded = new Uint8Array(aligned(bytes));
      padded.set(content);
      writeSync(descriptor, padded, 0, padded.length, place);
      place += padded.length;
    }
    return place;
  } finally {
    closeSync(descriptor);
  }
}

const aligned = (offset: number) => Math.ceil(offset / alignment) * alignment;

function putValue(header: ByteList, value: GgufValue): void {
  const array = (type: number, length: number) => {
    header.uint32(types.array);
    header.uint32(type);
    header.uint64(length);
  };
  if ('uint32' in value) {
    header.uint32(types.uint32);
    header.uint32(value.uint32);
  } else if ('float32' in value) {
    header.uint32(types.float32);
    header.float32(value.float32);
  } else if ('bool' in value) {
    header.uint32(types.bool);
    header.bytes(Uint8Array.of(Number(value.bool)));
  } else if ('string' in value) {
    header.uint32(types.string);
    header.string(value.string);
  } else if ('strings' in value) {
    array(types.string, value.strings.length);
    for (const text of value.strings) header.string(text);
  } else if ('floats' in value) {
    array(types.float32, value.floats.length);
    for (const number of value.floats) header.float32(number);
  } else {
    array(types.int32, value.int32s.length);
    for (const number of value.int32s) header.int32(number);
  }
}

/** Bytes that are put one behind the other, little-endian. */
class ByteList {
  length = 0;
  private readonly parts: Uint8Array[] = [];

  bytes(part: Uint8Array): void {
    this.parts.push(part);
    this.length += part.length;
  }

  uint32 = (value: number) => this.bytes(new Uint8Array(Uint32Array.of(value).buffer));
  int32 = (value: number) => this.bytes(new Uint8Array(Int32Array.of(value).buffer));
  float32 = (value: number) => this.bytes(new Uint8Array(Float32Array.of(value).buffer));
  uint64 = (value: number) => this.bytes(new Uint8Array(BigUint64Array.of(BigInt(value)).buffer));

  string(text: string): void {
    const encoded = new TextEncoder().encode(text);
    this.uint64(encoded.length);
    this.bytes(encoded);
  }

  /** All of it, with zeros up to `size`. */
  joined(size: number): Uint8Array {
    const all = new Uint8Array(size);
    let end = 0;
    for (const part of this.parts) {
      all.set(part, end);
      end += part.length;
    }
    return all;
  }
}
