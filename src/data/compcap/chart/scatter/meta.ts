import type { Size } from '../../../picture/kind.js';
import type { Point } from '../../canvas.js';
import type { Frame } from '../frame.js';
import type { Look, Tint } from '../look.js';
import type { Marker } from '../marker.js';
import type { Scale } from '../scale.js';
import type { ChartMark, ChartText } from '../sheet.js';
import type { ChartTable } from '../table.js';

/** Points of one group, in the units of the axes. */
export interface Cloud {
  /** Empty where there is one group without a name. */
  name: string;
  points: Point[];
}

/** The looks of points; lists run along the groups. */
export interface CloudStyle {
  tints: Tint[];
  markers: Marker[];
  size: number;
  /** A straight line of best fit through each group. */
  fit: boolean;
}

export type AxisName = Pick<ChartTable, 'measure' | 'unit' | 'decimals'>;

/** A scatter plot. */
export interface ScatterChart extends Size {
  title: string | null;
  /** What one point is, plural. */
  things: string;
  groupLabel: string | null;
  axisX: AxisName;
  axisY: AxisName;
  clouds: Cloud[];
  style: CloudStyle;
  look: Look;
  scaleX: Scale;
  scaleY: Scale;
  geometry: { frame: Frame; marks: ChartMark[]; texts: ChartText[] };
}

/** Pearson correlation of the two coordinates, -1 to 1. */
export function correlation(points: readonly Point[]): number {
  const { x, y, xx, xy, yy } = moments(points);
  return (xy - x * y) / Math.sqrt((xx - x * x) * (yy - y * y) || 1);
}

/** Least squares line: value of y at x. */
export function fitLine(points: readonly Point[]): (x: number) => number {
  const { x, y, xx, xy } = moments(points);
  const slope = (xy - x * y) / (xx - x * x || 1);
  return (at) => y + slope * (at - x);
}

/** Mean of one coordinate. */
export function meanOf(points: readonly Point[], axis: 'x' | 'y'): number {
  return points.reduce((sum, point) => sum + point[axis], 0) / points.length;
}

function moments(points: readonly Point[]): { x: number; y: number; xx: number; xy: number; yy: number } {
  const mean = (of: (point: Point) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  return {
    x: mean((p) => p.x),
    y: mean((p) => p.y),
    xx: mean((p) => p.x * p.x),
    xy: mean((p) => p.x * p.y),
    yy: mean((p) => p.y * p.y),
  };
}
