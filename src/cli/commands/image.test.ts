import { expect, it } from 'vitest';
import { goldenJson, goldenPath } from '../../../test/golden.js';
import { describeImage } from '../../image/index.js';
import { runCommand } from '../cli.testing.js';
import { imageConfigOf } from '../image-config.js';

const model = goldenPath('checkpoints', 'llava-next-llama');
const picture = (name: string) => goldenPath('images', 'source', name);

it('prints one line per picture', async () => {
  const { code, stdout, stderr } = await runCommand(
    'image',
    picture('wide.png'),
    picture('tiny.png'),
    '--model',
    model,
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.split('\n')).toEqual([
    `${picture('wide.png')}  700×100 → canvas 168×56 → 4 tiles (thumbnail + 1×3) → 42 visual tokens`,
    `${picture('tiny.png')}  3×2 → canvas 112×56 → 3 tiles (thumbnail + 1×2) → 44 visual tokens`,
    '',
  ]);
});

it('prints the description of the library as JSON lines', async () => {
  const files = [picture('photo.jpg'), picture('grey16.png')];
  const { stdout } = await runCommand('image', ...files, '--model', model, '--json');
  const config = imageConfigOf(model);
  const expected = await Promise.all(files.map((file) => describeImage(file, config)));
  expect(
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual(expected);
});

interface GoldenCase {
  images?: { file: string; mode?: string; tokens: number; tiles: number; [fact: string]: unknown }[];
}

it.each(['llava', 'llava-next-mistral', 'llava-next-qwen2', 'llava-onevision', 'instructblip'])(
  'sees what the reference sees with %s',
  async (name) => {
    const folder = goldenPath('checkpoints', name);
    const { cases } = goldenJson<{ cases: GoldenCase[] }>('checkpoints', name, 'cases.json');
    const single = cases.flatMap(({ images = [] }) => (images.length === 1 && images[0].mode !== 'pad' ? images : []));
    expect(single.length).toBeGreaterThan(0);
    for (const { file, tokens, tiles, width, height, canvas, grid, kept } of single) {
      const { stdout } = await runCommand('image', picture(file), '--model', folder, '--json');
      const image = JSON.parse(stdout);
      expect({ ...image, tiles: image.tiles.length }).toMatchObject({ visualTokens: tokens, tiles, width, height });
      if (canvas) expect(image).toMatchObject({ canvas, grid, kept });
    }
  },
);
