import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { goldenJson, goldenPath } from '../../../test/golden.js';
import { decodeImage } from '../../image/index.js';
import { runCommand } from '../cli.testing.js';

interface GoldenCase {
  name: string;
  messages: { content: { type: string; text?: string }[] }[];
  prompt: string;
  images?: { file: string; mode?: string; tokens: number }[];
  generated: { ids: number[] };
}

/** The prompts of a reference checkpoint that `ask` can put: pictures in their default mode, then one question. */
function askable(name: string): GoldenCase[] {
  const { cases } = goldenJson<{ cases: GoldenCase[] }>('checkpoints', name, 'cases.json');
  return cases.filter(({ images = [] }) => images.length > 0 && images.every(({ mode }) => mode !== 'pad'));
}

const pictures = ({ images = [] }: GoldenCase) => images.map(({ file }) => goldenPath('images', 'source', file));

const question = ({ messages }: GoldenCase) => messages[0].content.find(({ type }) => type === 'text')!.text!;

describe.each(['llava', 'llava-next-llama', 'llava-next-qwen2'])('%s answers as the reference does', (name) => {
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
