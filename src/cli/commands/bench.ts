import { basename, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { createProgress } from '../../base/progress.js';
import {
  answerWithModel,
  evaluate,
  formatScore,
  type NanoBenchOptions,
  nanoBench,
  scoreRun,
  type Task,
} from '../../evaluate/index.js';
import { loadModel } from '../../generate/index.js';
import { integer } from '../argument.js';
import type { CommandContext } from '../context.js';
import { modelFolder } from '../path.js';
import { weightsHash } from '../weights-hash.js';

interface BenchOptions extends Required<NanoBenchOptions> {
  model?: string;
  out?: string;
  json?: true;
}

/** `tesserae bench`: how well a model knows the world of the picture generator. */
export function configure(command: Command, { stdout, stderr, signal }: CommandContext): void {
  command
    .option('--model <folder>', 'model in Hugging Face layout (default: the embedded tesserae-nano)')
    .option('--per-category <n>', 'questions of each of the six categories', integer({ min: 1 }), 360)
    .option('--captions <n>', 'requests for a caption', integer({ min: 0 }), 120)
    .option('--seed <n>', 'edition of the benchmark', integer({ min: 0 }), 0)
    .option('--out <file>', 'run file, continued if it exists (default: runs/nano-bench/<model>.jsonl)')
    .option('--json', 'print the scores with their intervals as one JSON object')
    .action(async ({ model: folderOption, out: outOption, json, ...options }: BenchOptions) => {
      const folder = modelFolder(folderOption);
      const name = basename(resolve(folder));
      const out = outOption ?? join('runs', 'nano-bench', `${name}.jsonl`);
      const task = nanoBench as Task;
      const items = await task.load(options);
      // The hash keeps a run from going on with other weights than it began with.
      const settings = { ...options, maxTokens: task.maxTokens, weights: await weightsHash(folder) };
      const model = await loadModel(folder);
      const progress = createProgress({ total: items.length, label: 'bench', stream: stderr });
      try {
        const answer = answerWithModel(model, task, {}, signal);
        const onProgress = (done: number) => progress.update(done);
        const run = await evaluate({ task, items, answer, out, model: name, settings, onProgress, signal });
        const score = scoreRun(task, run.records);
        stdout.write(`${json ? JSON.stringify({ run: out, ...run.header, score }) : formatScore(score)}\n`);
      } finally {
        progress.close();
        await model.dispose();
      }
    });
}
