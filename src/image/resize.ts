/**
 * Resizing that equals Pillow's `Image.resize` to the bit: two separable passes, horizontal first, with 22-bit fixed-point
 * weights and 8-bit pixels in between. Reference: Pillow 12, `src/libImaging/Resample.c`.
 */
import { TesseraeError } from '../base/error.js';
import type { Picture } from './picture.js';
import { type FilterWeights, filterWeights, PRECISION_BITS, type ResizeFilter } from './resize-weights.js';

/** Half a unit, so that the final shift rounds. */
const HALF = 1 << (PRECISION_BITS - 1);

/**
 * Resizes to exactly width × height; the aspect ratio is the caller's business.
 *
 * @returns a new picture, or the same object when the size does not change
 * @throws TesseraeError `resize-size` unless width and height are whole and at least 1
 * @example
 * const view = resize(picture, 336, 336, 'bicubic');
 */
export function resize(picture: Picture, width: number, height: number, filter: ResizeFilter): Picture {
  if (![width, height].every((n) => Number.isInteger(n) && n >= 1)) {
    throw new TesseraeError('resize-size', {
      expected: 'a width and a height of at least 1 pixel, whole numbers',
      received: `${width}×${height}`,
      action: 'Round the size and keep it above zero.',
    });
  }
  let result = picture;
  if (width !== result.width) result = resizeRows(result, filterWeights(result.width, width, filter));
  if (height !== result.height) result = resizeColumns(result, filterWeights(result.height, height, filter));
  return result;
}

/** Horizontal pass. */
function resizeRows({ width, height, data }: Picture, { taps, starts, counts, weights }: FilterWeights): Picture {
  const newWidth = starts.length;
  const out = new Uint8ClampedArray(newWidth * height * 3);
  let o = 0;
  for (let y = 0; y < height; y++) {
    const row = y * width * 3;
    for (let x = 0; x < newWidth; x++) {
      let r = HALF;
      let g = HALF;
      let b = HALF;
      let i = row + starts[x] * 3;
      for (let k = x * taps, end = k + counts[x]; k < end; k++, i += 3) {
        const weight = weights[k];
        r += Math.imul(data[i], weight);
        g += Math.imul(data[i + 1], weight);
        b += Math.imul(data[i + 2], weight);
      }
      out[o++] = r >> PRECISION_BITS;
      out[o++] = g >> PRECISION_BITS;
      out[o++] = b >> PRECISION_BITS;
    }
  }
  return { width: newWidth, height, data: new Uint8Array(out.buffer) };
}

/** Vertical pass: whole rows are accumulated, which reads memory in order. */
function resizeColumns({ width, data }: Picture, { taps, starts, counts, weights }: FilterWeights): Picture {
  const newHeight = starts.length;
  const stride = width * 3;
  const out = new Uint8ClampedArray(stride * newHeight);
  const sums = new Int32Array(stride);
  for (let y = 0; y < newHeight; y++) {
    sums.fill(HALF);
    for (let k = 0; k < counts[y]; k++) {
      const weight = weights[y * taps + k];
      const row = (starts[y] + k) * stride;
      for (let i = 0; i < stride; i++) sums[i] += Math.imul(data[row + i], weight);
    }
    const row = y * stride;
    for (let i = 0; i < stride; i++) out[row + i] = sums[i] >> PRECISION_BITS;
  }
  return { width, height: newHeight, data: new Uint8Array(out.buffer) };
}
