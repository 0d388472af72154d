import { isDeepStrictEqual } from 'node:util';
import { TesseraeError } from '../base/error.js';
import { packageVersion } from './package-version.js';
import type { Run, RunHeader, RunRecord } from './run-file.js';
import { RunLog } from './run-log.js';
import type { Item, PromptPiece, Task } from './task.js';

/** What a model gives back; everything beside the text is kept in the record. */
export interface Answer {
  text: string;
  [detail: string]: unknown;
}

export interface EvaluateOptions {
  task: Task;
  items: Iterable<Item> | AsyncIterable<Item>;
  /** Anything that answers: the engine, an HTTP endpoint, a function. `prompt` is the task's prompt for the item. */
  answer: (item: Item, prompt: PromptPiece[]) => Promise<Answer>;
  /** Run file (JSON lines); an existing one is continued. */
  out: string;
  /** Name of what answers. */
  model: string;
  /** Everything that may change the answers; plain JSON. @default {} */
  settings?: Record<string, unknown>;
  /** @default 0 */
  seed?: number;
  /** Items answered at the same time. @default 1 */
  concurrency?: number;
  /** At the start and after every item: how many are done, of how many. */
  onProgress?: (done: number, total: number) => void;
  /** Stops after the items in progress; the run can be continued. */
  signal?: AbortSignal;
}

/**
 * Puts every item to a model and writes prompt, answer, reading and score to a run file as they come.
 *
 * Kill it at any time: started again it skips the finished items, redoes a torn line and never writes an item twice.
 * An error of `answer` ends the run, after the answers in progress have been written, and is thrown.
 *
 * @throws TesseraeError `run-settings` if the file was started with other settings, `run-items` if items do not fit it
 * @example
 * const items = await pope.load({ files: { random: 'coco_pope_random.json' } });
 * const run = await evaluate({ task: pope, items, answer, out: 'runs/pope.jsonl', model: 'llava-1.5-7b' });
 */
export async function evaluate(options: EvaluateOptions): Promise<Run> {
  const { task, answer, out, model, settings = {}, seed = 0, concurrency = 1, onProgress, signal } = options;
  if (!(Number.isInteger(concurrency) && concurrency > 0)) {
    throw new TesseraeError('evaluate-options', {
      expected: '"concurrency" as a positive integer',
      received: String(concurrency),
      action: 'Pass 1 unless the model answers several items at once.',
    });
  }
  const items = await collect(options.items);
  const version = packageVersion;
  const header: RunHeader = { kind: 'tesserae-run', format: 1, task: task.name, model, settings, seed, version };
  const log = RunLog.open(out, header, task);
  try {
    const records = new Map(log.finished.map((record) => [record.id, record]));
    checkFinished(records, items, task, out);
    onProgress?.(records.size, items.length);
    const open = items.filter(({ id }) => !records.has(id)).values();
    const work = async (): Promise<void> => {
      for (const item of open) {
        signal?.throwIfAborted();
        const record = await answerItem(task, item, answer);
        log.append(record);
        records.set(record.id, record);
        onProgress?.(records.size, items.length);
      }
    };
    // One iterator is shared by all workers; after a failure the others finish their item and stop.
    const failures = (
      await Promise.allSettled(Array.from({ length: concurrency }, () => stopOthers(work, open)))
    ).filter((result) => result.status === 'rejected');
    if (failures.length > 0) throw failures[0].reason;
    return { path: out, header, task, records: items.map(({ id }) => records.get(id)!) };
  } finally {
    log.close();
  }
}

/** Runs a worker; if it fails, the shared iterator is emptied. */
async function stopOthers(work: () => Promise<void>, open: Iterator<Item>): Promise<void> {
  try {
    await work();
  } catch (error) {
    while (!open.next().done);
    throw error;
  }
}

async function answerItem(task: Task, item: Item, answer: EvaluateOptions['answer']): Promise<RunRecord> {
  const prompt = task.prompt(item);
  const start = performance.now();
  const { text, ...details } = await answer(item, prompt);
  if (typeof text !== 'string') {
    throw new TesseraeError('answer-text', {
      expected: `a text as the answer to item ${item.id}`,
      received: typeof text,
      action: 'Return { text } from "answer".',
    });
  }
  const milliseconds = Math.round(performance.now() - start);
  const parsed = task.parse(text, item);
  const score = task.grade(parsed, item.truth);
  const { id, category, cluster, truth } = item;
  const record = { id, category, cluster, prompt, truth, text, parsed, score, milliseconds };
  return Object.keys(details).length > 0 ? { ...record, details } : record;
}

async function collect(items: Iterable<Item> | AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  const ids = new Set<string>();
  for await (const item of items) {
    if (ids.has(item.id)) throw badItems('ids that are used once', `"${item.id}" twice`, 'Make the ids unique.');
    ids.add(item.id);
    list.push(item);
  }
  if (list.length === 0) throw badItems('at least one item', 'none', 'Check the options of the task.');
  return list;
}

/** The finished records must be about these items: same prompt, same truth. */
function checkFinished(finished: Map<string, RunRecord>, items: readonly Item[], task: Task, out: string): void {
  const byId = new Map(items.map((item) => [item.id, item]));
  for (const { id, prompt, truth } of finished.values()) {
    const item = byId.get(id);
    const advice = `Pass the items that ${out} was started with, or write to another file.`;
    if (!item) throw badItems(`the item "${id}", which is answered in ${out}`, 'items without it', advice);
    if (!isDeepStrictEqual([prompt, truth], [task.prompt(item), item.truth])) {
      throw badItems(`prompt and truth of "${id}" as in ${out}`, 'another prompt or truth', advice);
    }
  }
}

function badItems(expected: string, received: string, action: string): TesseraeError {
  return new TesseraeError('run-items', { expected, received, action });
}
