/**
 * Resizing that equals Pillow's `Image.resize` to the bit: two separable passes, horizontal first, with 22-bit fixed-point
 * weights and 8-bit pixels in between. Reference: Pillow 12, `src/libImaging/Resample.c`.
 */
import { TesseraeError } from '../base/error.js';
import type { Picture, Size } from './picture.js';
import { type FilterWeights, filterWeights, PRECISION_BITS, type ResizeFilter } from './resize-weights.js';

/** Half a unit, so that the final shift rounds. */
const HALF = 1 << (PRECISION_BITS - 1);

/** A rectangle of the resized picture, in its pixels. */
export interface Window extends Size {
  left: number;
  top: number;
}

/**
 * Resizes to exactly width × height; the aspect ratio is the caller's business.
 *
 * @param window the part of the resized picture that is wanted; the rest is not computed @default all
 * @returns a new picture, or the same object when nothing changes
 * @throws TesseraeError `resize-size` unless the sizes are whole and at least 1 and the window lies inside
 * @example
 * const view = resize(picture, 336, 336, 'bicubic');
 */
export function resize(
  picture: Picture,
  width: number,
  height: number,
  filter: ResizeFilter,
  window: Window = { left: 0, top: 0, width, height },
): Picture {
  checkTarget(width, height, window);
  const columns = { first: window.left, length: window.width };
  const rows = { first: window.top, length: window.height };
  let result = picture;
  if (width !== picture.width || window.width !== width) {
    result = resizeRows(result, filterWeights(picture.width, width, filter, columns));
  }
  if (height !== picture.height || window.height !== height) {
    result = resizeColumns(result, filterWeights(picture.height, height, filter, rows));
  }
  return result;
}

function checkTarget(width: number, height: number, window: Window): void {
  const whole = [width, height, window.width, window.height].every((n) => Number.isInteger(n) && n >= 1);
  const inside =
    [window.left, window.top].every((n) => Number.isInteger(n) && n >= 0) &&
    window.left + window.width <= width &&
    window.top + window.height <= height;
  if (whole && inside) return;
  throw new TesseraeError('resize-size', {
    expected: 'whole sizes of at least 1 pixel and a window inside the resized picture',
    received: `${width}×${height} with the window ${JSON.stringify(window)}`,
    action: 'Round the size and keep it above zero.',
  });
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
