/**
 * Pixels of a picture file, equal to Pillow's `exif_transpose` and `convert("RGB")`: alpha and palette transparency are
 * dropped, 16 bits keep their high byte, CMYK is converted without colour profile, colour profiles are ignored.
 *
 * PNG, JPEG and WebP are decoded by libvips, GIF by `gif.ts`. One deviation: Pillow clips 16-bit grey at 255, which turns
 * the picture white; here it keeps the high byte like 16-bit RGB.
 */
import sharp from 'sharp';
import { messageOf, TesseraeError } from '../base/error.js';
import { decodeBytes, nameOfSource } from './decode-bytes.js';
import type { DecodedImage, DecodeLimits } from './decode-limits.js';
import type { ImageHeader } from './header.js';
import type { ImageFormat, Picture } from './picture.js';
import { readImageFile } from './read-file.js';

/**
 * Decodes a picture to 8-bit RGB.
 *
 * @param source path of a file, its bytes, or a file as web pages have them
 * @throws TesseraeError `image-missing`, `image-not-file`, `image-unreadable`, `image-empty`, `image-format`,
 *   `image-zero-size`, `image-too-large`, `image-truncated`, `image-corrupt`; never a partly decoded picture
 * @example
 * const { width, height, data } = await decodeImage('photo.jpg');
 */
export async function decodeImage(
  source: string | Uint8Array | Blob,
  limits: DecodeLimits = {},
): Promise<DecodedImage> {
  const bytes = await bytesOf(source);
  return decodeBytes(bytes, nameOfSource(source, bytes), limits, decodeWithVips);
}

async function bytesOf(source: string | Uint8Array | Blob): Promise<Uint8Array> {
  if (source instanceof Uint8Array) return source;
  return typeof source === 'string' ? readImageFile(source) : new Uint8Array(await source.arrayBuffer());
}

async function decodeWithVips(bytes: Uint8Array, header: ImageHeader, name: string): Promise<Picture> {
  const pipeline = sharp(bytes, { failOn: 'warning', limitInputPixels: false, ignoreIcc: true }).autoOrient();
  const space = header.cmyk ? 'cmyk' : 'srgb';
  if (header.cmyk) pipeline.pipelineColourspace('cmyk');
  const raw = pipeline.removeAlpha().toColourspace(space).raw();
  const { data, info } = await raw.toBuffer({ resolveWithObject: true }).catch((cause) => {
    throw decodeFailure(bytes, header, name, cause);
  });
  const channels = header.cmyk ? 4 : 3;
  if (info.channels !== channels || data.length !== info.width * info.height * channels) {
    throw decodeFailure(bytes, header, name, new Error(`${info.channels} channels decoded`));
  }
  const pixels = new Uint8Array(data.buffer, data.byteOffset, data.length);
  return { width: info.width, height: info.height, data: header.cmyk ? cmykToRgb(pixels) : pixels };
}

/** Pillow's conversion without profile: R = 255 − K − (255 − K)·C/255 with a rounded division. */
function cmykToRgb(cmyk: Uint8Array): Uint8Array {
  const rgb = new Uint8ClampedArray((cmyk.length / 4) * 3);
  for (let i = 0, o = 0; i < cmyk.length; i += 4) {
    const white = 255 - cmyk[i + 3];
    for (let c = 0; c < 3; c++) {
      const scaled = cmyk[i + c] * white + 128;
      rgb[o++] = white - (((scaled >> 8) + scaled) >> 8);
    }
  }
  return new Uint8Array(rgb.buffer);
}

/** Decoders report broken files in many words; the file itself tells whether its end is missing. */
function decodeFailure(bytes: Uint8Array, { format }: ImageHeader, name: string, cause: unknown): TesseraeError {
  const cut = isCut(bytes, format) || /premature end/i.test(messageOf(cause));
  return new TesseraeError(cut ? 'image-truncated' : 'image-corrupt', {
    expected: `a complete and intact ${format} file`,
    received: `${name}: ${messageOf(cause)}`,
    action: cut ? 'Copy or download the file again.' : 'Export the picture again, for example as PNG.',
    cause,
  });
}

function isCut(bytes: Uint8Array, format: ImageFormat): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (format === 'webp') return file.readUInt32LE(4) + 8 > file.length;
  if (format === 'png') return !file.includes('IEND', Math.max(0, file.length - 64));
  return false;
}
