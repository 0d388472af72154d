import type { ImageLayout, VisualToken } from '../image/index.js';
import type { FeatureMap } from '../model/feature-map.js';

/** Rows of a matrix in a chosen order. */
export function gatherRows(matrix: Float32Array, width: number, rows: readonly number[]): Float32Array {
  const picked = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    picked.set(matrix.subarray(row * width, (row + 1) * width), i * width);
  });
  return picked;
}

export function joinRows(parts: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let start = 0;
  for (const part of parts) {
    joined.set(part, start);
    start += part.length;
  }
  return joined;
}

/** Puts the newline row wherever a token is one; `rows` are those of the other tokens. */
export function withNewlines(
  tokens: readonly Pick<VisualToken, 'kind'>[],
  rows: Float32Array,
  newline: Float32Array | undefined,
): Float32Array {
  if (!tokens.some(({ kind }) => kind === 'newline')) return rows;
  const width = newline!.length;
  const packed = new Float32Array(tokens.length * width);
  let next = 0;
  tokens.forEach(({ kind }, i) => {
    packed.set(kind === 'newline' ? newline! : rows.subarray(next, next + width), i * width);
    if (kind !== 'newline') next += width;
  });
  return packed;
}

/** Patches of the unpadded map of all crops, row by row, before a map is shrunk. */
export function keptPatches({ side, grid, kept }: ImageLayout): Pick<VisualToken, 'kind' | 'tile' | 'row' | 'col'>[] {
  const { top, left, rows, cols } = kept!;
  return Array.from({ length: rows * cols }, (_, i) => {
    const y = top + Math.floor(i / cols);
    const x = left + (i % cols);
    const tile = 1 + Math.floor(y / side) * grid!.cols + Math.floor(x / side);
    return { kind: 'crop', tile, row: y % side, col: x % side };
  });
}

/** The maps of `side` × `side` rows that a matrix holds one after the other, each with `skip` other rows before it. */
export function mapsOf(matrix: Float32Array, side: number, width: number, skip = 0): FeatureMap[] {
  const each = (side * side + skip) * width;
  return Array.from({ length: matrix.length / each }, (_, i) => ({
    rows: side,
    cols: side,
    width,
    data: matrix.subarray(i * each + skip * width, (i + 1) * each),
  }));
}
