import { existsSync, readFileSync, statSync } from '../base/disk.js';
import { messageOf, TesseraeError } from '../base/error.js';
import { isRecord } from './brief.js';

/** A JSON object of a model folder; what it means is checked where it is used. */
export type JsonObject = Record<string, unknown>;

/**
 * The JSON object in a file, `undefined` when there is no such file.
 *
 * @throws TesseraeError `model-json` for something else than a JSON object
 */
export function readJsonFile(path: string): JsonObject | undefined {
  const text = readTextFile(path);
  if (text === undefined) return undefined;
  try {
    const json: unknown = JSON.parse(text);
    if (isRecord(json)) return json;
    throw new SyntaxError(`another JSON value`);
  } catch (error) {
    throw jsonError(path, 'a JSON object', error);
  }
}

/**
 * The text of a file, `undefined` when there is no such file.
 *
 * @throws TesseraeError `model-json` when it cannot be read or is not UTF-8
 */
export function readTextFile(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  try {
    // Asked first: reading a pipe would wait for its other end.
    if (!statSync(path).isFile()) throw new Error('something that is not a file');
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    throw jsonError(path, 'text in UTF-8', error);
  }
}

function jsonError(path: string, expected: string, error: unknown): TesseraeError {
  return new TesseraeError('model-json', {
    expected: `${expected} in ${path}`,
    received: messageOf(error),
    action: 'Correct the file or fetch it again.',
    cause: error,
  });
}
