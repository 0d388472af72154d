import dagre from '@dagrejs/dagre';
import type { Point } from '../canvas.js';
import { lineHeight, textWidth } from '../fonts.js';
import type { Box, Size } from '../kind.js';
import type { DiagramLook, Geometry, Graph, Relation } from './meta.js';
import { labelFont, sizeNode } from './size-node.js';

/** Layered layout (dagre): nodes on ranks along the direction, room for the labels of edges. */
export function arrangeLayers({ nodes, edges }: Graph, look: DiagramLook): Geometry {
  const layered = new dagre.graphlib.Graph({ multigraph: true });
  const across = look.px * (look.tight ? 1.2 : 2.4);
  layered.setGraph({ rankdir: look.direction, nodesep: across, edgesep: look.px * 1.6, ranksep: look.px * 2 });
  for (const node of nodes) {
    const { width, height } = sizeNode(node, look);
    layered.setNode(node.id, { width, height });
  }
  edges.forEach(({ from, to, label, relation }, at) => {
    const { width, height } = labelSize(label, look);
    // Marks at the ends need room beside the label, along the direction.
    const ends = MARKED.includes(relation) ? (look.tight ? 30 : 40) : 0;
    const size = look.direction === 'LR' ? { width: width + ends, height } : { width, height: height + ends / 2 };
    layered.setEdge(from, to, { ...size, labelpos: 'c' }, String(at));
  });
  dagre.layout(layered);
  const boxes: Record<string, Box> = {};
  for (const { id } of nodes) boxes[id] = around(layered.node(id) as Centred);
  const lines = edges.map(({ from, to, label }, at) => {
    const placed = layered.edge(from, to, String(at)) as Centred & { points: Point[] };
    const points = placed.points.map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) }));
    return label ? { points, label: around({ ...placed, ...labelSize(label, look) }) } : { points };
  });
  const { width = 0, height = 0 } = layered.graph();
  return shift({ width, height, nodes: boxes, edges: lines }, look.margin);
}

/** Relations with a triangle, a diamond or a foot at an end. */
const MARKED: readonly Relation[] = ['relates', 'contains', 'gathers', 'inherits'];

function labelSize(label: string | undefined, look: DiagramLook): Size {
  if (!label) return { width: 0, height: 0 };
  const font = labelFont(look);
  return { width: textWidth(label, font) + 10, height: lineHeight(font) + 4 };
}

interface Centred {
  x: number;
  y: number;
  width: number;
  height: number;
}

function around({ x, y, width, height }: Centred): Box {
  return { x: Math.round(x - width / 2), y: Math.round(y - height / 2), width, height };
}

/** The geometry with a margin on every side, whatever its lines and labels reach. */
export function shift(geometry: Geometry, margin: number): Geometry {
  const boxes = [...Object.values(geometry.nodes), ...geometry.edges.flatMap(({ label }) => (label ? [label] : []))];
  const points = geometry.edges.flatMap((edge) => edge.points);
  const left = Math.min(...boxes.map(({ x }) => x), ...points.map(({ x }) => x));
  const top = Math.min(...boxes.map(({ y }) => y), ...points.map(({ y }) => y));
  const right = Math.max(...boxes.map(({ x, width }) => x + width), ...points.map(({ x }) => x));
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height), ...points.map(({ y }) => y));
  const [dx, dy] = [Math.ceil(margin - left), Math.ceil(margin - top)];
  return moved(
    { ...geometry, width: Math.ceil(right - left + 2 * margin), height: Math.ceil(bottom - top + 2 * margin) },
    dx,
    dy,
  );
}

/** All places moved; the size stays. */
export function moved(geometry: Geometry, dx: number, dy: number): Geometry {
  const box = (one: Box): Box => ({ ...one, x: one.x + dx, y: one.y + dy });
  const nodes = Object.fromEntries(Object.entries(geometry.nodes).map(([id, one]) => [id, box(one)]));
  const edges = geometry.edges.map(({ points, label }) => ({
    points: points.map(({ x, y }) => ({ x: x + dx, y: y + dy })),
    ...(label ? { label: box(label) } : {}),
  }));
  return { ...geometry, nodes, edges };
}
