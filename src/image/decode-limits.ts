import { TesseraeError } from '../base/error.js';
import { type ImageFormat, MAX_PIXELS, type Picture, type Size } from './picture.js';

/** A picture and what its file was. */
export interface DecodedImage extends Picture {
  format: ImageFormat;
  /** Media type, for example `image/png`. */
  mime: `image/${ImageFormat}`;
  /** Size in the file, before EXIF rotation. */
  stored: Size;
  /** Size of the file. */
  bytes: number;
}

/** What is refused before anything is decoded. */
export interface DecodeLimits {
  /** @default MAX_PIXELS */
  maxPixels?: number;
  /** Longest side. @default 32768 */
  maxSide?: number;
}

/** Refuses what a header claims before a decoder sees it. @throws TesseraeError `image-zero-size`, `image-too-large` */
export function checkSize({ width, height }: Size, name: string, limits: DecodeLimits): void {
  const { maxPixels = MAX_PIXELS, maxSide = 32_768 } = limits;
  if (width === 0 || height === 0) {
    throw new TesseraeError('image-zero-size', {
      expected: 'a picture of at least 1×1 pixels',
      received: `${name} of ${width}×${height}`,
      action: 'Leave this picture out.',
    });
  }
  if (width > maxSide || height > maxSide || width * height > maxPixels) {
    throw new TesseraeError('image-too-large', {
      expected: `at most ${maxPixels} pixels and sides of at most ${maxSide}`,
      received: `${name}, whose header claims ${width}×${height}`,
      action: 'Scale the picture down first, or raise maxPixels and maxSide if you trust its origin.',
    });
  }
}
