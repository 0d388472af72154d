import { constants } from 'node:fs';
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import type { ContentHash } from './content-hash.js';
import { hubError } from './error.js';

/** A file on its way: what has arrived survives a crash under a name of its own, and the target appears only whole. */
export class PartialFile {
  private constructor(
    readonly path: string,
    private handle: FileHandle,
    /** Bytes that are there. */
    public length: number,
  ) {}

  /** Opens what an earlier run has left, or a new file. */
  static async open(path: string): Promise<PartialFile> {
    // A link here could lead the bytes of a stranger into a file of the user; Windows has no such flag.
    const handle = await open(path, constants.O_RDWR | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0), 0o666);
    const { size } = await handle.stat();
    return new PartialFile(path, handle, size);
  }

  /** Adds what is there to a hash. */
  async hashInto(hash: ContentHash, signal?: AbortSignal): Promise<void> {
    const buffer = new Uint8Array(Math.min(this.length, 2 ** 20));
    for (let position = 0; position < this.length; ) {
      signal?.throwIfAborted();
      const length = Math.min(buffer.length, this.length - position);
      const { bytesRead } = await this.handle.read(buffer, 0, length, position);
      if (bytesRead === 0) throw lost(this.path);
      hash.update(buffer.subarray(0, bytesRead));
      position += bytesRead;
    }
  }

  /**
   * Writes at the known end, never "at the end of the file": should two processes work on it in spite of the lock, they
   * write the same bytes to the same places.
   */
  async append(bytes: Uint8Array): Promise<void> {
    for (let offset = 0; offset < bytes.length; ) {
      const { bytesWritten } = await this.handle.write(bytes, offset, bytes.length - offset, this.length);
      offset += bytesWritten;
      this.length += bytesWritten;
    }
  }

  /** Begins anew, in a new file: who still writes to the old one does no harm. */
  async restart(): Promise<void> {
    await this.remove();
    const { handle, length } = await PartialFile.open(this.path);
    this.handle = handle;
    this.length = length;
  }

  /** Gives the file its name, once it is on the disk. */
  async publish(target: string): Promise<void> {
    await this.handle.sync();
    const [ours, named] = await Promise.all([this.handle.stat(), stat(this.path)]);
    if (ours.ino !== named.ino) throw lost(this.path);
    await this.close();
    await rename(this.path, target);
  }

  async remove(): Promise<void> {
    await this.close();
    await rm(this.path, { force: true });
  }

  /** May be called twice. */
  async close(): Promise<void> {
    await this.handle.close();
  }
}

function lost(path: string) {
  return hubError('hub-cache', `${path} to stay as it is`, 'a change by another program', 'Run the command again.');
}
