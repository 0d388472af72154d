import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createProgress, type Progress } from '../../base/progress.js';
import { type Answer, answerWithModel, evaluate, type Item, type Run, type Task } from '../../evaluate/index.js';
import { loadModel, type Model } from '../../generate/index.js';
import type { CommandContext } from '../context.js';
import { weightsHash } from '../weights-hash.js';
import { fileName } from './evaluate-output.js';
import type { Setting } from './evaluate-setting.js';

/**
 * One run per setting, in the folder `out`. What a model refuses of a setting, it refuses on the first item, before
 * hours of other settings.
 */
export async function runSettings(
  task: Task,
  items: readonly Item[],
  given: readonly Setting[],
  out: string,
  { stderr, signal }: CommandContext,
): Promise<Run[]> {
  const models = new OneModel();
  const answering =
    ({ folder, device, request }: Setting, maxTokens?: number) =>
    async (item: Item): Promise<Answer> => {
      const limited = maxTokens === undefined ? request : { ...request, maxTokens };
      return answerWithModel(await models.open(folder, device), task, limited, signal)(item, task.prompt(item));
    };
  const file = ({ name }: Setting) => join(out, `${fileName(name)}.jsonl`);
  const runs: Run[] = [];
  try {
    for (const setting of given) if (!existsSync(file(setting))) await answering(setting, 1)(items[0]);
    for (const setting of given) {
      const { name, folder, device, request } = setting;
      let progress: Progress | undefined;
      const onProgress = (done: number, total: number): void => {
        progress ??= createProgress({ total, done, label: name, stream: stderr });
        progress.update(done);
      };
      // The hash keeps a run from going on with other weights than it began with.
      const settings = {
        maxTokens: task.maxTokens,
        ...request,
        ...(device && { device }),
        weights: await weightsHash(folder),
      };
      const seed = request.seed ?? 0;
      const run = { task, items, answer: answering(setting), out: file(setting), model: name, settings, seed };
      runs.push(await evaluate({ ...run, onProgress, signal }).finally(() => progress?.close()));
    }
  } finally {
    await models.close();
  }
  return runs;
}

/** Keeps the model open that was asked for last; finished runs open none. */
class OneModel {
  private current?: { folder: string; device?: 'webgpu'; model: Model };

  async open(folder: string, device?: 'webgpu'): Promise<Model> {
    if (this.current?.folder !== folder || this.current.device !== device) {
      await this.close();
      this.current = { folder, device, model: await loadModel(folder, { device }) };
    }
    return this.current.model;
  }

  async close(): Promise<void> {
    await this.current?.model.dispose();
    this.current = undefined;
  }
}
