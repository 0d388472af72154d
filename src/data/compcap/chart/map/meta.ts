import type { Box, Size } from '../../../picture/kind.js';
import type { LegendEntry } from '../legend.js';
import type { Look, Tint } from '../look.js';
import type { ChartMark, ChartText } from '../sheet.js';
import type { Scope } from './atlas.js';

/** A region with what it shows: a number, a class, or nothing. */
export interface MapRegion {
  name: string;
  /** None where the value dropped out, or where the map shows classes without numbers. */
  value: number | null;
  /** Place in the list of classes; none for a colour bar and for regions without data. */
  level: number | null;
  hex: string;
}

/** `bar`: colours run on; `bins`: ranges of numbers; `classes`: names. */
export type MapForm = 'bar' | 'bins' | 'classes';

export interface MapScale {
  low: number;
  high: number;
  step: number;
  /** Colours from the lowest to the highest value, evenly spaced. */
  ramp: string[];
}

export interface MapStyle {
  border: string;
  thickness: number;
  labels: 'none' | 'names' | 'codes';
  projection: string;
}

/** Where the parts of the legend are. */
export interface MapLegend {
  /** The colour bar, low to high from left to right or from bottom to top. */
  bar: Box | null;
  entries: LegendEntry[];
  frame: Box;
}

/** A choropleth map. */
export interface MapChart extends Size {
  scope: Scope;
  title: string | null;
  measure: string;
  unit: string | null;
  form: MapForm;
  regions: MapRegion[];
  /** For `bar` and `bins`. */
  scale: MapScale | null;
  /** Names or ranges with their colours, for `bins` and `classes`. */
  classes: { text: string; tint: Tint }[];
  /** Regions without data: what the legend calls them, and their colour. */
  missing: { text: string; tint: Tint };
  style: MapStyle;
  look: Look;
  geometry: {
    /** The map's box, and its size relative to the atlas. */
    map: Box;
    zoom: number;
    /** Regions large enough to be spoken of. */
    visible: string[];
    legend: MapLegend;
    marks: ChartMark[];
    texts: ChartText[];
  };
}

/** True when some region has no data. */
export function hasMissing({ regions, form }: Pick<MapChart, 'regions' | 'form'>): boolean {
  return regions.some((region) => isMissing(region, form));
}

export function isMissing({ value, level }: MapRegion, form: MapForm): boolean {
  return form === 'classes' ? level === null : value === null;
}

/** The measure with its unit. */
export function mapMeasure({ measure, unit }: Pick<MapChart, 'measure' | 'unit'>): string {
  return unit === null ? measure : `${measure} (${unit})`;
}
