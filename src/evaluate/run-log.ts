import { closeSync, existsSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { TesseraeError } from '../base/error.js';
import { type RunHeader, type RunRecord, readRun } from './run-file.js';
import type { Task } from './task.js';

/** A run file open for appending. */
export class RunLog {
  private constructor(
    private readonly file: number,
    /** Records that an earlier start has already written. */
    readonly finished: RunRecord[],
  ) {}

  /**
   * Opens or starts a run file. A torn last line is cut off; the rest must belong to the same task, model, settings,
   * seed and version.
   *
   * @throws TesseraeError `run-settings` listing what differs; `evaluation-data` naming file and line
   */
  static open(path: string, header: RunHeader, task: Task): RunLog {
    mkdirSync(dirname(path), { recursive: true });
    cutTornLine(path);
    const finished = existsSync(path) ? checkedRecords(path, header, task) : undefined;
    const log = new RunLog(openSync(path, 'a'), finished ?? []);
    if (!finished) log.write(header);
    return log;
  }

  append(record: RunRecord): void {
    this.write(record);
  }

  /** Flushes to disk and closes. */
  close(): void {
    fsyncSync(this.file);
    closeSync(this.file);
  }

  private write(value: object): void {
    const line = Buffer.from(`${JSON.stringify(value)}\n`);
    for (let offset = 0; offset < line.length; ) offset += writeSync(this.file, line, offset);
  }
}

/** Cuts what follows the last line end: a line that a crash tore. */
function cutTornLine(path: string): void {
  if (!existsSync(path)) return;
  const content = readFileSync(path);
  const end = content.lastIndexOf('\n') + 1;
  if (end === content.length) return;
  const file = openSync(path, 'r+');
  try {
    ftruncateSync(file, end);
  } finally {
    closeSync(file);
  }
}

/** The records of an existing run; undefined if it was cut off before its header was complete. */
function checkedRecords(path: string, wanted: RunHeader, task: Task): RunRecord[] | undefined {
  if (readFileSync(path).length === 0) return undefined;
  const { header, records } = readRun(path, { [task.name]: task });
  const differences = describeDifferences(header, JSON.parse(JSON.stringify(wanted)));
  if (differences.length === 0) return records;
  throw new TesseraeError('run-settings', {
    expected: `the settings that ${path} was started with`,
    received: differences.join('; '),
    action: 'Repeat the old settings, or write to another file.',
  });
}

/** `settings.keep: 576 in the file, 288 now` for every difference. */
function describeDifferences(old: unknown, now: unknown, path = ''): string[] {
  if (isDeepStrictEqual(old, now)) return [];
  if (!isObject(old) || !isObject(now)) {
    return [`${path}: ${JSON.stringify(old) ?? 'absent'} in the file, ${JSON.stringify(now) ?? 'absent'} now`];
  }
  const keys = new Set([...Object.keys(old), ...Object.keys(now)]);
  return [...keys].flatMap((key) => describeDifferences(old[key], now[key], path ? `${path}.${key}` : key));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
