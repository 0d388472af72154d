import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TesseraeError } from '../../src/base/error.js';
import { decodeImage } from '../../src/image/index.js';
import { goldenJson, goldenPath } from '../golden.js';

const source = (file: string): string => goldenPath('images', 'source', file);
const corrupt = (file: string): string => goldenPath('images', 'corrupt', file);

/** A PNG from its header and raw rows (filter byte included); the header may lie about the rows. */
function writePng(width: number, height: number, depth: number, colourType: number, rows: Uint8Array): Uint8Array {
  const chunk = (type: string, content: Uint8Array): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(content.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colourType], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', new Uint8Array()),
  ]);
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tesserae-image-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('hostile files', () => {
  const codes: Record<string, string> = {
    'bad-checksum.png': 'image-corrupt',
    'bomb.png': 'image-too-large',
    'empty.png': 'image-empty',
    'truncated.jpg': 'image-truncated',
    'truncated.png': 'image-truncated',
    'wrong-magic.png': 'image-format',
    'zero-size.png': 'image-zero-size',
  };

  it('every file of the collection has its error', async () => {
    const { corrupt: listed } = goldenJson<{ corrupt: object }>('images', 'images.json');
    expect(readdirSync(goldenPath('images', 'corrupt')).sort()).toEqual(Object.keys(codes));
    expect(Object.keys(listed).sort()).toEqual(Object.keys(codes));
    for (const [file, code] of Object.entries(codes)) {
      const failure = await decodeImage(corrupt(file)).catch((error) => error);
      expect(failure, file).toBeInstanceOf(TesseraeError);
      expect(failure.code, file).toBe(code);
      expect(failure.message, file).toContain(file);
      expect(failure.message).not.toContain('\n');
    }
  });

  it('paths that are no picture files', async () => {
    const text = join(folder, 'notes.png');
    writeFileSync(text, 'these are words, not pixels');
    await expect(decodeImage(text)).rejects.toMatchObject({ code: 'image-format' });
    await expect(decodeImage(folder)).rejects.toMatchObject({ code: 'image-not-file' });
    await expect(decodeImage('/dev/null')).rejects.toMatchObject({ code: 'image-not-file' });
    await expect(decodeImage(join(folder, 'absent.png'))).rejects.toMatchObject({ code: 'image-missing' });
    await expect(decodeImage(join(text, 'below.png'))).rejects.toMatchObject({ code: 'image-missing' });
    await expect(decodeImage('')).rejects.toMatchObject({ code: 'image-missing' });
    await expect(decodeImage('nul\0.png')).rejects.toMatchObject({ code: 'image-unreadable' });
    await expect(decodeImage(new Uint8Array())).rejects.toMatchObject({ code: 'image-empty' });
  });

  it('an SVG, which could read other files, is not a picture', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><image href="file:///etc/hosts"/></svg>';
    await expect(decodeImage(Buffer.from(svg))).rejects.toMatchObject({ code: 'image-format' });
  });
});

describe('headers that claim too much', () => {
  const rows = new Uint8Array(64);
  const claims: [number, number][] = [
    [50_000, 50_000],
    [50_000, 1],
    [1, 50_000],
    [20_000, 20_000],
    [2 ** 31 - 1, 2 ** 31 - 1],
    [2 ** 32 - 1, 1],
  ];
  for (const [width, height] of claims) {
    it(`${width}×${height}: refused without allocating it`, async () => {
      const before = process.memoryUsage.rss();
      await expect(decodeImage(writePng(width, height, 8, 2, rows))).rejects.toMatchObject({ code: 'image-too-large' });
      expect(process.memoryUsage.rss() - before).toBeLessThan(64 * 2 ** 20);
    });
  }

  it('JPEG, WebP and GIF headers are read as well', async () => {
    const jpeg = Uint8Array.from(readFileSync(source('photo.jpg')));
    const frame = Buffer.from(jpeg).indexOf(Uint8Array.of(0xff, 0xc0));
    jpeg.set([0xc3, 0x50, 0xc3, 0x50], frame + 5);
    await expect(decodeImage(jpeg)).rejects.toMatchObject({ code: 'image-too-large' });

    const webp = Buffer.concat([Buffer.from('RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0'), Buffer.alloc(6, 0xff)]);
    await expect(decodeImage(webp)).rejects.toMatchObject({ code: 'image-too-large' });

    const gif = Buffer.from('GIF89a\xff\xff\xff\xff\0\0\0', 'latin1');
    await expect(decodeImage(gif)).rejects.toMatchObject({ code: 'image-too-large' });
  });

  it('zero sides', async () => {
    await expect(decodeImage(writePng(0, 7, 8, 2, rows))).rejects.toMatchObject({ code: 'image-zero-size' });
    await expect(decodeImage(writePng(7, 0, 8, 2, rows))).rejects.toMatchObject({ code: 'image-zero-size' });
    const gif = Buffer.from('GIF89a\0\0\x05\0\0\0\0', 'latin1');
    await expect(decodeImage(gif)).rejects.toMatchObject({ code: 'image-zero-size' });
  });

  it('limits can be lowered and raised', async () => {
    await expect(decodeImage(source('photo.png'), { maxSide: 159 })).rejects.toMatchObject({ code: 'image-too-large' });
    await expect(decodeImage(source('photo.png'), { maxPixels: 19_199 })).rejects.toMatchObject({
      code: 'image-too-large',
    });
    const strip = writePng(40_000, 1, 8, 0, new Uint8Array(40_001));
    expect((await decodeImage(strip, { maxSide: 40_000 })).width).toBe(40_000);
  });
});

