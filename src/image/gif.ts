/**
 * First frame of a GIF as RGB, by Pillow's rules: transparency is ignored, so a transparent pixel shows the colour its
 * palette entry has (general decoders make it black). Pixels outside the frame take the transparent entry, else entry 0.
 */
import { TesseraeError } from '../base/error.js';
import type { Picture, Size } from './picture.js';

interface Frame extends Size {
  left: number;
  top: number;
  interlaced: boolean;
  palette: Uint8Array;
  transparent?: number;
  minimumCodeSize: number;
  data: Uint8Array;
}

/** @throws TesseraeError `image-truncated`, `image-corrupt` */
export function decodeGif(bytes: Uint8Array, name: string): Picture {
  const screen = { width: bytes[6] + bytes[7] * 256, height: bytes[8] + bytes[9] * 256 };
  const frame = readFirstFrame(bytes, name);
  if (frame.left + frame.width > screen.width || frame.top + frame.height > screen.height) {
    throw corrupt(name, 'a frame that reaches beyond the screen of the GIF');
  }
  const indices = unpackLzw(frame, name);
  const data = new Uint8Array(screen.width * screen.height * 3);
  const paint = (pixel: number, index: number): void => {
    for (let c = 0; c < 3; c++) data[pixel * 3 + c] = frame.palette[index * 3 + c] ?? 0;
  };
  const covered = frame.width === screen.width && frame.height === screen.height;
  if (!covered) for (let p = 0; p < screen.width * screen.height; p++) paint(p, frame.transparent ?? 0);
  const rows = rowOrder(frame);
  for (let i = 0; i < frame.height; i++) {
    const start = (frame.top + rows[i]) * screen.width + frame.left;
    for (let x = 0; x < frame.width; x++) paint(start + x, indices[i * frame.width + x]);
  }
  return { ...screen, data };
}

/** Walks the blocks to the first image descriptor and joins its data sub-blocks. */
function readFirstFrame(bytes: Uint8Array, name: string): Frame {
  let offset = 13;
  const byte = (): number => {
    if (offset >= bytes.length) throw truncated(name);
    return bytes[offset++];
  };
  const short = (): number => byte() + byte() * 256;
  const take = (length: number): Uint8Array => {
    if (offset + length > bytes.length) throw truncated(name);
    return bytes.subarray(offset, (offset += length));
  };
  const subBlocks = (): Uint8Array => {
    const parts: Uint8Array[] = [];
    for (let length = byte(); length > 0; length = byte()) parts.push(take(length));
    const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      joined.set(part, at);
      at += part.length;
    }
    return joined;
  };
  const table = (flags: number): Uint8Array | undefined => (flags & 0x80 ? take(3 << ((flags & 7) + 1)) : undefined);

  const globalPalette = table(bytes[10]);
  let transparent: number | undefined;
  for (;;) {
    const block = byte();
    if (block === 0x21) {
      const label = byte();
      const content = subBlocks();
      if (label === 0xf9 && content[0] & 1) transparent = content[3];
    } else if (block === 0x2c) {
      const [left, top, width, height] = [short(), short(), short(), short()];
      const flags = byte();
      const palette = table(flags) ?? globalPalette ?? greyRamp;
      const minimumCodeSize = byte();
      const interlaced = (flags & 0x40) !== 0;
      return { left, top, width, height, interlaced, palette, transparent, minimumCodeSize, data: subBlocks() };
    } else {
      throw corrupt(name, block === 0x3b ? 'a GIF without a frame' : `an unknown GIF block ${block}`);
    }
  }
}

/** The palette of a GIF that has none. */
const greyRamp = Uint8Array.from({ length: 768 }, (_, i) => Math.floor(i / 3));

/** Variable-width LZW, least significant bit first. Returns width · height palette indices. */
function unpackLzw({ width, height, minimumCodeSize, data }: Frame, name: string): Uint8Array {
  if (minimumCodeSize < 1 || minimumCodeSize > 8) throw corrupt(name, `an LZW code size of ${minimumCodeSize}`);
  const clear = 1 << minimumCodeSize;
  const prefix = new Int16Array(4096);
  const suffix = new Uint8Array(4096);
  const first = new Uint8Array(4096);
  const depth = new Uint16Array(4096).fill(1, 0, clear);
  for (let code = 0; code < clear; code++) suffix[code] = first[code] = code;

  const out = new Uint8Array(width * height);
  let written = 0;
  let [next, size, previous] = [clear + 2, minimumCodeSize + 1, -1];
  let [bits, available, offset] = [0, 0, 0];
  while (written < out.length) {
    while (available < size) {
      if (offset >= data.length) throw truncated(name);
      bits |= data[offset++] << available;
      available += 8;
    }
    const code = bits & ((1 << size) - 1);
    bits >>>= size;
    available -= size;
    if (code === clear) {
      [next, size, previous] = [clear + 2, minimumCodeSize + 1, -1];
      continue;
    }
    if (code === clear + 1) throw truncated(name);
    const known = code < clear || (previous >= 0 && code < next);
    // The one code that may be used before it is complete: the previous string followed by its own first index.
    if (!known && !(previous >= 0 && code === next && next < 4096)) throw corrupt(name, 'an LZW code out of range');
    if (previous >= 0 && next < 4096) {
      prefix[next] = previous;
      suffix[next] = first[known ? code : previous];
      first[next] = first[previous];
      depth[next] = depth[previous] + 1;
      next++;
      if (next === 1 << size && size < 12) size++;
    }
    let position = written + depth[code];
    written = position;
    for (let c = code, left = depth[code]; left > 0; left--, c = prefix[c]) {
      if (--position < out.length) out[position] = suffix[c];
    }
    previous = code;
  }
  return out;
}

/** Row in the frame of each stored row: interlaced frames store every 8th row, then the rows between. */
function rowOrder({ height, interlaced }: Frame): number[] {
  const passes = interlaced
    ? ([
        [0, 8],
        [4, 8],
        [2, 4],
        [1, 2],
      ] as const)
    : ([[0, 1]] as const);
  const rows: number[] = [];
  for (const [start, step] of passes) for (let row = start; row < height; row += step) rows.push(row);
  return rows;
}

const truncated = (name: string): TesseraeError =>
  new TesseraeError('image-truncated', {
    expected: 'the whole first frame of the GIF',
    received: `${name}, which ends before it`,
    action: 'Copy or download the file again.',
  });

const corrupt = (name: string, found: string): TesseraeError =>
  new TesseraeError('image-corrupt', {
    expected: 'a GIF that follows its format',
    received: `${name} with ${found}`,
    action: 'Export the picture again, for example as PNG.',
  });
