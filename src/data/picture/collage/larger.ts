import type { CollageObject } from './meta.js';
import type { Shape } from './shape.js';

/** Painted area of every shape in the square from -1 to 1. */
export const SHAPE_AREAS: Readonly<Record<Shape, number>> = {
  circle: 2.84,
  square: 2.89,
  triangle: 1.8,
  diamond: 1.44,
  star: 1.23,
  heart: 2.52,
  cross: 2.02,
  ring: 2.05,
};

/** Sizes that differ by less than this factor are not compared. */
const LEAST_RATIO = 1.2;

/**
 * True when `a` is larger than `b` both across and in painted area. A long diamond beside a smaller but fuller square
 * is larger only by one measure; such pairs are not asked about.
 */
export function isLarger(a: CollageObject, b: CollageObject): boolean {
  const area = ({ shape, scale }: CollageObject): number => SHAPE_AREAS[shape] * scale ** 2;
  return a.scale >= LEAST_RATIO * b.scale && area(a) >= LEAST_RATIO * area(b);
}
