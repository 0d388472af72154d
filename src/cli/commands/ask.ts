import type { Command } from 'commander';
import { TesseraeError } from '../../base/error.js';
import { type GenerateRequest, type GenerateResult, loadModel, type Model } from '../../generate/index.js';
import { integer, number, repeated } from '../argument.js';
import { type AskReport, summaryLines } from '../ask-output.js';
import type { CommandContext } from '../context.js';
import { modelFolder, requireFile } from '../path.js';
import { version } from '../version.js';

/** Options as they are typed; all but these four go to the model as they are. */
interface AskOptions extends Omit<GenerateRequest, 'images' | 'prompt' | 'messages' | 'raw'> {
  model?: string;
  raw?: true;
  json?: true;
}

/** `tesserae ask IMAGE… "QUESTION"`: one answer, streamed. */
export function configure(command: Command, context: CommandContext): void {
  command
    .argument('<words...>', 'pictures, and the question as the last word')
    .option('--model <folder>', 'model in Hugging Face layout (default: the embedded tesserae-nano)')
    .option('--max-tokens <n>', 'tokens of the answer at most', integer({ min: 1 }), 256)
    .option('--temperature <t>', 'above 0 samples, 0 is greedy (default: greedy)', number({ min: 0 }))
    .option('--top-k <k>', 'sample among the k likeliest tokens', integer({ min: 1 }))
    .option(
      '--top-p <p>',
      'sample among the likeliest tokens with total probability p',
      number({ min: 0, max: 1, above: true }),
    )
    .option('--min-p <p>', 'drop tokens less likely than p times the likeliest', number({ min: 0, max: 1 }))
    .option(
      '--repetition-penalty <r>',
      'above 1 makes tokens that occurred less likely',
      number({ min: 0, above: true }),
    )
    .option('--stop <text>', 'end before this text; may be repeated', repeated)
    .option('--seed <n>', 'seed of the sampling', integer({ min: 0 }))
    .option('--raw', 'take the text as the whole prompt, with one <image> per picture')
    .option('--json', 'print one object with answer, token ids, pictures and timings')
    .action(async (words: string[], options: AskOptions) => {
      const { model: folderOption, json, raw = false, ...settings } = options;
      const request: GenerateRequest = { ...readWords(words, raw), raw, ...settings };
      const folder = modelFolder(folderOption);
      const model = await loadModel(folder);
      try {
        const result = await answer(model, request, context, json ? undefined : context.stdout);
        print({ ...result, model: folder, version }, context, json);
      } finally {
        await model.dispose();
      }
    });
}

/** Splits the words into pictures and question, and checks both before a model is loaded. */
function readWords(words: string[], raw: boolean): Pick<GenerateRequest, 'images' | 'prompt'> {
  const images = words.slice(0, -1);
  const prompt = words[words.length - 1];
  if (!raw && images.length === 0) {
    throw usage(
      'pictures and a question',
      `one word, ${JSON.stringify(prompt)}`,
      'Write: tesserae ask chart.png "How many bars?"',
    );
  }
  if (prompt.trim() === '') throw usage('a question as the last word', 'an empty one', 'Put the question in quotes.');
  const marks = prompt.split('<image>').length - 1;
  if (raw && marks !== images.length) {
    throw usage(
      `one <image> per picture in a raw prompt`,
      `${marks} of them, ${images.length} picture(s)`,
      'Make them agree.',
    );
  }
  for (const image of images) requireFile(image, 'a picture file');
  return { images, prompt };
}

const usage = (expected: string, received: string, action: string) =>
  new TesseraeError('ask-words', { expected, received, action });

/** Runs the model to the end; text goes to `stream` as it comes. */
async function answer(
  model: Model,
  request: GenerateRequest,
  { signal }: CommandContext,
  stream?: CommandContext['stdout'],
): Promise<GenerateResult> {
  for await (const part of model.generate(request, signal)) {
    if (part.type === 'text') stream?.write(part.text);
    if (part.type !== 'finish') continue;
    const { type: _, ...result } = part;
    return result;
  }
  throw new Error('the model ended without a result');
}

function print(report: AskReport, { stdout, stderr }: CommandContext, json?: true): void {
  if (json) {
    stdout.write(`${JSON.stringify(report)}\n`);
    return;
  }
  stdout.write('\n');
  // Where the answer goes into a file or a pipe, it goes there alone.
  const notes = stdout.isTTY ? stdout : stderr;
  notes.write(`\n${summaryLines(report).join('\n')}\n`);
}
