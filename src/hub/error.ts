import { messageOf, TesseraeError } from '../base/error.js';

/** An error of this folder; codes begin with `hub-`. */
export function hubError(
  code: `hub-${string}`,
  expected: string,
  received: string,
  action: string,
  cause?: unknown,
): TesseraeError {
  return new TesseraeError(code, { expected, received, action, cause });
}

/** A text of a server, short and without control characters: it may go to a terminal. */
export function quoted(text: string): string {
  const plain = text
    .slice(0, 400)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  return JSON.stringify(plain.length > 120 ? `${plain.slice(0, 120)}…` : plain);
}

/**
 * An error of the file system, as one of ours: `hub-disk-full` where there is no room (what has arrived stays for the next run),
 * `hub-cache` for anything else. Errors of other kinds pass unchanged.
 */
export function fileError(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException)?.code;
  if (error instanceof TesseraeError || typeof code !== 'string' || !('syscall' in (error as object))) return error;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    const action = 'Free some space and run the command again: it goes on where it stopped.';
    return hubError('hub-disk-full', `room on the disk for ${path}`, messageOf(error), action, error);
  }
  const action = 'Check the permissions of the cache, or set HF_HOME to another folder.';
  return hubError('hub-cache', `a cache that can be written, at ${path}`, messageOf(error), action, error);
}
