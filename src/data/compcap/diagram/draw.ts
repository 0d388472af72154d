import type { Canvas } from '../canvas.js';
import { legible } from '../code/legible.js';
import { clipEnds, drawEdge } from './draw-edge.js';
import { drawNode } from './draw-node.js';
import { headlineFont } from './fit.js';
import { type Diagram, nodeOf } from './meta.js';
import { labelFont } from './size-node.js';

/** Draws lines first, then nodes, then the labels of lines. */
export function drawDiagram(diagram: Diagram, canvas: Canvas): void {
  const { graph, look, geometry } = diagram;
  canvas.ground(look.page);
  drawTitle(diagram, canvas);
  graph.edges.forEach((edge, at) => {
    const ends = [edge.from, edge.to].map((id) => [nodeOf(graph, id), geometry.nodes[id]] as const);
    const points = clipEnds(geometry.edges[at].points, [...ends[0]], [...ends[1]]);
    drawEdge(edge, points, look, canvas);
  });
  for (const node of graph.nodes) drawNode(node, geometry.nodes[node.id], look, canvas);
  drawLabels(diagram, canvas);
}

export function drawTitle({ graph, look, geometry }: Diagram, canvas: Canvas): void {
  if (!geometry.title) return;
  const style = { font: headlineFont(look), ink: legible(look.ink, look.page), ground: look.page };
  canvas.text(graph.title, geometry.title, { ...style, align: 'centre' });
  canvas.element('title', graph.title, geometry.title);
}

/** The labels of edges on a patch of the page's colour. */
export function drawLabels({ graph, look, geometry }: Diagram, canvas: Canvas): void {
  graph.edges.forEach(({ label }, at) => {
    const box = geometry.edges[at].label;
    if (!label || !box) return;
    canvas.rectangle(box, { fill: look.page });
    canvas.text(label, box, { font: labelFont(look), ink: look.ink, ground: look.page, align: 'centre' });
    canvas.element('label', label, box);
  });
}
