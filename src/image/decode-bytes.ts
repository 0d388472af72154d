import { checkSize, type DecodedImage, type DecodeLimits } from './decode-limits.js';
import { decodeGif } from './gif.js';
import { type ImageHeader, readHeader } from './header.js';
import type { Picture } from './picture.js';

/** Turns an intact-looking file that is no GIF into pixels; throws `image-truncated` or `image-corrupt`. */
export type PixelDecoder = (bytes: Uint8Array, header: ImageHeader, name: string) => Promise<Picture>;

/** What decoding is in Node and in a browser alike: the header is read and refused first, and GIFs are decoded by `gif.ts`. */
export async function decodeBytes(
  bytes: Uint8Array,
  name: string,
  limits: DecodeLimits,
  decode: PixelDecoder,
): Promise<DecodedImage> {
  const header = readHeader(bytes, name);
  checkSize(header, name, limits);
  const picture = header.format === 'gif' ? decodeGif(bytes, name) : await decode(bytes, header, name);
  return {
    ...picture,
    format: header.format,
    mime: `image/${header.format}`,
    stored: { width: header.width, height: header.height },
    bytes: bytes.length,
  };
}

/** How errors name a source. */
export const nameOfSource = (source: unknown, bytes: Uint8Array): string =>
  typeof source === 'string' ? source : `${bytes.length} bytes`;