describe('files that end early', () => {
  it('a PNG cut in the middle of IDAT, with and without a forged end', async () => {
    const bytes = readFileSync(source('gradient.png'));
    const cut = bytes.subarray(0, 12_000);
    await expect(decodeImage(cut)).rejects.toMatchObject({ code: 'image-truncated' });
    const forged = Buffer.concat([cut, bytes.subarray(-12)]);
    await expect(decodeImage(forged)).rejects.toMatchObject({ code: expect.stringMatching(/^image-/) });
  });

  it('a PNG with fewer rows than its header says', async () => {
    const short = writePng(8, 8, 8, 2, new Uint8Array(3 * 25));
    await expect(decodeImage(short)).rejects.toMatchObject({ code: 'image-corrupt' });
  });

  it('no prefix of a file decodes to a part of the picture', async () => {
    for (const file of [
      'photo.jpg',
      'progressive.jpg',
      'grey.jpg',
      'cmyk.jpg',
      'rotated.jpg',
      'photo.png',
      'rgb16.png',
    ]) {
      const bytes = readFileSync(source(file));
      for (let i = 1; i < 24; i++) {
        const length = Math.floor((bytes.length * i) / 24);
        const failure = await decodeImage(bytes.subarray(0, length)).catch((error) => error);
        expect(failure, `${file} cut to ${length}`).toBeInstanceOf(TesseraeError);
      }
    }
  });
});

describe('random bytes', () => {
  const starts = [
    '',
    '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x08\0\0\0\x08',
    '\xff\xd8\xff\xe0',
    'RIFF\x40\0\0\0WEBPVP8 ',
    'GIF89a',
  ];

  it('end in one of our errors', async () => {
    const bytes = fc
      .tuple(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 200 }))
      .map(([start, rest]) => Buffer.concat([Buffer.from(start, 'latin1'), rest]));
    await fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        const result = await decodeImage(content, { maxPixels: 2 ** 20 }).catch((error) => error);
        expect(result).toBeInstanceOf(TesseraeError);
      }),
      { numRuns: 300 },
    );
  });

  it('a picture with one byte changed decodes as a whole or fails with our error', async () => {
    const files = ['photo.jpg', 'palette.png', 'interlaced.png', 'rgba.png'].map((file) => readFileSync(source(file)));
    const changes = fc.tuple(fc.constantFrom(...files), fc.nat(), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(changes, async ([file, position, change]) => {
        const bytes = Uint8Array.from(file);
        bytes[position % bytes.length] ^= change;
        const result = await decodeImage(bytes, { maxPixels: 2 ** 20 }).catch((error) => error);
        if (result instanceof Error) expect(result).toBeInstanceOf(TesseraeError);
        else expect(result.data).toHaveLength(result.width * result.height * 3);
      }),
      { numRuns: 200 },
    );
  });
});

describe('uncommon PNGs keep Pillow’s rules', () => {
  it('16 bits with alpha: high bytes, alpha dropped', async () => {
    const values = [0x12ff, 0x3400, 0x5680, 0x0000, 0xffff, 0x80ff, 0x007f, 0xffff];
    const row = (list: number[]) => Uint8Array.from([0, ...list.flatMap((value) => [value >> 8, value & 255])]);
    const rgba = await decodeImage(writePng(2, 1, 16, 6, row(values)));
    expect([...rgba.data]).toEqual([0x12, 0x34, 0x56, 0xff, 0x80, 0x00]);
    const greyAlpha = await decodeImage(writePng(4, 1, 16, 4, row(values)));
    expect([...greyAlpha.data]).toEqual([0x12, 0x56, 0xff, 0x00].flatMap((grey) => [grey, grey, grey]));
  });

  it('grey of 1, 2 and 4 bits spans 0 to 255', async () => {
    expect([...(await decodeImage(writePng(4, 1, 2, 0, Uint8Array.of(0, 0b00_01_10_11)))).data]).toEqual(
      [0, 85, 170, 255].flatMap((grey) => [grey, grey, grey]),
    );
    expect([...(await decodeImage(writePng(2, 1, 4, 0, Uint8Array.of(0, 0x1f)))).data]).toEqual([
      17, 17, 17, 255, 255, 255,
    ]);
  });
});
