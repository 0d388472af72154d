/**
 * The file of a run, JSON lines: a header that says what was judged and how, then one record for every answered item.
 * It is only ever appended to. A line counts once its line end is written; what follows the last line end was torn off
 * by a crash.
 */
import { z } from 'zod';
import { TesseraeError } from '../base/error.js';
import { badData, checkShape, parseJson, readLines, readText, refuseDuplicates } from './read-data.js';
import type { Judged, PromptPiece, Task } from './task.js';
import { tasks } from './tasks.js';

const header = z.strictObject({
  kind: z.literal('tesserae-run'),
  format: z.literal(1),
  task: z.string(),
  /** Name of what answered. */
  model: z.string(),
  /** Everything that may change the answers: decoding, reduction, task options. */
  settings: z.record(z.string(), z.unknown()),
  seed: z.number(),
  /** Version of this package. */
  version: z.string(),
});
export type RunHeader = z.infer<typeof header>;

const promptPiece = z.discriminatedUnion('type', [
  z.object({ type: z.literal('image'), image: z.string() }),
  z.object({ type: z.literal('text'), text: z.string() }),
]);

const record = z.object({
  id: z.string(),
  category: z.string(),
  cluster: z.string(),
  prompt: z.array(promptPiece),
  truth: z.unknown(),
  text: z.string(),
  parsed: z.unknown(),
  score: z.number().min(0).max(1),
  /** Wall time of the answer. */
  milliseconds: z.number().nonnegative(),
  /** Whatever else the model reported: token counts, finish reason. */
  details: z.record(z.string(), z.unknown()).optional(),
});

/** An answered item as stored. */
export interface RunRecord<Truth = unknown, Parsed = unknown> extends Judged<Truth, Parsed> {
  prompt: PromptPiece[];
  milliseconds: number;
  details?: Record<string, unknown>;
}

/** A run file in memory. */
export interface Run {
  path: string;
  header: RunHeader;
  task: Task;
  records: RunRecord[];
}

/**
 * Reads a run; a torn last line is left out.
 *
 * @param table Where the task is looked up by name. @default the tasks of this package
 * @throws TesseraeError `evaluation-data` naming file and line; `unknown-task`
 */
export function readRun(path: string, table: Readonly<Record<string, Task>> = tasks): Run {
  const lines = readLines(path);
  if (!readText(path).endsWith('\n')) lines.pop();
  const [first, ...rest] = lines;
  if (!first) throw badData(path, 'a header line', 'none');
  const found = parseJson(first.value, header, first.place);
  const task = findTask(found.task, table);
  const records = rest.map(({ value, place }): RunRecord & { place: string } => {
    const { truth, parsed, ...fields } = parseJson(value, record, place);
    const checked = { truth: checkShape(truth, task.truth, place), parsed: checkShape(parsed, task.parsed, place) };
    return { ...fields, ...checked, place };
  });
  refuseDuplicates(records);
  return { path, header: found, task, records: records.map(({ place: _, ...fields }) => fields) };
}

/** The task of that name. Throws `unknown-task`. */
export function findTask(name: string, table: Readonly<Record<string, Task>> = tasks): Task {
  if (Object.hasOwn(table, name)) return table[name];
  throw new TesseraeError('unknown-task', {
    expected: `one of the tasks ${Object.keys(table).join(', ')}`,
    received: `"${name}"`,
    action: 'Correct the name, or pass a table with this task.',
  });
}
