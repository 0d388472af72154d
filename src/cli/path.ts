import { type Stats, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { TesseraeError } from '../base/error.js';

/** The embedded checkpoint, used where `--model` is not given. */
export const defaultModel = fileURLToPath(new URL('../../models/tesserae-nano', import.meta.url));

/** Fails early, before anything slow is loaded, where a file of the command line is not one. `what`: "a picture file". */
export function requireFile(path: string, what: string): string {
  const found = stat(path);
  if (found?.isFile()) return path;
  throw new TesseraeError(found ? 'not-a-file' : 'file-missing', {
    expected: what,
    received: found ? `the folder "${path}"` : `"${path}", which does not exist`,
    action: 'Check the path.',
  });
}

/** The same for a folder. `what`: "a model folder". */
export function requireFolder(path: string, what: string): string {
  const found = stat(path);
  if (found?.isDirectory()) return path;
  throw new TesseraeError(found ? 'not-a-folder' : 'folder-missing', {
    expected: what,
    received: found ? `the file "${path}"` : `"${path}", which does not exist`,
    action: 'Check the path.',
  });
}

/** The folder of `--model`, or the embedded checkpoint. */
export function modelFolder(option: string | undefined): string {
  return requireFolder(option ?? defaultModel, 'a model folder in Hugging Face layout');
}

function stat(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined; // Missing, or not readable: the same to the reader of the message.
  }
}
