import sharp from 'sharp';
import type { Picture } from './picture.js';

/** A picture as the bytes of a PNG file, without loss. */
export async function encodePng({ width, height, data }: Picture): Promise<Uint8Array> {
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}
