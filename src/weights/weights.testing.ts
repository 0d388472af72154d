import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { TesseraeError } from '../base/error.js';

/** A folder for the files of one test file, removed at its end; the function returned joins paths to it. */
export function temporaryFolder(): (...parts: string[]) => string {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tesserae-weights-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  return (...parts) => join(folder, ...parts);
}

/** The error that a function throws; anything but a one-line `TesseraeError` with this code fails. */
export function failureOf(code: string, run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (!(error instanceof TesseraeError)) throw error;
    if (error.code !== code) throw new Error(`expected ${code}, got ${error.code}: ${error.message}`);
    if (/[\n\r]/.test(error.message)) throw new Error(`more than one line: ${error.message}`);
    return error.message;
  }
  throw new Error(`expected ${code}, but nothing was thrown`);
}

/** Bytes of a safetensors file with any header, true or not. */
export function safetensorsBytes(header: string | Uint8Array | object, data = 0, claimed?: bigint): Buffer {
  const json =
    typeof header === 'string' || header instanceof Uint8Array
      ? Buffer.from(header as string)
      : Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(claimed ?? BigInt(json.length));
  return Buffer.concat([length, json, Buffer.alloc(data)]);
}

/** Writes a file and returns its path. */
export function written(path: string, content: string | Uint8Array): string {
  writeFileSync(path, content);
  return path;
}
