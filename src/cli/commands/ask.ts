import type { Command } from 'commander';
import { messageOf, TesseraeError } from '../../base/error.js';
import { writeFileAtomic } from '../../base/file.js';
import {
  type GenerateRequest,
  type GenerateResult,
  type ImageReport,
  loadModel,
  type Model,
} from '../../generate/index.js';
import { decodeImage, encodePng, explainTokens, layoutImage } from '../../image/index.js';
import { defaultFrames } from '../../video/index.js';
import { type AnswerOptions, addAnswerOptions, readAnswer } from '../answer-option.js';
import { integer, repeated } from '../argument.js';
import { type AskReport, summaryLines } from '../ask-output.js';
import type { CommandContext } from '../context.js';
import { type DeviceOption, deviceOption } from '../device-option.js';
import { imageConfigOf } from '../image-config.js';
import { modelFolder, requireFile, requirePath, requireWritable } from '../path.js';
import { version } from '../version.js';

/** Options as they are typed; sampling options go to the model as they are. */
interface AskOptions
  extends Omit<GenerateRequest, 'images' | 'videos' | 'prompt' | 'messages' | 'raw' | 'reduce' | 'decode'>,
    AnswerOptions,
    DeviceOption {
  model?: string;
  video?: string[];
  raw?: true;
  json?: true;
  explain?: string;
}

/** `tesserae ask IMAGE… "QUESTION"`, `tesserae ask --video FILE "QUESTION"`: one answer, streamed. */
export function configure(command: Command, context: CommandContext): void {
  addAnswerOptions(
    command
      .argument('<words...>', 'pictures, and the question as the last word')
      .option('--model <folder>', 'model folder, or name of a pulled model (default: the embedded tesserae-nano)')
      .option('--video <path>', 'a video file (read by ffmpeg) or a folder of frames; may be repeated', repeated)
      .option(
        '--frames <n>',
        `frames of a video at most, evenly spread (default: ${defaultFrames})`,
        integer({ min: 1 }),
      )
      .option('--max-tokens <n>', 'tokens of the answer at most', integer({ min: 1 }), 256),
  )
    .addOption(deviceOption())
    .option('--stop <text>', 'end before this text; may be repeated', repeated)
    .option('--raw', 'take the text as the whole prompt, with one <image> per picture and one <video> per video')
    .option('--explain <file>', 'write a PNG of which patches were kept (one picture)')
    .option('--json', 'print one object with answer, token ids, pictures and timings')
    .action(async (words: string[], options: AskOptions) => {
      const { model: folderOption, device, video = [], json, raw = false, explain, ...settings } = options;
      const request: GenerateRequest = {
        ...readWords(words, video, raw),
        raw,
        ...readAnswer(settings),
      };
      if (explain !== undefined && request.images!.length !== 1) {
        throw usage('one picture for --explain', `${request.images!.length}`, 'Ask about the pictures one by one.');
      }
      if (explain !== undefined) requireWritable(explain, 'a file for --explain');
      const folder = modelFolder(folderOption);
      const model = await loadModel(folder, { device });
      try {
        const result = await answer(model, request, context, json ? undefined : context.stdout);
        print({ ...result, model: folder, version }, context, json);
        if (explain !== undefined) writePicture(explain, await explanation(folder, result.images[0]));
      } finally {
        await model.dispose();
      }
    });
}

/** Splits the words into pictures and question, and checks everything named before a model is loaded. */
function readWords(
  words: string[],
  videos: string[],
  raw: boolean,
): Pick<GenerateRequest, 'images' | 'videos' | 'prompt'> {
  const images = words.slice(0, -1);
  const prompt = words[words.length - 1];
  if (!raw && images.length + videos.length === 0) {
    throw usage(
      'pictures and a question',
      `one word, ${JSON.stringify(prompt)}`,
      'Write: tesserae ask chart.png "How many bars?"',
    );
  }
  if (prompt.trim() === '') throw usage('a question as the last word', 'an empty one', 'Put the question in quotes.');
  if (raw) {
    checkMarks(prompt, '<image>', images.length, 'picture');
    checkMarks(prompt, '<video>', videos.length, 'video');
  }
  for (const image of images) requireFile(image, 'a picture file');
  for (const video of videos) requirePath(video, 'a video file or a folder of frames');
  return { images, prompt, ...(videos.length > 0 && { videos }) };
}

function checkMarks(prompt: string, mark: string, count: number, noun: string): void {
  const marks = prompt.split(mark).length - 1;
  if (marks === count) return;
  throw usage(`one ${mark} per ${noun} in a raw prompt`, `${marks} of them, ${count} ${noun}(s)`, 'Make them agree.');
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

/** The place was checked before the model worked, but much can happen to a disk since. */
function writePicture(path: string, png: Uint8Array): void {
  try {
    writeFileAtomic(path, png);
  } catch (error) {
    throw usage('to write the picture of --explain', messageOf(error), 'Check the place and the space on the disk.');
  }
}

/** PNG of the picture of an answer and what was kept of it. */
async function explanation(
  folder: string,
  { path, selection, outliers, cropOutliers }: ImageReport,
): Promise<Uint8Array> {
  const picture = await decodeImage(path!);
  const layout = layoutImage(picture, imageConfigOf(folder));
  return encodePng(await explainTokens(picture, layout, { ...selection, outliers, cropOutliers }));
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
