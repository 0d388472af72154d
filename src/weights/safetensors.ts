import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { messageOf, TesseraeError } from '../base/error.js';
import { writeFileAtomic } from '../base/file.js';
import { type Dtype, dtypeBytes, toFloat32 } from './dtype.js';

/** Where a tensor lies in its file. */
export interface TensorEntry {
  dtype: Dtype;
  shape: readonly number[];
  /** First byte, counted from the start of the file. */
  offset: number;
  /** Bytes. */
  length: number;
}

export interface SafetensorsHeader {
  tensors: Map<string, TensorEntry>;
  metadata: Record<string, string>;
}

/** The format's own limit on the header. */
const largestHeader = 100_000_000;

/**
 * Reads and checks the header of a safetensors file: every tensor in range, of the right size, none overlapping, no gaps.
 *
 * @throws TesseraeError `safetensors-header` naming what is wrong
 */
export function readSafetensorsHeader(path: string): SafetensorsHeader {
  const file = openFile(path);
  try {
    const size = fstatSync(file).size;
    const claimed = size >= 8 ? readBytes(file, path, 0, 8) : undefined;
    const length = claimed ? Buffer.from(claimed).readBigUInt64LE() : -1n;
    const room = Math.min(size - 8, largestHeader);
    if (length < 2n || length > BigInt(room)) {
      throw headerError(
        path,
        `a header of 2 to ${Math.max(room, 2)} bytes`,
        length < 0n ? `a file of ${size} bytes` : `${length} bytes`,
      );
    }
    const start = 8 + Number(length);
    return parseHeader(path, readBytes(file, path, 8, Number(length)), start, size - start);
  } finally {
    closeSync(file);
  }
}

function parseHeader(path: string, bytes: Uint8Array, start: number, dataBytes: number): SafetensorsHeader {
  let json: unknown;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    json = JSON.parse(text);
  } catch (error) {
    throw headerError(path, 'a header of JSON in UTF-8', messageOf(error), error);
  }
  if (!isRecord(json)) throw headerError(path, 'an object as header', JSON.stringify(json).slice(0, 40));
  refuseDuplicates(path, text, json);
  const { __metadata__: metadata = {}, ...entries } = json;
  if (!isRecord(metadata) || Object.values(metadata).some((value) => typeof value !== 'string')) {
    throw headerError(path, '__metadata__ of texts', JSON.stringify(metadata).slice(0, 60));
  }
  const tensors = new Map(Object.entries(entries).map(([name, value]) => [name, readEntry(path, name, value, start)]));
  checkPlaces(path, tensors, start, dataBytes);
  return { tensors, metadata: metadata as Record<string, string> };
}

function readEntry(path: string, name: string, value: unknown, start: number): TensorEntry {
  const wrong = (expected: string) =>
    headerError(path, `${expected} for ${JSON.stringify(name)}`, JSON.stringify(value)?.slice(0, 80));
  if (!isRecord(value)) throw wrong('dtype, shape and data_offsets');
  const { dtype, shape, data_offsets: offsets } = value;
  if (typeof dtype !== 'string' || !Object.hasOwn(dtypeBytes, dtype))
    throw wrong(`a dtype of ${Object.keys(dtypeBytes).join(', ')}`);
  if (!isSizes(shape)) throw wrong('a shape of whole numbers');
  if (!isSizes(offsets) || offsets.length !== 2 || offsets[0] > offsets[1]) throw wrong('two rising data_offsets');
  const [from, to] = offsets;
  const expected = shape.reduce((product, size) => product * size, dtypeBytes[dtype as Dtype]);
  if (expected !== to - from) throw wrong(`${expected} bytes`);
  return { dtype: dtype as Dtype, shape, offset: start + from, length: to - from };
}

