import { existsSync } from 'node:fs';
import { TesseraeError } from '../base/error.js';
import { sampleItems } from './sample-items.js';
import type { Item, Task } from './task.js';

/** The questions of a task as a user asks for them. */
export interface LoadItemsOptions {
  /** Paths of the task's data in their published form; tasks that draw their pictures take none. @default none */
  data?: readonly string[];
  /** Folder of the pictures. @default as the task says */
  images?: string;
  /** The task's own options, beside or instead of `data`. @default none */
  options?: Readonly<Record<string, unknown>>;
  /** Items at most, as `sampleItems` chooses them. @default all */
  count?: number;
}

/**
 * Loads the items of a task and checks that their pictures are there.
 *
 * @throws TesseraeError `task-options`, `evaluation-data`; `pictures-missing` naming the first one
 * @example
 * const items = await loadItems(tasks.pope, { data: ['output/coco'], images: 'val2014', count: 300 });
 */
export async function loadItems(task: Task, given: LoadItemsOptions = {}): Promise<Item[]> {
  const { data = [], images, options = {}, count = Number.POSITIVE_INFINITY } = given;
  if (!task.data && (data.length > 0 || images !== undefined)) {
    throw badOptions(
      `no data for ${task.name}, which draws its pictures`,
      [...data, images].join(' '),
      'Leave it out.',
    );
  }
  if (task.data && data.length === 0 && Object.keys(options).length === 0) {
    throw badOptions(
      `the data of ${task.name}: ${task.data.expected}`,
      'none',
      'Pass its path: --data PATH, or data in a program.',
    );
  }
  const located = data.length > 0 ? task.data!.locate(data) : {};
  const items = await task.load({ ...located, ...(images === undefined ? {} : { images }), ...options });
  const chosen = sampleItems(items, count);
  if (!task.draw) requirePictures(chosen);
  return chosen;
}

function requirePictures(items: readonly Item[]): void {
  const paths = [...new Set(items.flatMap(({ image }) => image ?? []))];
  const missing = paths.filter((path) => !existsSync(path));
  const nameless = items.filter(({ image }) => image === undefined);
  if (missing.length === 0 && nameless.length === 0) return;
  const received =
    missing.length > 0
      ? `${missing.length} of ${paths.length} missing, first "${missing[0]}"`
      : `none for ${nameless.length} of ${items.length} questions, first ${nameless[0].id}`;
  throw new TesseraeError('pictures-missing', {
    expected: 'a picture for every question',
    received,
    action: 'Pass their folder with --images (images).',
  });
}

function badOptions(expected: string, received: string, action: string): TesseraeError {
  return new TesseraeError('task-options', { expected, received, action });
}
