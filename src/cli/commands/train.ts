import type { Command } from 'commander';
import { trainFromFile } from '../../train/index.js';
import { integer } from '../argument.js';
import type { CommandContext } from '../context.js';
import { requireFile } from '../path.js';

interface TrainCommandOptions {
  out?: string;
  stopAfter?: number;
  threads?: number;
  json?: true;
}

/** `tesserae train CONFIG`: a run that may be stopped at any time and started again with the same words. */
export function configure(command: Command, { stdout, stderr, signal }: CommandContext): void {
  command
    .argument('<config>', 'training configuration, for example configs/nano.json')
    .option('--out <folder>', 'folder for log, checkpoints and loss curve (default: runs/<name of the configuration>)')
    .option('--stop-after <step>', 'end after this step of the whole run', integer({ min: 1 }))
    .option('--threads <n>', 'threads inside an operator (default: number of cores)', integer({ min: 1 }))
    .option('--json', 'print the folder and the last step as one JSON object')
    .action(async (path: string, { json, ...options }: TrainCommandOptions) => {
      requireFile(path, 'a training configuration');
      const { folder, step } = await trainFromFile(path, { ...options, stream: stderr, signal });
      if (signal.aborted)
        stderr.write(`Stopped after step ${step}; the same command goes on from the last checkpoint.\n`);
      signal.throwIfAborted();
      stdout.write(json ? `${JSON.stringify({ folder, step })}\n` : `${folder}  trained up to step ${step}\n`);
    });
}
