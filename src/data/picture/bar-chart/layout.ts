import { lineHeight, textWidth } from '../font.js';
import type { Box } from '../kind.js';
import { snap } from '../painter.js';
import { NOUNS } from '../words.js';
import type { BarChart } from './meta.js';

/** Where one bar, its label and its value go. */
export interface BarSlot {
  bar: Box;
  label: Box;
  value: Box;
}

/** The measures of a chart before its values are known. */
export interface BarLayout {
  title: Box | null;
  /** Start of the axis and its length, along the feet of the bars. */
  axis: Box;
  /** Widest label in pixels. */
  labelRoom: number;
  /** Length in pixels of the bar with the largest value. */
  longest: number;
  /** False when the slots are too narrow for a value of two digits. */
  roomy: boolean;
  /** The boxes of bar `index` when the bar is `length` pixels long. */
  slot(index: number, length: number): BarSlot;
}

const MARGIN = 4;

/** A chart before its bars are chosen. */
export type BarFrame = Omit<BarChart, 'bars'>;

/** Places `count` bars; pure arithmetic, used to choose what fits and then to draw it. */
export function layoutBars(chart: BarFrame, count: number): BarLayout {
  const line = lineHeight(chart.font);
  const title = chart.title === null ? null : { x: MARGIN, y: MARGIN, width: chart.width - 2 * MARGIN, height: line };
  const top = title ? title.y + title.height + 4 : MARGIN;
  return chart.orientation === 'vertical' ? vertical(chart, count, title, top) : horizontal(chart, count, title, top);
}

function vertical(chart: BarFrame, count: number, title: Box | null, top: number): BarLayout {
  const line = lineHeight(chart.font);
  const pitch = Math.min(2 * Math.floor((chart.width - 2 * MARGIN) / count / 2), 64);
  const left = snap((chart.width - pitch * count) / 2);
  const feet = snap(chart.height) - MARGIN - line;
  const thickness = snap(pitch * 0.75);
  return {
    title,
    axis: { x: left, y: feet, width: pitch * count, height: 1 },
    labelRoom: pitch - 6,
    longest: feet - top - line,
    roomy: pitch >= textWidth('99', chart.font) + 4,
    slot: (index, length) => {
      const x = left + index * pitch;
      const bar = { x: x + Math.floor((pitch - thickness) / 2), y: feet - length, width: thickness, height: length };
      return {
        bar,
        label: { x: x + 2, y: feet, width: pitch - 4, height: line },
        value: { x, y: snap(bar.y) - line, width: pitch, height: line },
      };
    },
  };
}

function horizontal(chart: BarFrame, count: number, title: Box | null, top: number): BarLayout {
  const line = lineHeight(chart.font);
  const pitch = Math.min(snap((chart.height - top - MARGIN) / count), 48);
  const first = top + snap((chart.height - top - MARGIN - pitch * count) / 2);
  const labelRoom = Math.ceil(Math.max(...NOUNS.map((noun) => textWidth(noun, chart.font))) / 4) * 4;
  const feet = MARGIN + labelRoom + 4;
  const valueRoom = textWidth('99', chart.font) + 8;
  const thickness = Math.max(snap(pitch * 0.7), 12);
  return {
    title,
    axis: { x: feet, y: first, width: 1, height: pitch * count },
    labelRoom,
    longest: chart.width - MARGIN - valueRoom - feet,
    roomy: pitch >= line,
    slot: (index, length) => {
      const y = first + index * pitch;
      const middle = y + snap((pitch - line) / 2);
      return {
        bar: { x: feet, y: y + Math.floor((pitch - thickness) / 2), width: length, height: thickness },
        label: { x: MARGIN, y: middle, width: labelRoom, height: line },
        value: { x: feet + length + 4, y: middle, width: valueRoom - 4, height: line },
      };
    },
  };
}
