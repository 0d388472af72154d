import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { createProgress, type Progress } from '../../base/progress.js';
import { convertedFolder, type PullOptions, type PullProgress, pullModel } from '../../hub/index.js';
import { convertModel, STORAGES, type Storage } from '../../weights/index.js';
import { repeated } from '../argument.js';
import type { CommandContext } from '../context.js';
import { convertDisplay } from '../convert-display.js';

interface PullCommandOptions extends Pick<PullOptions, 'revision' | 'include' | 'offline'> {
  dtype?: Storage;
  json?: true;
}

/** `tesserae pull OWNER/NAME`: a model of the Hugging Face hub, into the cache that its tools share. */
export function configure(command: Command, { stdout, stderr, signal }: CommandContext): void {
  /** A commit does not change: what was converted once is there. */
  const convertPulled = async (folder: string, dtype: Storage): Promise<string> => {
    const target = convertedFolder(folder, dtype);
    if (existsSync(join(target, 'config.json'))) return target;
    const { close, ...display } = convertDisplay(stderr);
    await convertModel(folder, target, { dtype, signal, ...display }).finally(close);
    return target;
  };
  command
    .argument('<model>', 'OWNER/NAME or OWNER/NAME@REVISION; prints the folder that the model lies in')
    .option('--revision <name>', 'branch, tag or commit (default: main)')
    .option('--include <pattern>', 'fetch the files that fit, such as "*.json"; may be repeated', repeated)
    .option('--offline', 'ask no network, only look into the cache (default: HF_HUB_OFFLINE)')
    .addOption(new Option('--dtype <type>', 'convert it too; --model OWNER/NAME:TYPE is the copy').choices(STORAGES))
    .option('--json', 'print one object with commit, folder and files')
    .action(async (model: string, { json, dtype, ...options }: PullCommandOptions) => {
      const { close, ...display } = pullDisplay(stderr);
      try {
        const result = await pullModel(model, { ...options, ...display, signal });
        close();
        const converted = dtype && (await convertPulled(result.folder, dtype));
        stdout.write(`${json ? JSON.stringify({ ...result, converted }) : (converted ?? result.folder)}\n`);
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
