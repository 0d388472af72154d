/** Width and height in pixels. */
export interface Size {
  width: number;
  height: number;
}

/** A decoded picture: 8-bit RGB, row by row, `data[(y * width + x) * 3 + channel]`. */
export interface Picture extends Size {
  data: Uint8Array;
}

/** The picture formats that are read; the content of a file decides, never its name. */
export type ImageFormat = 'png' | 'jpeg' | 'webp' | 'gif';

/** Pictures with more pixels are refused unless asked for: Pillow's limit against decompression bombs. */
export const MAX_PIXELS = 178_956_970;
