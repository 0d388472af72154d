import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goldenJson, goldenPath } from '../../../test/golden.js';
import { framesOf, openGolden } from '../../generate/golden.testing.js';
import { decodeImage, encodePng } from '../../image/index.js';
import { runCommand } from '../cli.testing.js';

interface GoldenCase {
  name: string;
  /** Absent where a model has no chat template: the question is the prompt. */
  messages?: { content: { type: string; text?: string }[] }[];
  prompt: string;
  images?: { file: string; mode?: string; tokens: number }[];
  video?: object;
  generated: { ids: number[] };
}

/** The prompts of a reference checkpoint that `ask` can put: pictures in their default mode, then one question. */
function askable(name: string): GoldenCase[] {
  const { cases } = goldenJson<{ cases: GoldenCase[] }>('checkpoints', name, 'cases.json');
  return cases.filter(
    ({ images = [], video }) => !video && images.length > 0 && images.every(({ mode }) => mode !== 'pad'),
  );
}

const pictures = ({ images = [] }: GoldenCase) => images.map(({ file }) => goldenPath('images', 'source', file));

const question = ({ messages, prompt }: GoldenCase) =>
  messages?.[0].content.find(({ type }) => type === 'text')?.text ?? prompt;

const models = ['llava', 'llava-next-llama', 'llava-next-qwen2', 'llava-next-video', 'llava-onevision', 'instructblip'];

describe.each(models)('%s answers as the reference does', (name) => {
  const ask = async (entry: GoldenCase, ...words: string[]) => {
    const options = [
      '--model',
      goldenPath('checkpoints', name),
      '--max-tokens',
      `${entry.generated.ids.length}`,
      '--json',
    ];
    return JSON.parse((await runCommand('ask', ...words, ...options)).stdout);
  };

  it.each(askable(name))('to a question about $name', async (entry) => {
    const { tokenIds, images } = await ask(entry, ...pictures(entry), question(entry));
    expect(tokenIds).toEqual(entry.generated.ids);
    const counts = images.map(({ visualTokens }: { visualTokens: number }) => visualTokens);
    expect(counts).toEqual(entry.images!.map(({ tokens }) => tokens));
  });

  it('to a raw prompt', async () => {
    const [entry] = askable(name);
    if (!entry.prompt.includes('<image>')) return; // InstructBLIP's prompts carry no marks.
    const { tokenIds } = await ask(entry, '--raw', ...pictures(entry), entry.prompt);
    expect(tokenIds).toEqual(entry.generated.ids);
  });
});

describe('fewer visual tokens, through the whole command', () => {
  const picture = goldenPath('images', 'source', 'photo.png');
  const ask = (...words: string[]) =>
    runCommand('ask', '--model', goldenPath('checkpoints', 'llava-next-llama'), '--max-tokens', '2', ...words);

  it('reports what was kept and draws it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'explain-'));
    const file = join(folder, 'kept.png');
    const reduce = ['--reduce', 'hired,pyramiddrop', '--keep', '20', '--decode', 'damro', '--damro-outliers', '3'];
    const { code, stdout } = await ask(...reduce, '--explain', file, '--json', picture, 'What?');
    expect(code).toBe(0);
    const { images, visualTokensPerLayer } = JSON.parse(stdout);
    expect(images[0].selection.kept.flat()).toHaveLength(20);
    expect(images[0].outliers).toHaveLength(3);
    expect(visualTokensPerLayer[0]).toBe(images[0].kept);
    expect(visualTokensPerLayer.at(-1)).toBeLessThan(images[0].kept);
    const drawn = await decodeImage(file);
    expect(drawn.width).toBeGreaterThan(2 * 560);
    rmSync(folder, { recursive: true });
  });

  it.each([
    [['--reduce', 'pyramiddrop', '--reduce-options', '{"after":[1,9]}'], 'layers from 1 to 4'],
    [['--reduce', 'uniform', '--keep', '5000'], 'tokens that the picture has'],
    [['--reduce', 'hired', '--keep', '0.5', '--reduce-options', '{"depth":1}'], 'Unrecognized key: "depth"'],
    [['--decode', 'damro', '--damro-outliers', '17'], 'from 1 to the 16 patches'],
  ])('%j is refused', async (options, words) => {
    const { code, stdout, stderr } = await ask(...options, picture, 'What?');
    expect({ code, stdout: stdout.trim() }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(words);
  });
});

describe('a video, through the whole command', () => {
  const { folder: model, cases } = openGolden('llava-next-video');
  const entry = cases.find(({ name }) => name === 'video')!;
  let frames: string;
  beforeAll(async () => {
    frames = mkdtempSync(join(tmpdir(), 'frames-'));
    for (const [i, picture] of (await framesOf(entry)).entries()) {
      writeFileSync(join(frames, `frame${i}.png`), await encodePng(picture));
    }
  });
  afterAll(() => rmSync(frames, { recursive: true }));
  const ask = (...words: string[]) => runCommand('ask', '--model', model, '--max-tokens', '24', ...words);

  it('as a folder of frames is answered as the reference does', async () => {
    const { stdout } = await ask('--video', frames, 'What is shown in this image?', '--json');
    const { tokenIds, videos } = JSON.parse(stdout);
    expect(tokenIds).toEqual(entry.generated.ids);
    expect(videos).toEqual([{ path: frames, totalFrames: 4, frames: [0, 1, 2, 3], visualTokens: 16 }]);
  });

  it('is thinned out on request, and said to be', async () => {
    const { stderr } = await ask('--video', frames, '--frames', '2', 'What is shown in this image?');
    expect(stderr).toContain(`${frames}  4 frames → 2 seen → 8 visual tokens`);
  });
});
