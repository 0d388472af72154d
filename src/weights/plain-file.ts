import { closeSync, fstatSync, openSync, readSync, statSync } from '../base/disk.js';
import { messageOf, TesseraeError } from '../base/error.js';

/** A file that is open for reading. */
export interface PlainFile {
  path: string;
  /** Bytes. */
  size: number;
  /**
   * Reads a range.
   *
   * @throws TesseraeError `weights-read` when the file is too short (nothing is allocated then), `weights-memory`
   */
  read(offset: number, length: number): ArrayBuffer;
}

/** One read call takes less than 2 GiB. */
const largestRead = 2 ** 30;

/**
 * Opens a file, hands it to `use` and closes it.
 *
 * @throws TesseraeError `weights-missing` when there is no such file, or when it is a folder, a pipe or a device
 */
export function withPlainFile<T>(path: string, use: (file: PlainFile) => T): T {
  const descriptor = open(path);
  try {
    const { size } = fstatSync(descriptor);
    return use({ path, size, read: (offset, length) => readRange(descriptor, path, size, offset, length) });
  } finally {
    closeSync(descriptor);
  }
}

function open(path: string): number {
  try {
    // Asked first: opening a pipe would wait for its other end.
    if (!statSync(path).isFile()) throw new Error('something that is not a file');
    return openSync(path, 'r');
  } catch (error) {
    throw new TesseraeError('weights-missing', {
      expected: `a readable file at ${path}`,
      received: messageOf(error),
      action: 'Check the path, or fetch the checkpoint again.',
      cause: error,
    });
  }
}

function readRange(descriptor: number, path: string, size: number, offset: number, length: number): ArrayBuffer {
  if (offset + length > size) throw tooShort(path, offset, length, size);
  const bytes = inMemory(path, length, () => new Uint8Array(length));
  for (let done = 0; done < length; ) {
    const count = readSync(descriptor, bytes, done, Math.min(length - done, largestRead), offset + done);
    if (count === 0) throw tooShort(path, offset, length, offset + done);
    done += count;
  }
  return bytes.buffer;
}

/**
 * Runs what allocates memory for the bytes of a file.
 *
 * @throws TesseraeError `weights-memory` where there is not enough
 */
export function inMemory<T>(path: string, length: number, allocate: () => T): T {
  try {
    return allocate();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new TesseraeError('weights-memory', {
      expected: `memory for ${length} bytes of ${path}`,
      received: messageOf(error),
      action: 'Use a smaller checkpoint or a machine with more memory.',
      cause: error,
    });
  }
}

function tooShort(path: string, offset: number, length: number, size: number): TesseraeError {
  return new TesseraeError('weights-read', {
    expected: `${length} bytes at ${offset} of ${path}`,
    received: `a file that ends at ${size}`,
    action: 'The file was cut or replaced: open it again, or fetch it again.',
  });
}
