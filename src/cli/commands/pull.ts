import type { Command } from 'commander';
import { createProgress, type Progress } from '../../base/progress.js';
import { type PullOptions, type PullProgress, pullModel } from '../../hub/index.js';
import { repeated } from '../argument.js';
import type { CommandContext } from '../context.js';

interface PullCommandOptions extends Pick<PullOptions, 'revision' | 'include' | 'offline'> {
  json?: true;
}

/** `tesserae pull OWNER/NAME`: a model of the Hugging Face hub, into the cache that its tools share. */
export function configure(command: Command, { stdout, stderr, signal }: CommandContext): void {
  command
    .argument('<model>', 'OWNER/NAME or OWNER/NAME@REVISION; prints the folder that the model lies in')
    .option('--revision <name>', 'branch, tag or commit (default: main)')
    .option('--include <pattern>', 'fetch the files that fit, such as "*.json"; may be repeated', repeated)
    .option('--offline', 'ask no network, only look into the cache (default: HF_HUB_OFFLINE)')
    .option('--json', 'print one object with commit, folder and files')
    .action(async (model: string, { json, ...options }: PullCommandOptions) => {
      const { close, ...display } = pullDisplay(stderr);
      try {
        const result = await pullModel(model, { ...options, ...display, signal });
        stdout.write(`${json ? JSON.stringify(result) : result.folder}\n`);
      } finally {
        close();
      }
    });
}

/** Progress in megabytes on a terminal, JSON lines in bytes elsewhere; notes between them in the same form. */
function pullDisplay(stream: CommandContext['stderr']) {
  const terminal = stream.isTTY === true;
  let progress: Progress | undefined;
  const unit = (bytes: number) => (terminal ? Math.round(bytes / 1e5) / 10 : bytes);
  return {
    onProgress({ done, total, files }: PullProgress) {
      progress ??= createProgress({
        label: terminal ? 'pull (MB)' : 'pull',
        total: unit(total),
        done: unit(done),
        stream,
      });
      progress.update(unit(done), { files: `${files.done}/${files.total}` });
    },
    onNote(note: string) {
      stream.write(terminal ? `\r\x1b[K${note}\n` : `${JSON.stringify({ note })}\n`);
    },
    close: () => progress?.close(),
  };
}
