import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { goldenJson, goldenPath } from '../../test/golden.js';
import { decodeImage } from './decode.js';
import type { Picture } from './picture.js';
import { resize } from './resize.js';
import type { ResizeFilter } from './resize-weights.js';

interface Reference {
  filter: ResizeFilter;
  size: [number, number];
  sha256: string;
}

const { images } = goldenJson<{ images: Record<string, Reference[]> }>('images', 'resize.json');
const { images: sources } = goldenJson<{ images: Record<string, { decoded?: string }> }>('images', 'images.json');

const sha256 = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');

describe('golden: resize equals Pillow byte for byte', () => {
  for (const [file, references] of Object.entries(images)) {
    it(file, async () => {
      const picture = await decodeImage(goldenPath('images', sources[file].decoded ?? `source/${file}`));
      for (const { filter, size, sha256: expected } of references) {
        const resized = resize(picture, size[0], size[1], filter);
        expect([resized.width, resized.height], filter).toEqual(size);
        expect(sha256(resized.data), `${filter} ${size}`).toBe(expected);
      }
      expect(references).toHaveLength(9);
    });
  }
});

describe('law: resize', () => {
  const picture: Picture = { width: 5, height: 3, data: Uint8Array.from({ length: 45 }, (_, i) => (i * 37) % 256) };
  const filters: ResizeFilter[] = ['bicubic', 'bilinear', 'lanczos'];

  it('keeps the picture when the size does not change', () => {
    for (const filter of filters) expect(resize(picture, 5, 3, filter).data).toEqual(picture.data);
  });

  it('keeps a plain colour, whatever the size', () => {
    const plain: Picture = { width: 7, height: 4, data: new Uint8Array(84).map((_, i) => [200, 0, 255][i % 3]) };
    for (const filter of filters) {
      for (const [width, height] of [
        [1, 1],
        [3, 9],
        [20, 2],
        [64, 64],
      ]) {
        const { data } = resize(plain, width, height, filter);
        expect(data.every((value, i) => value === plain.data[i % 3])).toBe(true);
      }
    }
  });

  it('commutes with mirroring', () => {
    const mirror = ({ width, height, data }: Picture): Picture => {
      const out = new Uint8Array(data.length);
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++)
          for (let c = 0; c < 3; c++) out[(y * width + x) * 3 + c] = data[(y * width + width - 1 - x) * 3 + c];
      return { width, height, data: out };
    };
    expect(mirror(resize(picture, 12, 7, 'bilinear')).data).toEqual(resize(mirror(picture), 12, 7, 'bilinear').data);
  });

  it('refuses sizes that are not whole and positive', () => {
    for (const size of [0, -1, 2.5, Number.NaN]) {
      expect(() => resize(picture, size, 3, 'bicubic')).toThrow(expect.objectContaining({ code: 'resize-size' }));
    }
  });
});
