import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomic } from '../base/file.js';
import { encodePng } from '../image/index.js';
import type { Item, Task } from './task.js';

/**
 * Writes the pictures of a task that draws them into a folder, for a report; those that are there are left. Returns the
 * folder.
 *
 * @throws the reason of the signal, once it is aborted
 */
export async function writeDrawnPictures(
  task: Task,
  items: readonly Item[],
  folder: string,
  signal?: AbortSignal,
): Promise<string> {
  for (const name of new Set(items.flatMap(({ image }) => image ?? []))) {
    signal?.throwIfAborted();
    const path = join(folder, name);
    if (task.draw && !existsSync(path)) writeFileAtomic(path, await encodePng(task.draw(name)));
  }
  return folder;
}
