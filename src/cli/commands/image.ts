import type { Command } from 'commander';
import { describeImage } from '../../image/index.js';
import { imageLine } from '../ask-output.js';
import type { CommandContext } from '../context.js';
import { imageConfigOf } from '../image-config.js';
import { modelFolder, requireFile } from '../path.js';

interface ImageOptions {
  model?: string;
  json?: true;
}

/** `tesserae image FILE...`: what a model sees of pictures, without running it. */
export function configure(command: Command, { stdout, signal }: CommandContext): void {
  command
    .argument('<file...>', 'pictures: PNG, JPEG, WebP, GIF')
    .option('--model <folder>', 'model whose rules apply (default: the embedded tesserae-nano)')
    .option('--json', 'one JSON object per picture and line, with the SHA-256 of every tile')
    .action(async (files: string[], options: ImageOptions) => {
      for (const file of files) requireFile(file, 'a picture file');
      const config = imageConfigOf(modelFolder(options.model));
      for (const file of files) {
        signal.throwIfAborted();
        const image = await describeImage(file, config);
        stdout.write(`${options.json ? JSON.stringify(image) : imageLine({ ...image, kept: undefined })}\n`);
      }
    });
}
