import { messageOf, TesseraeError } from '../base/error.js';
import { writeFileAtomic } from '../base/file.js';
import { brief } from './brief.js';
import { type Dtype, dtypeBytes, isDtype } from './dtype.js';
import { byteLength, isSizes } from './safetensors-header.js';

/** A tensor to write; `data` holds the bits of its type, for example a `Uint16Array` for F16. */
export interface TensorData {
  dtype: Dtype;
  shape: readonly number[];
  data: ArrayBufferView;
}

const dtypeOrder = Object.keys(dtypeBytes);

/** One write call takes less than 2 GiB. */
const largestWrite = 2 ** 30;

/**
 * Writes a safetensors file: readers see the old file or the whole new one. Tensors are written one after the other from where
 * they are, without a copy. Equal tensors and metadata give equal bytes, in whatever order they come: by type, then by name, as
 * the reference library writes them.
 *
 * @throws TesseraeError `safetensors-tensor` when shape and data disagree, `weights-write` when the disk refuses
 *
 * @example
 * writeSafetensors('model.safetensors', new Map([['scale', { dtype: 'F32', shape: [1], data: Float32Array.of(2) }]]));
 */
export function writeSafetensors(
  path: string,
  tensors: ReadonlyMap<string, TensorData>,
  metadata: Readonly<Record<string, string>> = {},
): void {
  for (const [name, tensor] of tensors) checkTensor(path, name, tensor);
  const { header, offsets } = layoutSafetensors(tensors, metadata);
  const parts = [...offsets.keys()].map((name) => {
    const { data } = tensors.get(name)!;
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  });
  try {
    writeFileAtomic(path, [header, ...parts.flatMap(pieces)]);
  } catch (error) {
    throw new TesseraeError('weights-write', {
      expected: `to write ${path}`,
      received: messageOf(error),
      action: 'Check the path, its permissions and the space on the disk.',
      cause: error,
    });
  }
}

/** Where everything lies in a safetensors file that is yet to be written. */
export interface SafetensorsLayout {
  /** Bytes before the data. */
  header: Uint8Array;
  /** First byte of every tensor, counted from the start of the file, in the order of the file. */
  offsets: ReadonlyMap<string, number>;
  /** Bytes of the file. */
  size: number;
}

/** The layout of a file with tensors of these types and shapes; see `writeSafetensors` for the order. */
export function layoutSafetensors(
  tensors: ReadonlyMap<string, Pick<TensorData, 'dtype' | 'shape'>>,
  metadata: Readonly<Record<string, string>> = {},
): SafetensorsLayout {
  const inOrder = [...tensors].sort(([a, { dtype: x }], [b, { dtype: y }]) => {
    return dtypeOrder.indexOf(x) - dtypeOrder.indexOf(y) || Buffer.compare(Buffer.from(a), Buffer.from(b));
  });
  // Joined by hand: an object would put names that look like numbers first.
  const fields: string[] = [];
  const keys = Object.keys(metadata).sort();
  if (keys.length > 0) {
    const texts = keys.map((key) => `${JSON.stringify(key)}:${JSON.stringify(metadata[key])}`);
    fields.push(`"__metadata__":{${texts.join(',')}}`);
  }
  let end = 0;
  const starts = new Map<string, number>();
  for (const [name, { dtype, shape }] of inOrder) {
    starts.set(name, end);
    const offsets = [end, (end += byteLength(dtype, shape))];
    fields.push(`${JSON.stringify(name)}:${JSON.stringify({ dtype, shape, data_offsets: offsets })}`);
  }
  const header = encodeHeader(`{${fields.join(',')}}`);
  const offsets = new Map([...starts].map(([name, start]) => [name, header.length + start]));
  return { header, offsets, size: header.length + end };
}

/** Length and JSON; the JSON is padded with blanks so that the data begin at a multiple of eight. */
function encodeHeader(text: string): Uint8Array {
  const json = Buffer.from(text);
  const padding = Buffer.alloc(-json.length & 7, ' ');
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length + padding.length));
  return Buffer.concat([length, json, padding]);
}

function checkTensor(path: string, name: string, { dtype, shape, data }: TensorData): void {
  const expected = isDtype(dtype) && isSizes(shape) ? byteLength(dtype, shape) : Number.NaN;
  if (data.byteLength === expected && name !== '__metadata__') return;
  throw new TesseraeError('safetensors-tensor', {
    expected: `${expected} bytes of ${dtype} [${shape}] for ${brief(name)} in ${path}`,
    received: name === '__metadata__' ? 'a name that the format keeps for itself' : `${data.byteLength} bytes`,
    action: 'Correct the shape, the type or the name.',
  });
}

function pieces(bytes: Uint8Array): Uint8Array[] {
  const count = Math.ceil(bytes.length / largestWrite);
  return Array.from({ length: count }, (_, i) => bytes.subarray(i * largestWrite, (i + 1) * largestWrite));
}
