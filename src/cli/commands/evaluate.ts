import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Argument, type Command } from 'commander';
import {
  compare,
  loadItems,
  type Run,
  runCost,
  scoreRun,
  tasks,
  writeDrawnPictures,
  writeReport,
} from '../../evaluate/index.js';
import { integer, repeated } from '../argument.js';
import type { CommandContext } from '../context.js';
import { requireFolder } from '../path.js';
import { objects } from '../reduce-option.js';
import { type EvaluationReport, fileName, reportText } from './evaluate-output.js';
import { runSettings } from './evaluate-runs.js';
import { addSettingOptions, readSettings, type SettingOptions, settings } from './evaluate-setting.js';

interface EvaluateCommandOptions extends SettingOptions {
  compare?: SettingOptions[];
  data?: string[];
  images?: string;
  taskOptions?: object[];
  count?: number;
  out?: string;
  embed?: true;
  json?: true;
}

/** `tesserae evaluate TASK`: how well a model answers, or what one setting gains or costs against another. */
export function configure(command: Command, context: CommandContext): void {
  const summaries = Object.values(tasks).map(({ name, summary }) => `  ${name.padEnd(12)}${summary}`);
  addSettingOptions(command.addArgument(new Argument('<task>', 'what is judged').choices(Object.keys(tasks))))
    .option(
      '--compare <setting>',
      'the same items with other options, such as reduce=hired,keep=0.2; may be repeated',
      settings,
    )
    .option('--data <path>', "file or folder of the task's questions, as published; may be repeated", repeated)
    .option('--images <folder>', 'folder of the pictures')
    .option('--task-options <json>', "the task's own options", objects)
    .option('--count <n>', 'items at most, as many of every category (default: all)', integer({ min: 1 }))
    .option('--out <folder>', 'folder of run files and report, continued if it exists (default: runs/evaluate/<task>)')
    .option('--embed', 'carry the pictures inside the report page')
    .option('--json', 'print scores, differences and intervals as one JSON object')
    .addHelpText('after', `\nTasks:\n${summaries.join('\n')}`)
    .action(async (name: string, options: EvaluateCommandOptions) => {
      const { compare: compared, data, images, taskOptions = [], count, embed, json, ...rest } = options;
      const { out = join('runs', 'evaluate', name), ...first } = rest;
      const task = tasks[name];
      const given = readSettings(first, compared);
      if (existsSync(out)) requireFolder(out, 'a folder for the results');
      const items = await loadItems(task, { data, images, options: Object.assign({}, ...taskOptions), count });
      const runs = await runSettings(task, items, given, out, context);
      const pictureFolder = task.draw && (await writeDrawnPictures(task, items, join(out, 'pictures'), context.signal));
      const report = summarise(runs, { out, pictures: embed ? 'embed' : 'link', pictureFolder });
      context.stdout.write(`${json ? JSON.stringify(report) : reportText(report)}\n`);
    });
}

interface ReportPlace {
  out: string;
  pictures: 'embed' | 'link';
  pictureFolder?: string;
}

/** Scores every run, compares the first with each of the others, and writes a page for each comparison. */
function summarise(runs: readonly Run[], { out, ...page }: ReportPlace): EvaluationReport {
  const [first, ...others] = runs;
  const pages = others.length > 0 ? others.map((other) => [first, other]) : [[first]];
  const reports = pages.map((pair) => {
    const path = join(out, `${pair.map(({ header }) => fileName(header.model)).join('-or-')}.html`);
    writeReport(pair, { ...page, out: path });
    return path;
  });
  return {
    task: first.task.name,
    runs: runs.map((run) => ({
      run: run.path,
      ...run.header,
      score: scoreRun(run.task, run.records),
      cost: runCost(run.records),
    })),
    comparisons: others.map((other) => compare(first, other)),
    reports,
  };
}
