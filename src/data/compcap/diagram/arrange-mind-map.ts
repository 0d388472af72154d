import type { Point } from '../canvas.js';
import type { Box } from '../kind.js';
import { shift } from './arrange.js';
import type { DiagramLook, Geometry, Graph } from './meta.js';
import { nodeOf } from './meta.js';
import { sizeNode } from './size-node.js';

/** The root in the middle, branches on both sides (or all to the right, or below one another), leaves beyond them. */
export function arrangeMindMap(graph: Graph, look: DiagramLook): Geometry {
  const below = (id: string): string[] => graph.edges.filter(({ from }) => from === id).map(({ to }) => to);
  const size = (id: string) => sizeNode(nodeOf(graph, id), look);
  const [root] = graph.nodes;
  const branches = below(root.id);
  const gap = Math.round(look.px * 0.9);
  const reach = Math.round(look.px * (look.tight ? 1.8 : 3));
  const boxes: Record<string, Box> = {};
  const { width, height } = size(root.id);
  boxes[root.id] = { x: -Math.round(width / 2), y: -Math.round(height / 2), width, height };
  const both = look.direction === 'TB';
  const sides = both
    ? [branches.filter((_, at) => at % 2 === 0), branches.filter((_, at) => at % 2 === 1)]
    : [branches];
  sides.forEach((side, at) => {
    const sign = at === 0 ? 1 : -1;
    const widest = Math.max(...side.map((id) => size(id).width), 0);
    const heights = side.map((id) => {
      const leaves = below(id).reduce((sum, leaf) => sum + size(leaf).height + gap, -gap);
      return Math.max(size(id).height, leaves);
    });
    let top = -Math.round((heights.reduce((sum, one) => sum + one, 0) + (side.length - 1) * 2 * gap) / 2);
    side.forEach((id, place) => {
      const edge = width / 2 + reach;
      boxes[id] = placed(size(id), sign, edge, top + heights[place] / 2);
      const leaves = below(id);
      const tall = leaves.reduce((sum, leaf) => sum + size(leaf).height + gap, -gap);
      let y = top + (heights[place] - tall) / 2;
      for (const leaf of leaves) {
        boxes[leaf] = placed(size(leaf), sign, edge + widest + reach, y + size(leaf).height / 2);
        y += size(leaf).height + gap;
      }
      top += heights[place] + 2 * gap;
    });
  });
  const edges = graph.edges.map(({ from, to }) => ({ points: joined(boxes[from], boxes[to]) }));
  return shift({ width: 0, height: 0, nodes: boxes, edges }, look.margin);
}

function placed({ width, height }: { width: number; height: number }, sign: number, edge: number, middle: number): Box {
  const x = sign > 0 ? edge : -edge - width;
  return { x: Math.round(x), y: Math.round(middle - height / 2), width, height };
}

/** From the side of one box to the facing side of the other, with two points that make a soft bend. */
function joined(from: Box, to: Box): Point[] {
  const right = to.x > from.x;
  const a = { x: right ? from.x + from.width : from.x, y: from.y + from.height / 2 };
  const b = { x: right ? to.x : to.x + to.width, y: to.y + to.height / 2 };
  const middle = Math.round((a.x + b.x) / 2);
  return [a, { x: middle, y: a.y }, { x: middle, y: b.y }, b];
}