/** Tensors must lie one after the other and fill the file. */
function checkPlaces(path: string, tensors: Map<string, TensorEntry>, start: number, dataBytes: number): void {
  let end = start;
  const inOrder = [...tensors].sort(([, a], [, b]) => a.offset - b.offset || a.length - b.length);
  for (const [name, { offset, length }] of inOrder) {
    if (offset !== end) {
      const problem = offset < end ? 'overlaps the one before' : 'leaves a gap';
      throw headerError(
        path,
        `${JSON.stringify(name)} to start at byte ${end - start} of the data`,
        `${offset - start}, which ${problem}`,
      );
    }
    end = offset + length;
  }
  if (end !== start + dataBytes)
    throw headerError(path, `${end - start} bytes of data`, `${dataBytes}: the file is truncated or has extra bytes`);
}

/** JSON.parse keeps the last of equal keys; a file with two tensors of one name is refused instead. */
function refuseDuplicates(path: string, text: string, json: Record<string, unknown>): void {
  let depth = 0;
  let count = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?|[{}]/g)) {
    if (token === '{') depth += 1;
    else if (token === '}') depth -= 1;
    else if (depth === 1 && token.endsWith(':')) count += 1;
  }
  if (count !== Object.keys(json).length) throw headerError(path, 'every name once', 'a name that occurs twice');
}

/** The bytes of a tensor. */
export function readTensor(path: string, { offset, length }: TensorEntry): Uint8Array {
  const file = openFile(path);
  try {
    return readBytes(file, path, offset, length);
  } finally {
    closeSync(file);
  }
}

/** A tensor of floating-point numbers as float32. @throws TesseraeError `weight-dtype` for other types */
export function readFloat32(path: string, entry: TensorEntry): Float32Array {
  const numbers = toFloat32(readTensor(path, entry), entry.dtype);
  if (numbers) return numbers;
  throw new TesseraeError('weight-dtype', {
    expected: 'floating-point weights (F32, F16, BF16, F64)',
    received: entry.dtype,
    action: 'Use an unquantised checkpoint.',
  });
}

/** A tensor to write. */
export interface TensorData {
  dtype: Dtype;
  shape: readonly number[];
  data: ArrayBufferView;
}

/** Writes a safetensors file atomically, tensors in the order given, header padded to eight bytes. */
export function writeSafetensors(
  path: string,
  tensors: ReadonlyMap<string, TensorData>,
  metadata: Record<string, string> = {},
): void {
  const header: Record<string, unknown> = Object.keys(metadata).length > 0 ? { __metadata__: metadata } : {};
  const parts: Uint8Array[] = [];
  let end = 0;
  for (const [name, { dtype, shape, data }] of tensors) {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    const expected = shape.reduce((product, size) => product * size, dtypeBytes[dtype]);
    if (bytes.length !== expected) throw headerError(path, `${expected} bytes for ${name}`, `${bytes.length}`);
    header[name] = { dtype, shape, data_offsets: [end, end + bytes.length] };
    end += bytes.length;
    parts.push(bytes);
  }
  const text = Buffer.from(JSON.stringify(header));
  const padded = Buffer.concat([text, Buffer.alloc((8 - (text.length % 8)) % 8, ' ')]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  writeFileAtomic(path, [length, padded, ...parts]);
}

function openFile(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    throw new TesseraeError('weights-missing', {
      expected: `a readable weight file at ${path}`,
      received: messageOf(error),
      action: 'Check the path, or fetch the checkpoint again.',
      cause: error,
    });
  }
}

function readBytes(file: number, path: string, offset: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length; ) {
    const count = readSync(file, bytes, done, length - done, offset + done);
    if (count === 0) throw headerError(path, `${length} bytes at ${offset}`, `the end of the file after ${done}`);
    done += count;
  }
  return bytes;
}

function headerError(path: string, expected: string, received: string | undefined, cause?: unknown): TesseraeError {
  return new TesseraeError('safetensors-header', {
    expected: `${expected} in ${path}`,
    received: received ?? 'nothing',
    action: 'The file is damaged or not safetensors: fetch or write it again.',
    cause,
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}
