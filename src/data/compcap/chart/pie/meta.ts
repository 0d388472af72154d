import type { Size } from '../../../picture/kind.js';
import type { Point } from '../../canvas.js';
import type { Legend } from '../legend.js';
import type { Look, Tint } from '../look.js';
import type { ChartMark, ChartText } from '../sheet.js';
import type { ChartTable } from '../table.js';

/** The looks of a pie; tints run along the categories. */
export interface PieStyle {
  tints: Tint[];
  /** Angle of the first edge in degrees, clockwise from the top. */
  start: number;
  clockwise: boolean;
  /** Radius of the hole as a part of the radius; 0 for a full pie. */
  hole: number;
  /** Where the names stand. */
  names: 'outside' | 'inside' | 'legend';
  /** Which numbers are printed. */
  numbers: 'none' | 'value' | 'percent';
  /** Colour of the lines between slices. */
  border: string | null;
  thickness: number;
  /** Place of a slice that is pulled out. */
  pulled: number | null;
}

/** One slice: angles in degrees, clockwise from the top, `to` after `from`. */
export interface Slice {
  category: string;
  from: number;
  to: number;
  /** Centre of its arc; moved for a slice that is pulled out. */
  centre: Point;
}

/** A pie or a donut. */
export interface PieChart extends Size {
  table: ChartTable;
  /** Whether the data are parts of a hundred. */
  dataType: 'value' | 'percentage';
  style: PieStyle;
  look: Look;
  geometry: {
    radius: number;
    slices: Slice[];
    /** Lines from slices to their labels. */
    leaders: Point[][];
    legend: Legend | null;
    marks: ChartMark[];
    texts: ChartText[];
  };
}

/** The point at an angle and a distance from a centre. */
export function polar(centre: Point, degrees: number, distance: number): Point {
  const angle = (degrees * Math.PI) / 180;
  return { x: centre.x + Math.sin(angle) * distance, y: centre.y - Math.cos(angle) * distance };
}

/** Percentages of the total, exactly. */
export function percentages({ series }: ChartTable): number[] {
  const { values } = series[0];
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => (100 * value) / total);
}
