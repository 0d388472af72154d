import { describe, expect, it } from 'vitest';
import { goldenJson, goldenPath } from '../../test/golden.js';
import { type ImageConfig, multiPictureConfig } from './config.js';
import { decodeImage } from './decode.js';
import { describeImage } from './describe.js';
import { visualTokens } from './geometry.js';
import { checkpointConfig, llava, next, onevision, sha256 } from './image.testing.js';
import { normaliseTiles } from './normalise.js';
import { cutTiles } from './tiles.js';

interface Reference {
  tokens: number;
  shape: number[];
  tileSha256: string[];
  sample: { index: number[]; value: number[] };
}

const source = (file: string): string => goldenPath('images', 'source', file);

describe('golden: tiles and tensors of the 336 and 384 pixel processors', () => {
  const { images } = goldenJson<{ images: Record<string, Record<string, Reference>> }>('images', 'processors.json');
  const configs: Record<string, ImageConfig> = {
    'llava-crop': llava,
    'llava-pad': { ...llava, mode: 'pad' },
    'llava-next': next,
    'llava-onevision': onevision,
    'llava-onevision-multi': multiPictureConfig(onevision),
  };
  for (const [file, references] of Object.entries(images)) {
    it(file, async () => {
      const picture = await decodeImage(source(file));
      expect(Object.keys(references)).toEqual(Object.keys(configs));
      for (const [name, { tokens, shape, tileSha256, sample }] of Object.entries(references)) {
        const config = configs[name];
        const { tiles, layout } = cutTiles(picture, config);
        expect(layout.total, name).toBe(tokens);
        expect([layout.tiles.length, 3, config.tile, config.tile], name).toEqual(shape);
        const length = tiles.length / layout.tiles.length;
        const hashes = layout.tiles.map(({ index }) => sha256(tiles.subarray(index * length, (index + 1) * length)));
        expect(hashes, name).toEqual(tileSha256);
        const tensor = normaliseTiles(tiles, config);
        expect(
          sample.index.map((index) => tensor[index]),
          name,
        ).toEqual(sample.value);
      }
    });
  }
});

describe('golden: tensors of the reference checkpoints', () => {
  interface Case {
    name: string;
    images?: { file: string; mode?: 'pad' | 'crop'; tokens: number; tiles: number }[];
    pixelValuesSha256?: string;
  }
  const names = [
    'llava',
    'llava-bf16',
    'llava-next-llama',
    'llava-next-mistral',
    'llava-next-qwen2',
    'llava-next-video',
    'llava-onevision',
    'instructblip',
  ];
  for (const name of names) {
    const { cases } = goldenJson<{ cases: Case[] }>('checkpoints', name, 'cases.json');
    for (const { name: prompt, images, pixelValuesSha256 } of cases) {
      if (!images || !pixelValuesSha256) continue;
      it(`${name}: ${prompt}`, async () => {
        const parts: Uint8Array[] = [];
        for (const { file, mode, tokens, tiles: count } of images) {
          const config = checkpointConfig(name, mode && { mode });
          const { tiles, layout } = cutTiles(await decodeImage(source(file)), config);
          expect([layout.total, layout.tiles.length]).toEqual([tokens, count]);
          parts.push(new Uint8Array(normaliseTiles(tiles, config).buffer));
        }
        expect(sha256(Buffer.concat(parts))).toBe(pixelValuesSha256);
      });
    }
  }
});

describe('equal', () => {
  it('describeImage and the tiles it was made from', async () => {
    const { images } = goldenJson<{ images: Record<string, Record<string, Reference>> }>('images', 'processors.json');
    const reference = images['rotated.jpg']['llava-next'];
    const description = await describeImage(source('rotated.jpg'), next);
    expect(description.tiles.map(({ sha256 }) => sha256)).toEqual(reference.tileSha256);
    expect(description).toMatchObject({ format: 'jpeg', width: 120, height: 160, mode: 'anyres', shrunk: null });
    expect(description.visualTokens).toBe(visualTokens({ width: 120, height: 160 }, next));
    expect(description).toMatchObject({ canvas: [336, 672], resized: [336, 252], grid: [1, 2], kept: [24, 18] });
    expect(description.tiles[0]).toMatchObject({ index: 0, row: null, col: null });
    expect(JSON.parse(JSON.stringify(description))).toEqual(description);
  });

  it('a rescale factor other than 1/255 and its definition', () => {
    const config = { ...llava, tile: 1, rescale: 1 / 127.5 };
    const [red] = normaliseTiles(Uint8Array.of(200, 0, 0), config);
    expect(red).toBeCloseTo((200 / 127.5 - config.mean[0]) / config.std[0], 5);
  });
});

it('attack: a picture too long to be squared is refused before it is built', () => {
  const picture = { width: 20_000, height: 1, data: new Uint8Array(60_000) };
  expect(() => cutTiles(picture, { ...llava, mode: 'pad' })).toThrow(
    expect.objectContaining({ code: 'image-too-large' }),
  );
  expect(cutTiles(picture, llava).tiles).toHaveLength(3 * 336 * 336);
});
