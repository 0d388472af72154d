import type { Size } from '../../../picture/kind.js';
import type { Point } from '../../canvas.js';
import type { Frame } from '../frame.js';
import type { Look, Tint } from '../look.js';
import type { Dash, Marker } from '../marker.js';
import type { Scale } from '../scale.js';
import type { ChartMark, ChartText } from '../sheet.js';
import type { ChartTable } from '../table.js';

/** Lines, or areas one upon the other. */
export type CourseForm = 'line' | 'area';

/** The looks of lines and areas; lists run along the series. */
export interface CourseStyle {
  tints: Tint[];
  dashes: Dash[];
  thickness: number;
  /** None where points are not marked. */
  markers: (Marker | null)[];
  markerSize: number;
  curve: 'straight' | 'smooth' | 'step';
  /** Values printed at the points. */
  values: boolean;
  /** Colour of the edges of areas. */
  edge: string | null;
  /** Whether the first and last points lie on the sides of the area of data. */
  spread: 'slots' | 'ends';
}

/** One series as it is drawn: its points, and those of its lower edge where it is an area. */
export interface Course {
  name: string;
  upper: Point[];
  lower: Point[];
}

/** A chart of values in the order of their categories, mostly times. */
export interface CourseChart extends Size {
  form: CourseForm;
  table: ChartTable;
  style: CourseStyle;
  look: Look;
  scale: Scale;
  geometry: { frame: Frame; courses: Course[]; marks: ChartMark[]; texts: ChartText[] };
}
