import type { CommandModule } from './context.js';

/** One row of `tesserae --help`; its file is loaded only when the command is called. */
export interface CommandEntry {
  name: string;
  summary: string;
  load(): Promise<CommandModule>;
}

/** All commands, in the order of the help text. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'ask',
    summary: 'ask a model about pictures; the answer is streamed',
    load: () => import('./commands/ask.js'),
  },
  {
    name: 'pull',
    summary: 'fetch a model of the Hugging Face hub into the shared cache',
    load: () => import('./commands/pull.js'),
  },
  {
    name: 'convert',
    summary: 'store the weights of a model in 4 or 8 bits, or in half precision',
    load: () => import('./commands/convert.js'),
  },
  {
    name: 'image',
    summary: 'show what a model sees of a picture: canvas, tiles, visual tokens',
    load: () => import('./commands/image.js'),
  },
  {
    name: 'draw',
    summary: 'draw charts, tables and collages with captions and questions',
    load: () => import('./commands/draw.js'),
  },
  {
    name: 'compose',
    summary: 'make a data set of composite pictures with detailed captions',
    load: () => import('./commands/compose.js'),
  },
  {
    name: 'train',
    summary: 'train a model as a configuration file says, or go on where it stopped',
    load: () => import('./commands/train.js'),
  },
  {
    name: 'evaluate',
    summary: 'score a model on a task, or compare two settings on the same items',
    load: () => import('./commands/evaluate.js'),
  },
  {
    name: 'bench',
    summary: 'score a model on generated pictures that training never saw',
    load: () => import('./commands/bench.js'),
  },
];
