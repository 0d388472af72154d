/** A numeric axis: values from `low` to `high` in pixels from `from` to `to`, with a tick every `step`. */
export interface Scale {
  low: number;
  high: number;
  step: number;
  from: number;
  to: number;
}

/** Where a value lies, in pixels. */
export function place(scale: Scale, value: number): number {
  return scale.from + ((value - scale.low) / (scale.high - scale.low)) * (scale.to - scale.from);
}

/** The value that lies at a pixel; the inverse of `place`. */
export function valueAt(scale: Scale, pixel: number): number {
  return scale.low + ((pixel - scale.from) / (scale.to - scale.from)) * (scale.high - scale.low);
}

/** The values of the ticks, low to high. */
export function ticks({ low, high, step }: Pick<Scale, 'low' | 'high' | 'step'>): number[] {
  const count = Math.round((high - low) / step);
  return Array.from({ length: count + 1 }, (_, index) => tidy(low + index * step));
}

/**
 * A range with round ends and ticks that holds all values between `least` and `largest`.
 *
 * @param wanted about how many steps the range has
 */
export function niceRange(least: number, largest: number, wanted: number): Pick<Scale, 'low' | 'high' | 'step'> {
  const step = niceStep((largest - least || 1) / wanted);
  return { low: tidy(Math.floor(least / step) * step), high: tidy(Math.ceil(largest / step) * step), step };
}

/** The smallest of 1, 2, 2.5 and 5 times a power of ten that is at least `raw`; 2.5 only where it gives whole numbers. */
export function niceStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw));
  const factors = power >= 10 ? [1, 2, 2.5, 5, 10] : [1, 2, 5, 10];
  const factor = factors.find((candidate) => candidate * power >= raw * (1 - 1e-9)) ?? 10;
  return tidy(factor * power);
}

/** Without the last digits that binary arithmetic leaves, as in 0.30000000000000004. */
export function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
