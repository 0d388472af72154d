import { readFile, stat } from 'node:fs/promises';
import { TesseraeError } from '../base/error.js';

const MAX_BYTES = 512 * 2 ** 20;

/**
 * All bytes of a picture file.
 *
 * @throws TesseraeError `image-missing`, `image-not-file` (directory, device, pipe), `image-too-large`, `image-unreadable`
 */
export async function readImageFile(path: string): Promise<Uint8Array> {
  try {
    const info = await stat(path);
    if (!info.isFile()) {
      throw new TesseraeError('image-not-file', {
        expected: 'the path of a picture file',
        received: `${path}, which is ${info.isDirectory() ? 'a directory' : 'not a regular file'}`,
        action: 'Name one file.',
      });
    }
    if (info.size > MAX_BYTES) {
      throw new TesseraeError('image-too-large', {
        expected: `a file of at most ${MAX_BYTES} bytes`,
        received: `${path} of ${info.size} bytes`,
        action: 'Scale the picture down first.',
      });
    }
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof TesseraeError) throw cause;
    const code = (cause as NodeJS.ErrnoException).code;
    const missing = code === 'ENOENT' || code === 'ENOTDIR';
    throw new TesseraeError(missing ? 'image-missing' : 'image-unreadable', {
      expected: 'the path of a readable picture file',
      received: missing ? `${path}, which does not exist` : `${path} (${code ?? String(cause)})`,
      action: missing ? 'Check the path.' : 'Check the permissions of the file.',
      cause,
    });
  }
}
