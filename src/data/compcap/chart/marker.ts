import type { Canvas, Point } from '../canvas.js';

/** Shapes of points. */
export const MARKERS = ['circle', 'square', 'diamond', 'triangle', 'cross', 'ring'] as const;

export type Marker = (typeof MARKERS)[number];

/** Plural names of the shapes, as captions say them. */
export const MARKER_WORDS: Record<Marker, string> = {
  circle: 'circles',
  square: 'squares',
  diamond: 'diamonds',
  triangle: 'triangles',
  cross: 'crosses',
  ring: 'hollow circles',
};

/** Dashes of lines by their names. */
export const DASHES = {
  solid: [],
  dashed: [8, 5],
  dotted: [2, 4],
  'dash-dotted': [9, 4, 2, 4],
} as const satisfies Record<string, readonly number[]>;

export type Dash = keyof typeof DASHES;

export const DASH_NAMES = Object.keys(DASHES) as Dash[];

/** Draws one point of data, `size` pixels wide; `edge` is the colour inside a ring or around a filled shape. */
export function drawMarker(
  canvas: Canvas,
  marker: Marker,
  { x, y }: Point,
  size: number,
  fill: string,
  edge: string,
): void {
  const half = size / 2;
  const { context } = canvas;
  if (marker === 'cross') {
    context.beginPath();
    context.moveTo(x - half, y - half);
    context.lineTo(x + half, y + half);
    context.moveTo(x + half, y - half);
    context.lineTo(x - half, y + half);
    canvas.paint({ stroke: fill, thickness: Math.max(2, size / 4) });
  } else if (marker === 'circle' || marker === 'ring') {
    context.beginPath();
    context.arc(x, y, marker === 'ring' ? half - 1 : half, 0, 2 * Math.PI);
    canvas.paint(marker === 'ring' ? { fill: edge, stroke: fill, thickness: 2 } : { fill });
  } else if (marker === 'square') {
    canvas.rectangle({ x: x - half, y: y - half, width: size, height: size }, { fill });
  } else if (marker === 'diamond') {
    const reach = half * 1.25;
    canvas.polygon(
      [
        { x, y: y - reach },
        { x: x + reach, y },
        { x, y: y + reach },
        { x: x - reach, y },
      ],
      { fill },
    );
  } else {
    const reach = half * 1.2;
    canvas.polygon(
      [
        { x, y: y - reach },
        { x: x + reach, y: y + reach * 0.8 },
        { x: x - reach, y: y + reach * 0.8 },
      ],
      { fill },
    );
  }
}
