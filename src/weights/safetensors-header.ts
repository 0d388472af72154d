import { messageOf, TesseraeError } from '../base/error.js';
import { brief, isRecord } from './brief.js';
import { type Dtype, dtypeBytes, isDtype } from './dtype.js';

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

/**
 * Checks the JSON of a safetensors header and places its tensors in the file.
 *
 * @param start first byte of the data, counted from the start of the file
 * @param dataBytes bytes of data that the file has
 * @throws TesseraeError `safetensors-header`
 */
export function parseSafetensorsHeader(
  path: string,
  bytes: Uint8Array,
  start: number,
  dataBytes: number,
): SafetensorsHeader {
  const { text, json } = parseJson(path, bytes);
  const { __metadata__: metadata = {}, ...entries } = json;
  if (!isRecord(metadata) || Object.values(metadata).some((value) => typeof value !== 'string')) {
    throw headerError(path, '__metadata__ of texts', brief(metadata));
  }
  const tensors = new Map(Object.entries(entries).map(([name, value]) => [name, readEntry(path, name, value, start)]));
  const keys = Object.keys(json).length + Object.keys(metadata).length + 3 * tensors.size;
  if (countKeys(text) !== keys) throw headerError(path, 'every name once', 'a name that occurs twice');
  checkPlaces(path, tensors, start, dataBytes);
  return { tensors, metadata: metadata as Record<string, string> };
}

function parseJson(path: string, bytes: Uint8Array): { text: string; json: Record<string, unknown> } {
  if (bytes[0] !== 0x7b) throw headerError(path, 'a header that begins with {', `byte ${bytes[0]}`);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // What begins with { and parses is an object.
    return { text, json: JSON.parse(text) as Record<string, unknown> };
  } catch (error) {
    throw headerError(path, 'a header of JSON in UTF-8', messageOf(error), error);
  }
}

function readEntry(path: string, name: string, value: unknown, start: number): TensorEntry {
  const wrong = (expected: string, received: unknown) =>
    headerError(path, `${expected} for ${brief(name)}`, brief(received));
  if (!isRecord(value) || Object.keys(value).length !== 3) throw wrong('dtype, shape and data_offsets', value);
  const { dtype, shape, data_offsets: offsets } = value;
  if (!isDtype(dtype)) throw wrong(`a dtype of ${Object.keys(dtypeBytes).join(', ')}`, dtype);
  if (!isSizes(shape)) throw wrong('a shape of whole numbers', shape);
  if (!isSizes(offsets) || offsets.length !== 2 || offsets[0] > offsets[1]) {
    throw wrong('two rising data_offsets', offsets);
  }
  const [from, to] = offsets;
  const expected = byteLength(dtype, shape);
  if (expected !== to - from) throw wrong(`${expected} bytes of ${dtype} ${brief(shape)}`, to - from);
  return { dtype, shape, offset: start + from, length: to - from };
}

/** Bytes of a tensor; beyond 2^53 inexact, but never again small. */
export function byteLength(dtype: Dtype, shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, dtypeBytes[dtype]);
}

export function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

/** Tensors must lie one after the other and fill the file. */
function checkPlaces(path: string, tensors: ReadonlyMap<string, TensorEntry>, start: number, dataBytes: number): void {
  let end = start;
  const inOrder = [...tensors].sort(([, a], [, b]) => a.offset - b.offset || a.length - b.length);
  for (const [name, { offset, length }] of inOrder) {
    if (offset !== end) {
      const problem = offset < end ? 'overlaps the one before' : 'leaves a gap';
      const expected = `${brief(name)} to start at byte ${end - start} of the data`;
      throw headerError(path, expected, `${offset - start}, which ${problem}`);
    }
    end = offset + length;
  }
  if (end === start + dataBytes) return;
  const problem = end > start + dataBytes ? 'the file is truncated' : 'the file has extra bytes';
  throw headerError(path, `${end - start} bytes of data`, `${dataBytes}: ${problem}`);
}

/**
 * Keys in a JSON text that is known to be valid. `JSON.parse` keeps the last of equal keys, so a tensor that occurs twice
 * shows only here. Written as a loop: a regular expression overflows its stack on names of some megabytes.
 */
function countKeys(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) {
    while (text[++at] !== '"') if (text[at] === '\\') at += 1;
    let next = at + 1;
    while (text.charCodeAt(next) <= 0x20) next += 1;
    if (text[next] === ':') count += 1;
  }
  return count;
}

export function headerError(path: string, expected: string, received: string, cause?: unknown): TesseraeError {
  return new TesseraeError('safetensors-header', {
    expected: `${expected} in ${path}`,
    received,
    action: 'The file is damaged or not safetensors: fetch or write it again.',
    cause,
  });
}
