import type { SKRSContext2D } from '@napi-rs/canvas';

/** Traces a shape around the origin; it fits into the square from -1 to 1. */
type Trace = (context: SKRSContext2D) => void;

/** The shapes of a collage by name. */
export const SHAPES = {
  circle: (context) => context.arc(0, 0, 0.95, 0, 2 * Math.PI),
  square: (context) => context.rect(-0.85, -0.85, 1.7, 1.7),
  triangle: (context) => polygon(context, [0, -0.95, 1, 0.85, -1, 0.85]),
  diamond: (context) => polygon(context, [0, -1, 0.72, 0, 0, 1, -0.72, 0]),
  star: (context) => polygon(context, starPoints(5, 1, 0.42)),
  heart: traceHeart,
  cross: traceCross,
  ring: traceRing,
} as const satisfies Record<string, Trace>;

export type Shape = keyof typeof SHAPES;

export const SHAPE_NAMES = Object.keys(SHAPES) as Shape[];

/** Fills a shape of the given diameter around a point. */
export function fillShape(
  context: SKRSContext2D,
  shape: Shape,
  centre: { x: number; y: number },
  diameter: number,
  colour: string,
): void {
  context.save();
  context.translate(centre.x, centre.y);
  context.scale(diameter / 2, diameter / 2);
  context.fillStyle = colour;
  context.beginPath();
  SHAPES[shape](context);
  context.fill('evenodd');
  context.restore();
}

/** `points` is x, y, x, y, … */
function polygon(context: SKRSContext2D, points: readonly number[]): void {
  context.moveTo(points[0], points[1]);
  for (let i = 2; i < points.length; i += 2) context.lineTo(points[i], points[i + 1]);
  context.closePath();
}

function starPoints(tips: number, outer: number, inner: number): number[] {
  return Array.from({ length: 2 * tips }, (_, i) => {
    const angle = (i * Math.PI) / tips - Math.PI / 2;
    const radius = i % 2 === 0 ? outer : inner;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  }).flat();
}

function traceHeart(context: SKRSContext2D): void {
  context.moveTo(0, 0.95);
  context.bezierCurveTo(-0.5, 0.5, -1, 0.2, -1, -0.35);
  context.bezierCurveTo(-1, -1.05, -0.2, -1.05, 0, -0.45);
  context.bezierCurveTo(0.2, -1.05, 1, -1.05, 1, -0.35);
  context.bezierCurveTo(1, 0.2, 0.5, 0.5, 0, 0.95);
  context.closePath();
}

function traceCross(context: SKRSContext2D): void {
  const arm = 0.32;
  polygon(context, [
    ...[-arm, -0.95, arm, -0.95, arm, -arm, 0.95, -arm, 0.95, arm, arm, arm],
    ...[arm, 0.95, -arm, 0.95, -arm, arm, -0.95, arm, -0.95, -arm, -arm, -arm],
  ]);
}

/** Two circles; the even-odd rule leaves the hole. */
function traceRing(context: SKRSContext2D): void {
  context.arc(0, 0, 0.95, 0, 2 * Math.PI);
  context.closePath();
  context.moveTo(0.5, 0);
  context.arc(0, 0, 0.5, 0, 2 * Math.PI);
  context.closePath();
}
