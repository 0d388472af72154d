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
  const inOrder = [...tensors].sort(([a, { dtype: x }], [b, { dtype: y }]) => {
    return dtypeOrder.indexOf(x) - dtypeOrder.indexOf(y) || Buffer.compare(Buffer.from(a), Buffer.from(b));
  });
  const parts = inOrder.map(([name, tensor]) => tensorBytes(path, name, tensor));
  const header = encodeHeader(inOrder, metadata);
  try {
    writeFileAtomic(path, [...header, ...parts.flatMap(pieces)]);
  } catch (error) {
    throw new TesseraeError('weights-write', {
      expected: `to write ${path}`,
      received: messageOf(error),
      action: 'Check the path, its permissions and the space on the disk.',
      cause: error,
    });
  }
}

function tensorBytes(path: string, name: string, { dtype, shape, data }: TensorData): Uint8Array {
  const expected = isDtype(dtype) && isSizes(shape) ? byteLength(dtype, shape) : Number.NaN;
  if (data.byteLength === expected && name !== '__metadata__') {
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  }
  throw new TesseraeError('safetensors-tensor', {
    expected: `${expected} bytes of ${dtype} [${shape}] for ${brief(name)} in ${path}`,
    received: name === '__metadata__' ? 'a name that the format keeps for itself' : `${data.byteLength} bytes`,
    action: 'Correct the shape, the type or the name.',
  });
}

/** Length and JSON; the JSON is padded with blanks so that the data begin at a multiple of eight. */
function encodeHeader(
  tensors: readonly (readonly [string, TensorData])[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array[] {
  // Joined by hand: an object would put names that look like numbers first.
  const fields: string[] = [];
  const keys = Object.keys(metadata).sort();
  if (keys.length > 0) {
    const texts = keys.map((key) => `${JSON.stringify(key)}:${JSON.stringify(metadata[key])}`);
    fields.push(`"__metadata__":{${texts.join(',')}}`);
  }
  let end = 0;
  for (const [name, { dtype, shape, data }] of tensors) {
    const offsets = [end, (end += data.byteLength)];
    fields.push(`${JSON.stringify(name)}:${JSON.stringify({ dtype, shape, data_offsets: offsets })}`);
  }
  const json = Buffer.from(`{${fields.join(',')}}`);
  const padding = Buffer.alloc(-json.length & 7, ' ');
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length + padding.length));
  return [length, json, padding];
}

function pieces(bytes: Uint8Array): Uint8Array[] {
  const count = Math.ceil(bytes.length / largestWrite);
  return Array.from({ length: count }, (_, i) => bytes.subarray(i * largestWrite, (i + 1) * largestWrite));
}
