/**
 * The browser's twin of `decode.ts`: PNG, JPEG and WebP are decoded by the browser, GIF by `gif.ts`. Opaque PNGs give the same
 * bits as in Node; JPEG and WebP may differ by a level where decoders round differently, CMYK follows the browser's own
 * conversion, and of transparent pixels a canvas keeps what it would show, not the colour underneath.
 */
import { messageOf, TesseraeError } from '../base/error.js';
import { decodeBytes, nameOfSource } from './decode-bytes.js';
import type { DecodedImage, DecodeLimits } from './decode-limits.js';
import type { ImageHeader } from './header.js';
import type { Picture } from './picture.js';

/** The part of the browser that is used here; types of the DOM would tell all other files that they run in one. */
interface Bitmap {
  width: number;
  height: number;
  close(): void;
}
declare function createImageBitmap(source: Blob, options: object): Promise<Bitmap>;
declare class OffscreenCanvas {
  constructor(width: number, height: number);
  getContext(
    kind: '2d',
    options: object,
  ): {
    drawImage(bitmap: Bitmap, x: number, y: number): void;
    getImageData(x: number, y: number, width: number, height: number, options: object): { data: Uint8ClampedArray };
  } | null;
}

/**
 * Decodes a picture to 8-bit RGB.
 *
 * @param source address of a file, its bytes, or what an `<input type="file">` or a drop gives
 * @throws TesseraeError `image-missing`, `image-empty`, `image-format`, `image-zero-size`, `image-too-large`, `image-truncated`,
 *   `image-corrupt`
 * @example
 * const picture = await decodeImage(input.files[0]);
 */
export async function decodeImage(
  source: string | Uint8Array | Blob,
  limits: DecodeLimits = {},
): Promise<DecodedImage> {
  const bytes = await bytesOf(source);
  return decodeBytes(bytes, nameOfSource(source, bytes), limits, decodeWithBrowser);
}

async function bytesOf(source: string | Uint8Array | Blob): Promise<Uint8Array> {
  if (source instanceof Uint8Array) return source;
  if (source instanceof Blob) return new Uint8Array(await source.arrayBuffer());
  try {
    const response = await fetch(source);
    if (!response.ok) throw new Error(`status ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new TesseraeError('image-missing', {
      expected: 'the address of a readable picture file',
      received: `${source} (${messageOf(cause)})`,
      action: 'Check the address, and whether that server allows other pages to read it.',
      cause,
    });
  }
}

async function decodeWithBrowser(bytes: Uint8Array, { format }: ImageHeader, name: string): Promise<Picture> {
  const type = `image/${format}`;
  // Without these the browser converts colours to its screen's and multiplies them by alpha.
  const asStored = { colorSpaceConversion: 'none', premultiplyAlpha: 'none', imageOrientation: 'from-image' };
  const blob = new Blob([bytes as Uint8Array<ArrayBuffer>], { type });
  const bitmap = await createImageBitmap(blob, asStored).catch((cause: unknown) => {
    throw new TesseraeError('image-corrupt', {
      expected: `a complete and intact ${type} file`,
      received: `${name}: ${messageOf(cause)}`,
      action: 'Copy the file again, or export the picture again, for example as PNG.',
      cause,
    });
  });
  const { width, height } = bitmap;
  const settings = { colorSpace: 'srgb', willReadFrequently: true };
  const context = new OffscreenCanvas(width, height).getContext('2d', settings)!;
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const { data: rgba } = context.getImageData(0, 0, width, height, { colorSpace: 'srgb' });
  const data = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    data[to++] = rgba[from];
    data[to++] = rgba[from + 1];
    data[to++] = rgba[from + 2];
  }
  return { width, height, data };
}
