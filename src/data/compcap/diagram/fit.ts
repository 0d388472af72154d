import type { Random } from '../../../base/random.js';
import { overlap, smallestText } from '../canvas.js';
import { type Font, lineHeight, textWidth } from '../fonts.js';
import { moved } from './arrange.js';
import { drawDiagramLook } from './look.js';
import type { Diagram, DiagramLook, DiagramName, Geometry, Graph } from './meta.js';

export const MOST_PIXELS = 980;

/** Draws graphs and looks until one can be read: large enough text, nothing on top of anything else. */
export function fitDiagram(
  random: Random,
  name: DiagramName,
  drawGraph: (random: Random) => Graph,
  arrange: (graph: Graph, look: DiagramLook) => Geometry,
): Diagram {
  for (;;) {
    const graph = drawGraph(random);
    for (let attempt = 0; attempt < 4; attempt++) {
      const look = drawDiagramLook(random);
      const geometry = withTitle(arrange(graph, look), graph, look);
      const { width, height } = geometry;
      if (Math.max(width, height) > MOST_PIXELS || look.px < smallestText({ width, height })) continue;
      if (clear(geometry)) return { width, height, name, graph, look, geometry };
    }
  }
}

/** True when no node or label stands on another one. */
export function clear({ nodes, edges }: Geometry): boolean {
  const boxes = [...Object.values(nodes), ...edges.flatMap(({ label }) => (label ? [label] : []))];
  return boxes.every((box, at) => boxes.slice(at + 1).every((other) => !overlap(box, other)));
}

/** Room for the title above the diagram. */
function withTitle(geometry: Geometry, { title }: Graph, look: DiagramLook): Geometry {
  if (!look.titled) return geometry;
  const font = headlineFont(look);
  const room = lineHeight(font) + 10;
  const wide = textWidth(title, font) + 2 * look.margin;
  const extra = Math.max(0, wide - geometry.width);
  const placed = moved(geometry, Math.floor(extra / 2), room);
  const [width, height] = [geometry.width + extra, geometry.height + room];
  return { ...placed, width, height, title: { x: 0, y: look.margin - 8, width, height: lineHeight(font) + 4 } };
}

export function headlineFont({ family, px }: DiagramLook): Font {
  return { family, style: 'bold', px: Math.round(px * 1.25) };
}
