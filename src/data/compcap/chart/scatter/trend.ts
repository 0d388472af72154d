import type { Point } from '../../canvas.js';
import { correlation } from './meta.js';

/** What a cloud of points shows as a whole; `weak` clouds are described by neither word. */
export type CloudTrend = 'rise' | 'fall' | 'none' | 'weak';

/** Judged by Pearson's correlation: beyond 0.6 it is seen at a glance, within 0.25 nothing is. */
export function trendOf(points: readonly Point[]): CloudTrend {
  const r = correlation(points);
  if (r > 0.6) return 'rise';
  if (r < -0.6) return 'fall';
  return Math.abs(r) < 0.25 ? 'none' : 'weak';
}
