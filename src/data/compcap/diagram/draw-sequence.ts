import type { Canvas } from '../canvas.js';
import { mixColours } from '../colours.js';
import { drawLabels, drawTitle } from './draw.js';
import { drawEdge } from './draw-edge.js';
import { drawNode } from './draw-node.js';
import type { Diagram } from './meta.js';

/** Draws lifelines first, then messages, then participants and the texts of messages. */
export function drawSequence(diagram: Diagram, canvas: Canvas): void {
  const { graph, look, geometry } = diagram;
  canvas.ground(look.page);
  drawTitle(diagram, canvas);
  const bottom = geometry.height - look.margin;
  for (const { id } of graph.nodes) {
    const { x, y, width, height } = geometry.nodes[id];
    const middle = x + width / 2;
    const line = [
      { x: middle, y: y + height },
      { x: middle, y: bottom },
    ];
    canvas.line(line, { stroke: mixColours(look.page, look.edge, 0.6), thickness: 1, dash: [6, 4] });
  }
  graph.edges.forEach((edge, at) => {
    drawEdge(edge, geometry.edges[at].points, look, canvas);
  });
  for (const node of graph.nodes) drawNode(node, geometry.nodes[node.id], look, canvas);
  drawLabels(diagram, canvas);
}
