import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { TesseraeError } from '../../base/error.js';
import { writeFileAtomic } from '../../base/file.js';
import { createProgress } from '../../base/progress.js';
import { drawSample, PICTURE_KINDS, type PictureSample } from '../../data/picture/index.js';
import { encodePng } from '../../image/index.js';
import { integer } from '../argument.js';
import { contactSheet } from '../contact-sheet.js';
import type { CommandContext } from '../context.js';
import { requireFolder, requireWritable } from '../path.js';

interface DrawOptions {
  count: number;
  kind?: string;
  seed: number;
  start: number;
  sheet?: true;
}

/** Name of the file that describes the pictures of a folder; written last. */
const indexName = 'samples.jsonl';

/** `tesserae draw OUT`: the pictures that tesserae-nano learns from, with captions and questions. */
export function configure(command: Command, context: CommandContext): void {
  command
    .argument('<out>', `folder for PNG files and ${indexName}; with --sheet, one PNG file`)
    .option('--count <n>', 'number of pictures', integer({ min: 1, max: 1_000_000 }), 20)
    .option('--kind <name>', `one of ${PICTURE_KINDS.map(({ name }) => name).join(', ')} (default: all)`)
    .option('--seed <n>', 'stream of samples; training uses those below 2^31', integer({ min: 0 }), 0)
    .option('--start <n>', 'index of the first sample in the stream', integer({ min: 0 }), 0)
    .option('--sheet', 'draw all of them into one picture')
    .action((out: string, options: DrawOptions) => (options.sheet ? drawSheet : drawFolder)(out, options, context));
}

async function drawFolder(folder: string, options: DrawOptions, { stderr, signal }: CommandContext): Promise<void> {
  if (existsSync(folder)) requireFolder(folder, 'a folder for the pictures');
  const index = join(folder, indexName);
  if (existsSync(index)) {
    throw new TesseraeError('folder-in-use', {
      expected: `a folder without ${indexName}`,
      received: `"${folder}", which has one`,
      action: 'Choose another folder, or delete it first.',
    });
  }
  const progress = createProgress({ total: options.count, label: 'draw', stream: stderr });
  const lines: string[] = [];
  for (const { picture, ...sample } of samples(options)) {
    signal.throwIfAborted();
    const file = `${sample.kind}-${sample.index}.png`;
    writeFileAtomic(join(folder, file), await encodePng(picture));
    lines.push(`${JSON.stringify({ file, width: picture.width, height: picture.height, ...sample })}\n`);
    progress.update(lines.length);
  }
  writeFileAtomic(index, lines.join(''));
  progress.finish();
}

async function drawSheet(path: string, options: DrawOptions, { signal }: CommandContext): Promise<void> {
  requireWritable(path, 'a PNG file');
  const pictures = Array.from(samples(options), ({ picture }) => {
    signal.throwIfAborted();
    return picture;
  });
  const columns = Math.ceil(Math.sqrt(pictures.length));
  writeFileAtomic(path, await encodePng(contactSheet(pictures, columns)));
}

function* samples({ count, kind, seed, start }: DrawOptions): Generator<PictureSample> {
  for (let index = start; index < start + count; index++) yield drawSample({ kind, seed, index });
}
