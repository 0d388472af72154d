import type { Size } from '../../../picture/kind.js';
import type { Frame } from '../frame.js';
import type { Hatch } from '../hatch.js';
import type { Look, Tint } from '../look.js';
import type { Scale } from '../scale.js';
import type { ChartMark, ChartText } from '../sheet.js';
import type { ChartTable } from '../table.js';

export const BAR_FORMS = ['single', 'grouped', 'stacked'] as const;

export type BarForm = (typeof BAR_FORMS)[number];

/** The looks of bars; lists run along the series, or along the categories when `colourBy` says so. */
export interface BarStyle {
  orientation: 'vertical' | 'horizontal';
  colourBy: 'series' | 'category';
  tints: Tint[];
  hatches: Hatch[];
  border: string | null;
  thickness: number;
  /** The part of its slot that a bar or a group of bars takes. */
  share: number;
  /** Pixels between the bars of a group. */
  gap: number;
  /** Radius of the corners. */
  radius: number;
  /** Whether values are printed, and where. */
  values: 'none' | 'outside' | 'inside';
}

/** A bar chart: what it shows, its looks, and where everything is. */
export interface BarChart extends Size {
  form: BarForm;
  table: ChartTable;
  style: BarStyle;
  look: Look;
  scale: Scale;
  geometry: { frame: Frame; marks: ChartMark[]; texts: ChartText[] };
}

/** The place of a bar's colour and pattern in the lists of the style. */
export function tintIndex({ style }: Pick<BarChart, 'style'>, series: number, category: number): number {
  return style.colourBy === 'category' ? category : series;
}
