/** The filters of the supported processors, in Pillow's definition. */
export type ResizeFilter = 'bicubic' | 'bilinear' | 'lanczos';

/** Weights are integers in units of 2⁻²²: eight bits are left for the pixel and two for overshoot and sign. */
export const PRECISION_BITS = 22;

/** Which source pixels make one output pixel, and how much each counts. */
export interface FilterWeights {
  /** Room per output pixel in `weights`. */
  taps: number;
  /** First source pixel of each output pixel. */
  starts: Int32Array;
  /** Number of source pixels of each output pixel, at most `taps`. */
  counts: Int32Array;
  /** outputs · taps fixed-point weights. */
  weights: Int32Array;
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI));

/** Radius at scale 1 and kernel of each filter. */
const kernels: Record<ResizeFilter, { radius: number; weight: (x: number) => number }> = {
  bilinear: {
    radius: 1,
    weight: (x) => Math.max(1 - Math.abs(x), 0),
  },
  bicubic: {
    // Keys' cubic with a = −0.5.
    radius: 2,
    weight: (signed) => {
      const x = Math.abs(signed);
      if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
      if (x < 2) return (((x - 5) * x + 8) * x - 4) * -0.5;
      return 0;
    },
  },
  lanczos: {
    radius: 3,
    weight: (x) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0),
  },
};

/** A run of output pixels: the first one and how many. */
export interface Span {
  first: number;
  length: number;
}

/**
 * Fixed-point weights for scaling `from` pixels to `to`; when shrinking, the kernel is widened (antialiasing).
 *
 * @param span the output pixels that are wanted @default all
 */
export function filterWeights(from: number, to: number, filter: ResizeFilter, span?: Span): FilterWeights {
  const { first, length } = span ?? { first: 0, length: to };
  const { radius, weight } = kernels[filter];
  const scale = from / to;
  const stretch = Math.max(scale, 1);
  const support = radius * stretch;
  const taps = Math.ceil(support) * 2 + 1;
  const starts = new Int32Array(length);
  const counts = new Int32Array(length);
  const weights = new Int32Array(length * taps);
  const exact = new Float64Array(taps);
  for (let i = 0; i < length; i++) {
    const center = (first + i + 0.5) * scale;
    const start = Math.max(Math.trunc(center - support + 0.5), 0);
    const count = Math.min(Math.trunc(center + support + 0.5), from) - start;
    let sum = 0;
    for (let k = 0; k < count; k++) sum += exact[k] = weight((k + start - center + 0.5) * (1 / stretch));
    for (let k = 0; k < count; k++) {
      const fixed = (exact[k] / (sum || 1)) * (1 << PRECISION_BITS);
      weights[i * taps + k] = Math.trunc(fixed < 0 ? fixed - 0.5 : fixed + 0.5);
    }
    starts[i] = start;
    counts[i] = count;
  }
  return { taps, starts, counts, weights };
}
