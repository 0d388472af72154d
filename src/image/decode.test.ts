import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { goldenJson, goldenPath } from '../../test/golden.js';
import { decodeImage } from './decode.js';

interface Reference {
  format: string;
  stored: [number, number];
  shown: [number, number];
  bytes: number;
  rgbSha256: string;
  rgbSha256HighByte?: string;
  decoded?: string;
}

const { images } = goldenJson<{ images: Record<string, Reference> }>('images', 'images.json');
const source = (file: string): string => goldenPath('images', 'source', file);
const sha256 = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');

describe('golden: pixels equal Pillow', () => {
  for (const [file, reference] of Object.entries(images)) {
    it(file, async () => {
      const image = await decodeImage(source(file));
      expect(image.format).toBe(reference.format.toLowerCase());
      expect([image.width, image.height]).toEqual(reference.shown);
      expect([image.stored.width, image.stored.height]).toEqual(reference.stored);
      expect(image.bytes).toBe(reference.bytes);
      expect(sha256(image.data)).toBe(reference.rgbSha256HighByte ?? reference.rgbSha256);
    });
  }
});

describe('equal', () => {
  it('a path, its bytes, and a file as web pages have them', async () => {
    const bytes = new Uint8Array(readFileSync(source('rotated.jpg')));
    const image = await decodeImage(source('rotated.jpg'));
    expect(await decodeImage(bytes)).toEqual(image);
    expect(await decodeImage(new Blob([bytes]))).toEqual(image);
  });

  it('lossless WebP and its PNG', async () => {
    const webp = await sharp(source('photo.png')).webp({ lossless: true }).toBuffer();
    const image = await decodeImage(webp);
    expect(image.mime).toBe('image/webp');
    expect(sha256(image.data)).toBe(images['photo.png'].rgbSha256);
  });

  it('lossy WebP with alpha and its colour channels', async () => {
    const webp = await sharp(source('rgba.png')).webp({ quality: 90 }).toBuffer();
    const rgba = await sharp(webp).raw().toBuffer();
    const image = await decodeImage(webp);
    expect(rgba).toHaveLength(60 * 45 * 4);
    expect(image.data).toEqual(new Uint8Array(rgba.filter((_, i) => i % 4 < 3)));
  });

  it('with and without a colour profile', async () => {
    const profiled = await sharp(source('photo.png')).withIccProfile('p3').png().toBuffer();
    const raw = await sharp(profiled, { ignoreIcc: true }).raw().toBuffer();
    const managed = await sharp(profiled).raw().toBuffer();
    const { data } = await decodeImage(profiled);
    expect(sha256(data)).toBe(sha256(raw));
    expect(sha256(data)).not.toBe(sha256(managed));
  });
});

describe('law: EXIF orientation', () => {
  // Where the pixel at column x, row y of the shown 120×160 or 160×120 picture comes from in the stored 160×120 one.
  const origin: Record<number, (x: number, y: number) => [number, number]> = {
    1: (x, y) => [x, y],
    2: (x, y) => [159 - x, y],
    3: (x, y) => [159 - x, 119 - y],
    4: (x, y) => [x, 119 - y],
    5: (x, y) => [y, x],
    6: (x, y) => [y, 119 - x],
    7: (x, y) => [159 - y, 119 - x],
    8: (x, y) => [159 - y, x],
  };
  for (const [orientation, from] of Object.entries(origin)) {
    it(`orientation ${orientation}`, async () => {
      const plain = await sharp(source('photo.png')).jpeg({ chromaSubsampling: '4:4:4' }).toBuffer();
      const marked = await sharp(source('photo.png'))
        .withMetadata({ orientation: Number(orientation) })
        .jpeg({ chromaSubsampling: '4:4:4' })
        .toBuffer();
      const stored = await decodeImage(plain);
      const shown = await decodeImage(marked);
      const turned = Number(orientation) >= 5;
      expect([shown.width, shown.height]).toEqual(turned ? [120, 160] : [160, 120]);
      const pixel = (image: typeof stored, x: number, y: number) =>
        image.data.subarray((y * image.width + x) * 3, (y * image.width + x) * 3 + 3);
      for (const [x, y] of [
        [0, 0],
        [shown.width - 1, 3],
        [17, 90],
        [100, shown.height - 1],
      ]) {
        expect(pixel(shown, x, y)).toEqual(pixel(stored, ...from(x, y)));
      }
    });
  }
});
