import type { Random } from '../../../base/random.js';
import { overlap, type Point, smallestText } from '../canvas.js';
import { type Font, lineHeight, textWidth } from '../fonts.js';
import type { Box } from '../kind.js';
import { moved } from './arrange.js';
import { drawDiagramLook } from './look.js';
import type { Diagram, DiagramLook, DiagramName, Geometry, Graph } from './meta.js';

const MOST_PIXELS = 980;
const MOST_IN_A_ROW = 9;
/** In sizes of the font. */
const LONGEST = 72;

/** Draws graphs and looks until one can be read: large enough text, nothing on top of anything else. */
export function fitDiagram(
  random: Random,
  name: DiagramName,
  drawGraph: (random: Random) => Graph,
  arrange: (graph: Graph, look: DiagramLook) => Geometry,
): Diagram {
  for (;;) {
    const graph = drawGraph(random);
    let hopeless = false;
    for (let attempt = 0; attempt < 4 && !hopeless; attempt++) {
      const drawn = drawDiagramLook(random);
      // Each attempt is a little smaller. Many nodes in a row never fit from left to right.
      const px = Math.max(12, drawn.px - attempt);
      const wide = drawn.direction === 'LR' && graph.nodes.length <= MOST_IN_A_ROW;
      for (const direction of wide ? (['LR', 'TB'] as const) : (['TB'] as const)) {
        const look = { ...drawn, px, direction };
        const geometry = withTitle(arrange(graph, look), graph, look);
        const { width, height } = geometry;
        // Sizes grow with the font: a graph that is far too long for one is too long for all.
        hopeless = direction === 'TB' && Math.max(width, height) > LONGEST * px;
        if (Math.max(width, height) > MOST_PIXELS || look.px < smallestText({ width, height })) continue;
        if (isClear(graph, geometry)) return { width, height, name, graph, look, geometry };
      }
    }
  }
}

/** True when no node or label stands on another one, and no line runs through a node or a label that is not its own. */
export function isClear({ edges }: Graph, geometry: Geometry): boolean {
  const labels = geometry.edges.flatMap(({ label }) => (label ? [label] : []));
  const boxes = [...Object.values(geometry.nodes), ...labels];
  if (boxes.some((box, at) => boxes.slice(at + 1).some((other) => overlap(box, other)))) return false;
  return geometry.edges.every(({ points, label }, at) => {
    const own = [geometry.nodes[edges[at].from], geometry.nodes[edges[at].to], label];
    const foreign = boxes.filter((box) => !own.includes(box));
    return foreign.every((box) => points.slice(1).every((to, i) => !crosses(points[i], to, box)));
  });
}

/** True when a line runs through a box (Liang and Barsky). */
function crosses(from: Point, to: Point, { x, y, width, height }: Box): boolean {
  let [start, end] = [0, 1];
  for (const [change, low, high] of [
    [to.x - from.x, x - from.x, x + width - from.x],
    [to.y - from.y, y - from.y, y + height - from.y],
  ]) {
    if (change === 0 && (low > 0 || high < 0)) return false;
    if (change === 0) continue;
    const [a, b] = change > 0 ? [low / change, high / change] : [high / change, low / change];
    [start, end] = [Math.max(start, a), Math.min(end, b)];
    if (start > end) return false;
  }
  return true;
}

/** Room for the title above the diagram. */
export function withTitle(geometry: Geometry, { title }: Graph, look: DiagramLook): Geometry {
  if (!look.titled) return geometry;
  const font = headlineFont(look);
  const room = lineHeight(font) + 10;
  const wide = textWidth(title, font) + 2 * look.margin;
  const extra = Math.max(0, wide - geometry.width);
  const placed = moved(geometry, Math.floor(extra / 2), room);
  const [width, height] = [geometry.width + extra, geometry.height + room];
  return {
    ...placed,
    width,
    height,
    title: { x: 0, y: Math.max(0, look.margin - 8), width, height: lineHeight(font) + 4 },
  };
}

export function headlineFont({ family, px, tight }: DiagramLook): Font {
  return { family, style: 'bold', px: tight ? px : Math.round(px * 1.25) };
}
