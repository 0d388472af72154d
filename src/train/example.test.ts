import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Random } from '../base/random.js';
import { drawSample } from '../data/picture/index.js';
import { layoutImage, readImageConfig } from '../image/index.js';
import { longestVisual, packExample, type TurnText, viewOf } from './example.js';

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../configs/nano/${name}`, import.meta.url), 'utf8'));
const image = readImageConfig(read('config.json'), read('preprocessor_config.json'));
const text: TurnText = { before: [1, 4], turn: () => ({ ids: [], learnFrom: 0 }), words: () => [] };

describe('longestVisual', () => {
  test('counts patches and row ends of whole canvases: thumbnail 8×8, crops 8×8, a row end after every line of crops or a single view', () => {
    expect([1, 2, 3, 5].map((tiles) => longestVisual(tiles, image))).toEqual([
      64 + 1,
      64 + 8 * 9,
      64 + Math.max(8 * 17, 16 * 9),
      64 + 16 * 17,
    ]);
  });

  test('law: no picture has more', () => {
    const random = new Random(2);
    for (let i = 0; i < 300; i++) {
      const size = { width: random.integer(20, 400), height: random.integer(20, 400) };
      const { tiles, tokens } = layoutImage(size, image);
      expect(tokens.length).toBeLessThanOrEqual(longestVisual(tiles.length, image));
    }
  });

  test.each([0, 4, 6])('%d tiles are refused, with what the canvases can be cut into', (tiles) => {
    expect(() => longestVisual(tiles, image)).toThrow(expect.objectContaining({ code: 'train-tiles' }));
    expect(() => longestVisual(tiles, image)).toThrow(/1 or 2 or 3 or 5/);
  });
});

describe('packExample', () => {
  const { picture, marks } = drawSample({ seed: 4, index: 1, size: { width: 256, height: 128 } });
  const example = { picture, marks, turns: [] };

  test('equal: one tile is the thumbnail of the picture, and its patches in order', () => {
    const whole = packExample(example, viewOf(image, 3), text);
    const alone = packExample(example, viewOf(image, 1), text);
    expect(alone.tiles.length).toBe(3 * image.tile ** 2);
    expect(alone.tiles).toEqual(whole.tiles.subarray(0, alone.tiles.length));
    expect([...alone.visual]).toEqual([...Array(64).keys(), -1]);
    expect([...whole.visual.subarray(0, 64)]).toEqual([...Array(64).keys()]);
  });

  test('law: a patch is named by the marks that cover it, in one tile as in many', () => {
    const words = ['a', 'b'];
    const naming: TurnText = { ...text, words: (word) => [words.indexOf(word)] };
    const marks = [
      { x: 0, y: 0, width: 32, height: 16, words: 'a' },
      { x: 240, y: 112, width: 16, height: 16, words: 'b' },
    ];
    const alone = packExample({ ...example, marks }, viewOf(image, 1), naming);
    // A patch of the thumbnail shows 32 × 16 pixels of this picture.
    expect(alone.patchWords).toEqual([
      { patch: 0, ids: [0], weight: 1 },
      { patch: 63, ids: [1], weight: 1 },
    ]);
    const whole = packExample({ ...example, marks }, viewOf(image, 3), naming);
    expect(whole.patchWords.slice(0, 2)).toEqual(alone.patchWords);
    expect(whole.patchWords.slice(2)).toEqual([
      // The same mark covers two patches of a crop.
      { patch: 64, ids: [0], weight: 0.5 },
      { patch: 65, ids: [0], weight: 0.5 },
      { patch: 3 * 64 - 1, ids: [1], weight: 1 },
    ]);
  });
});
