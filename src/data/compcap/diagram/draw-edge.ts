import type { Canvas, Point } from '../canvas.js';
import type { Box } from '../kind.js';
import type { DiagramEdge, DiagramLook, DiagramNode, Many } from './meta.js';

/** Draws the line of an edge with what its relation has at the ends. */
export function drawEdge(edge: DiagramEdge, points: readonly Point[], look: DiagramLook, canvas: Canvas): void {
  const dash = edge.relation === 'reply' || edge.relation === 'uses' ? [5, 4] : [];
  const paint = { stroke: look.edge, thickness: look.thickness, dash };
  const angular = look.curve === 'straight' || edge.relation === 'reply' || edge.relation === 'call';
  trace(points, edge.relation === 'holds' && look.curve === 'round' ? 'soft' : angular ? 'straight' : 'round', canvas);
  canvas.paint(paint);
  const [last, before] = [points[points.length - 1], points[points.length - 2]];
  const [first, next] = [points[0], points[1]];
  const { edge: stroke, page, thickness } = look;
  const solid = { stroke, thickness };
  switch (edge.relation) {
    case 'inherits':
      canvas.polygon(headAt(last, before, 13, 7), { ...solid, fill: page });
      break;
    case 'contains':
    case 'gathers':
      canvas.polygon(diamondAt(first, next), { ...solid, fill: edge.relation === 'contains' ? stroke : page });
      break;
    case 'relates':
      drawMany(edge.many![0], first, next, look, canvas);
      drawMany(edge.many![1], last, before, look, canvas);
      break;
    case 'holds':
      break;
    case 'uses':
    case 'reply': {
      const [tip, left, right] = headAt(last, before, 10, 5);
      canvas.line([left, tip, right], solid);
      break;
    }
    default:
      canvas.polygon(headAt(last, before, 10, 5), { fill: stroke });
  }
}

/** A path through points: straight, with round corners, or one soft bend as in mind maps. */
function trace(points: readonly Point[], curve: 'straight' | 'round' | 'soft', { context }: Canvas): void {
  context.beginPath();
  context.moveTo(points[0].x, points[0].y);
  for (let at = 1; at < points.length; at++) {
    const [before, here, next] = [points[at - 1], points[at], points[at + 1]];
    if (next === undefined || curve === 'straight') context.lineTo(here.x, here.y);
    else if (curve === 'soft') {
      const end = at === points.length - 2 ? next : { x: (here.x + next.x) / 2, y: (here.y + next.y) / 2 };
      context.quadraticCurveTo(here.x, here.y, end.x, end.y);
      if (end === next) return;
    } else {
      // Labels stand at the points of a line, so that a corner must stay near its point.
      const room = Math.min(distance(before, here), distance(here, next)) / 2;
      context.arcTo(here.x, here.y, next.x, next.y, Math.min(12, room));
    }
  }
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** Tip, left and right corner of an arrow head. */
function headAt(tip: Point, from: Point, length: number, half: number): [Point, Point, Point] {
  const { x, y } = unit(from, tip);
  const back = { x: tip.x - x * length, y: tip.y - y * length };
  return [tip, { x: back.x - y * half, y: back.y + x * half }, { x: back.x + y * half, y: back.y - x * half }];
}

function diamondAt(tip: Point, from: Point): Point[] {
  const [start, left, right] = headAt(tip, from, 9, 5);
  const { x, y } = unit(from, tip);
  return [start, left, { x: tip.x - 18 * x, y: tip.y - 18 * y }, right];
}

/** Marks of the crow's foot notation: a bar for one, a ring for zero, a foot for many. */
function drawMany(many: Many, tip: Point, from: Point, { edge, page, thickness }: DiagramLook, canvas: Canvas): void {
  const { x, y } = unit(from, tip);
  const solid = { stroke: edge, thickness };
  const at = (back: number, side: number): Point => ({
    x: tip.x - x * back - y * side,
    y: tip.y - y * back + x * side,
  });
  const bar = (back: number): void => canvas.line([at(back, 6), at(back, -6)], solid);
  if (many.endsWith('more')) {
    for (const side of [7, -7]) canvas.line([at(11, 0), at(0, side)], solid);
  } else bar(6);
  if (many === 'one') bar(11);
  if (many === 'one or more') bar(15);
  if (many.startsWith('one')) return;
  const ring = at(many === 'zero or one' ? 14 : 15, 0);
  canvas.context.beginPath();
  canvas.context.arc(ring.x, ring.y, 4, 0, 2 * Math.PI);
  canvas.paint({ ...solid, fill: page });
}

function unit(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
}

/** Line ends moved from the box around a diamond or a circle to its outline. */
export function clipEnds(points: readonly Point[], from: [DiagramNode, Box], to: [DiagramNode, Box]): Point[] {
  const list = [...points];
  list[0] = clip(list[0], list[1], ...from);
  list[list.length - 1] = clip(list[list.length - 1], list[list.length - 2], ...to);
  return list;
}

function clip(end: Point, before: Point, { role }: DiagramNode, box: Box): Point {
  if (role !== 'decision') return end;
  const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const [dx, dy] = [before.x - centre.x, before.y - centre.y];
  // On a diamond |x| / (w / 2) + |y| / (h / 2) = 1.
  const share = 1 / ((2 * Math.abs(dx)) / box.width + (2 * Math.abs(dy)) / box.height);
  return { x: centre.x + dx * share, y: centre.y + dy * share };
}
