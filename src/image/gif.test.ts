import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { goldenPath } from '../../test/golden.js';
import { decodeImage } from './decode.js';

const source = (file: string): string => goldenPath('images', 'source', file);

interface GifParts {
  screen: [number, number];
  frame: [left: number, top: number, width: number, height: number];
  palette: number[];
  indices: number[];
  transparent?: number;
  interlaced?: boolean;
}

/** A GIF written by hand: four palette entries, three-bit codes, a clear code before every pixel keeps the width at three. */
function writeGif({ screen, frame, palette, indices, transparent, interlaced }: GifParts): Uint8Array {
  const short = (value: number): number[] => [value & 255, value >> 8];
  const codes = [...indices.flatMap((index) => [4, index]), 5];
  const packed: number[] = [];
  codes.forEach((code, i) => {
    for (let bit = 0; bit < 3; bit++) {
      const at = i * 3 + bit;
      packed[at >> 3] = (packed[at >> 3] ?? 0) | (((code >> bit) & 1) << (at & 7));
    }
  });
  const control = transparent === undefined ? [] : [0x21, 0xf9, 4, 1, 0, 0, transparent, 0];
  return Uint8Array.from([
    ...Buffer.from('GIF89a'),
    ...[...short(screen[0]), ...short(screen[1]), 0x81, 0, 0],
    ...palette,
    ...control,
    ...[0x2c, ...frame.flatMap(short), interlaced ? 0x40 : 0],
    ...[2, packed.length, ...packed, 0, 0x3b],
  ]);
}

const palette = [10, 20, 30, 40, 50, 60, 70, 80, 90, 255, 255, 255];

describe('equal: opaque GIFs and what libvips reads', () => {
  for (const file of ['palette.png', 'text.png', 'photo.png', 'wide.png', 'tiny.png', 'gradient.png']) {
    it(file, async () => {
      for (const interFrameMaxError of [0, 8]) {
        const gif = await sharp(source(file)).removeAlpha().gif({ interFrameMaxError }).toBuffer();
        const { data, info } = await sharp(gif).removeAlpha().raw().toBuffer({ resolveWithObject: true });
        const image = await decodeImage(gif);
        expect(image).toMatchObject({ format: 'gif', width: info.width, height: info.height });
        expect(image.data).toEqual(new Uint8Array(data));
      }
    });
  }

  it('the first frame of an animation', async () => {
    const frames = await Promise.all(
      ['small.png', 'palette.png'].map((file) =>
        sharp(source(file)).resize(31, 23, { fit: 'fill' }).removeAlpha().raw().toBuffer(),
      ),
    );
    const raw = { width: 31, height: 46, channels: 3 as const, pageHeight: 23 };
    const gif = await sharp(Buffer.concat(frames), { raw }).gif().toBuffer();
    expect((await sharp(gif).metadata()).pages).toBe(2);
    const first = await sharp(gif, { page: 0 }).removeAlpha().raw().toBuffer();
    expect(await decodeImage(gif)).toMatchObject({ width: 31, height: 23, data: new Uint8Array(first) });
  });
});

describe('law: Pillow’s rules', () => {
  const colour = (index: number): number[] => palette.slice(index * 3, index * 3 + 3);

  it('a transparent pixel shows the colour of its palette entry', async () => {
    const gif = writeGif({ screen: [2, 1], frame: [0, 0, 2, 1], palette, indices: [1, 3], transparent: 3 });
    expect([...(await decodeImage(gif)).data]).toEqual([...colour(1), ...colour(3)]);
  });

  it('pixels outside the frame take the transparent entry, else the first', async () => {
    const parts: GifParts = { screen: [3, 2], frame: [1, 1, 1, 1], palette, indices: [2] };
    const around = async (gif: Uint8Array): Promise<number[][]> => {
      const { data } = await decodeImage(gif);
      return [[...data.subarray(0, 3)], [...data.subarray(12, 15)]];
    };
    expect(await around(writeGif(parts))).toEqual([colour(0), colour(2)]);
    expect(await around(writeGif({ ...parts, transparent: 3 }))).toEqual([colour(3), colour(2)]);
  });

  it('interlaced rows return to their places', async () => {
    const rows = [0, 8, 4, 2, 6, 1, 3, 5, 7, 9];
    const gif = writeGif({
      screen: [1, 10],
      frame: [0, 0, 1, 10],
      palette,
      indices: rows.map((row) => row % 4),
      interlaced: true,
    });
    const { data } = await decodeImage(gif);
    expect([...data]).toEqual(rows.flatMap((_, row) => colour(row % 4)));
  });
});

describe('attack: broken GIFs', () => {
  const whole = writeGif({ screen: [2, 2], frame: [0, 0, 2, 2], palette, indices: [0, 1, 2, 3] });

  it('every cut before the end of the pixels is refused', async () => {
    for (let length = 1; length < whole.length - 1; length++) {
      await expect(decodeImage(whole.subarray(0, length)), `${length}`).rejects.toMatchObject({
        code: expect.stringMatching(/^image-(truncated|format)$/),
      });
    }
  });

  it('frames that are missing, too large or too short', async () => {
    const large = writeGif({ screen: [2, 2], frame: [1, 1, 2, 2], palette, indices: [0, 1, 2, 3] });
    await expect(decodeImage(large)).rejects.toMatchObject({ code: 'image-corrupt' });
    const short = writeGif({ screen: [2, 2], frame: [0, 0, 2, 2], palette, indices: [0, 1, 2] });
    await expect(decodeImage(short)).rejects.toMatchObject({ code: 'image-truncated' });
    const none = Uint8Array.from([...whole.subarray(0, 25), 0x3b]);
    await expect(decodeImage(none)).rejects.toMatchObject({ code: 'image-corrupt' });
  });
});
