/** Rows of features that lie on a grid, row by row: `data[(y · cols + x) · width + channel]`. */
export interface FeatureMap {
  rows: number;
  cols: number;
  width: number;
  data: Float32Array;
}

/**
 * Average or maximum of blocks of `stride` × `stride`, as `AvgPool2d(stride)` and `MaxPool2d(stride)` of PyTorch: a remainder
 * on the right and below is left out.
 */
export function poolMap(map: FeatureMap, stride: number, mode: 'average' | 'max'): FeatureMap {
  const { width } = map;
  const rows = Math.floor(map.rows / stride);
  const cols = Math.floor(map.cols / stride);
  const data = new Float32Array(rows * cols * width);
  const block = new Float64Array(width);
  for (let cell = 0; cell < rows * cols; cell++) {
    block.fill(mode === 'average' ? 0 : Number.NEGATIVE_INFINITY);
    const top = Math.floor(cell / cols) * stride;
    const left = (cell % cols) * stride;
    for (let i = 0; i < stride * stride; i++) {
      const from = ((top + Math.floor(i / stride)) * map.cols + left + (i % stride)) * width;
      for (let c = 0; c < width; c++) {
        const value = map.data[from + c];
        block[c] = mode === 'average' ? block[c] + value : Math.max(block[c], value);
      }
    }
    for (let c = 0; c < width; c++) data[cell * width + c] = mode === 'average' ? block[c] / stride ** 2 : block[c];
  }
  return { rows, cols, width, data };
}

/**
 * Bilinear resizing, as `interpolate(mode='bilinear')` of PyTorch: corners are not aligned and nothing is smoothed, so that a
 * large step skips cells.
 */
export function resizeMap(map: FeatureMap, rows: number, cols: number): FeatureMap {
  const { width, data: from } = map;
  const data = new Float32Array(rows * cols * width);
  const vertical = samples(map.rows, rows);
  const horizontal = samples(map.cols, cols);
  let to = 0;
  for (const y of vertical) {
    for (const x of horizontal) {
      const corners = [y.low, y.high].flatMap((row) => [x.low, x.high].map((col) => (row * map.cols + col) * width));
      const upper = 1 - y.share;
      const left = 1 - x.share;
      const [a, b, c, d] = corners;
      for (let i = 0; i < width; i++, to++) {
        const above = from[a + i] * left + from[b + i] * x.share;
        const below = from[c + i] * left + from[d + i] * x.share;
        data[to] = above * upper + below * y.share;
      }
    }
  }
  return { rows, cols, width, data };
}

/** Along one axis: between which two old places each new one lies, and the share of the second. */
function samples(from: number, to: number): { low: number; high: number; share: number }[] {
  return Array.from({ length: to }, (_, i) => {
    const place = Math.max(((i + 0.5) * from) / to - 0.5, 0);
    const low = Math.floor(place);
    return { low, high: Math.min(low + 1, from - 1), share: place - low };
  });
}
