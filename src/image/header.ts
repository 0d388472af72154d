import { TesseraeError } from '../base/error.js';
import type { ImageFormat, Size } from './picture.js';

/** What the first bytes of a picture file say, read without a decoder. */
export interface ImageHeader extends Size {
  format: ImageFormat;
  /** JPEG with four components: CMYK, stored inverted. */
  cmyk: boolean;
}

const ascii = (bytes: Uint8Array, offset: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(offset, offset + length));

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The format that the signature of the content names; undefined for anything else. */
export function sniffFormat(bytes: Uint8Array): ImageFormat | undefined {
  if (ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WEBP') return 'webp';
  if (/^GIF8[79]a$/.test(ascii(bytes, 0, 6))) return 'gif';
  return undefined;
}

/**
 * Reads format and stored size from the header, so that absurd claims are refused before a decoder sees them.
 *
 * @throws TesseraeError `image-empty`, `image-format` (not a picture we read), `image-truncated` (ends in the header)
 */
export function readHeader(bytes: Uint8Array, name: string): ImageHeader {
  if (bytes.length === 0) {
    throw new TesseraeError('image-empty', {
      expected: 'the bytes of a picture',
      received: `${name} without any bytes`,
      action: 'Check how the file was copied or downloaded.',
    });
  }
  const format = sniffFormat(bytes);
  if (!format) {
    throw new TesseraeError('image-format', {
      expected: 'PNG, JPEG, WebP or GIF content',
      received: `${name}, which starts with ${hex(bytes.subarray(0, 8))}`,
      action: 'Convert the picture to one of these formats.',
    });
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return { format, cmyk: false, ...sizeReaders[format](view) };
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new TesseraeError('image-truncated', {
      expected: `a complete ${format} header`,
      received: `${name}, which ends after ${bytes.length} bytes`,
      action: 'Copy or download the file again.',
      cause,
    });
  }
}

/** One reader per format; reading behind the end throws RangeError, as DataView does. */
const sizeReaders: Record<ImageFormat, (view: DataView) => Size & { cmyk?: boolean }> = {
  png: (view) => ({ width: view.getUint32(16), height: view.getUint32(20) }),
  gif: (view) => ({ width: view.getUint16(6, true), height: view.getUint16(8, true) }),
  webp: webpSize,
  jpeg: jpegSize,
};

/** WebP: the size stands in the first chunk, in a different form for each of the three kinds of file. */
function webpSize(view: DataView): Size {
  const kind = view.getUint8(15);
  if (kind === 0x58) {
    const uint24 = (offset: number) => view.getUint16(offset, true) + view.getUint8(offset + 2) * 65536;
    return { width: 1 + uint24(24), height: 1 + uint24(27) };
  }
  if (kind === 0x4c) {
    const bits = view.getUint32(21, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}

/** JPEG: walks the segments to the first start-of-frame marker (C0 … CF without DHT, JPG and DAC). */
function jpegSize(view: DataView): Size & { cmyk: boolean } {
  for (let offset = 2; ; ) {
    while (view.getUint8(offset) !== 0xff) offset++;
    while (view.getUint8(offset) === 0xff) offset++;
    const marker = view.getUint8(offset);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) {
      return {
        height: view.getUint16(offset + 4),
        width: view.getUint16(offset + 6),
        cmyk: view.getUint8(offset + 8) === 4,
      };
    }
    const standalone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    offset += standalone ? 1 : 1 + view.getUint16(offset + 1);
  }
}
