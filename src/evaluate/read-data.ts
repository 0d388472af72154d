import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { messageOf, TesseraeError } from '../base/error.js';

/** A value with the place it was read from, for example `pope.jsonl line 12`. */
export interface Placed<T> {
  value: T;
  place: string;
}

/** Refuses a file of evaluation data; every message starts with the place. */
export function badData(place: string, expected: string, received: string, cause?: unknown): TesseraeError {
  return new TesseraeError('evaluation-data', {
    expected: `${expected} in ${place}`,
    received,
    action: 'Correct the file, or fetch it again.',
    cause,
  });
}

/** The text of a file without its byte-order mark; a missing or empty file is an error. */
export function readText(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw badData(path, 'readable text', messageOf(cause), cause);
  }
  if (text.trim() === '') throw badData(path, 'at least one line', 'an empty file');
  return text.replace(/^\uFEFF/, '');
}

/** Numbered lines of a file, blank ones left out. */
export function readLines(path: string): Placed<string>[] {
  return readText(path)
    .split(/\r?\n/)
    .map((value, index) => ({ value, place: `${path} line ${index + 1}` }))
    .filter(({ value }) => value.trim() !== '');
}

/** Parses JSON and checks its shape. */
export function parseJson<T>(text: string, schema: z.ZodType<T>, place: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw badData(place, 'JSON', messageOf(cause), cause);
  }
  return checkShape(value, schema, place);
}

/** JSON lines, or one JSON array, of objects of one shape. */
export function readRecords<T>(path: string, schema: z.ZodType<T>): Placed<T>[] {
  const text = readText(path);
  if (!text.trimStart().startsWith('[')) {
    return readLines(path).map(({ value, place }) => ({ value: parseJson(value, schema, place), place }));
  }
  return parseJson(text, z.array(z.unknown()), path).map((value, index) => {
    const place = `${path} entry ${index + 1}`;
    return { value: checkShape(value, schema, place), place };
  });
}

export function checkShape<T>(value: unknown, schema: z.ZodType<T>, place: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw badData(place, 'fields of the right type', issuesOf(result.error), result.error);
}

/** Refuses the second of two entries with one id. */
export function refuseDuplicates(entries: readonly { id: string; place: string }[]): void {
  const first = new Map<string, string>();
  for (const { id, place } of entries) {
    const earlier = first.get(id);
    if (earlier) throw badData(place, 'an id used once', `"${id}", already at ${earlier}`);
    first.set(id, place);
  }
}

/** The options of a task: defaults filled in, unknown keys refused with `task-options`. */
export function parseTaskOptions<T>(task: string, schema: z.ZodType<T>, options: unknown = {}): T {
  const result = schema.safeParse(options);
  if (result.success) return result.data;
  throw new TesseraeError('task-options', {
    expected: `options of the task ${task}`,
    received: issuesOf(result.error),
    action: 'Correct or remove these options.',
    cause: result.error,
  });
}

export function issuesOf(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => [...path.map(String), message].join(': ')).join('; ');
}
