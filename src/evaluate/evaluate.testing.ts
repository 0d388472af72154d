import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { popeItems } from './pope.js';
import type { Item, Judged, Task } from './task.js';
import type { YesNo } from './yes-no.js';

/** Path of published evaluation data. */
export function dataPath(...parts: string[]): string {
  return join(fileURLToPath(new URL('../../test/data/evals', import.meta.url)), ...parts);
}

/** A folder that is removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tesserae-evaluate-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A file with that text in a temporary folder. */
export function temporaryFile(text: string, name = 'data.jsonl'): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  return path;
}

/** Items with answers, read and graded. */
export function judge<Truth, Parsed>(
  task: Task<Truth, Parsed>,
  items: readonly Item<Truth>[],
  answer: (item: Item<Truth>) => string,
): Judged<Truth, Parsed>[] {
  return items.map((item) => {
    const { id, category, cluster, truth } = item;
    const text = answer(item);
    const parsed = task.parse(text, item);
    return { id, category, cluster, truth, text, parsed, score: task.grade(parsed, truth) };
  });
}

/** POPE items, six to a picture, yes and no in turn. */
export function fakeItems(pictures: number, splits: readonly string[] = ['random']): Item<YesNo>[] {
  return splits.flatMap((split) =>
    popeItems(
      split,
      Array.from({ length: 6 * pictures }, (_, at) => {
        const label = at % 2 === 0 ? 'yes' : 'no';
        return {
          question_id: at + 1,
          image: `${Math.floor(at / 6)}.png`,
          text: `Is there a thing ${at} in the image?`,
          label,
        };
      }),
    ),
  );
}
