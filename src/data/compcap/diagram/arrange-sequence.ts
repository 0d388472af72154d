import { lineHeight, textWidth } from '../fonts.js';
import type { Box } from '../kind.js';
import { shift } from './arrange.js';
import type { DiagramLook, Geometry, Graph } from './meta.js';
import { labelFont, sizeNode } from './size-node.js';

/** How far an arrow to oneself reaches, in sizes of the font. */
const LOOP = 2.2;

/** Participants side by side, as far apart as the labels between them need; messages one below the other. */
export function arrangeSequence({ nodes, edges }: Graph, look: DiagramLook): Geometry {
  const font = labelFont(look);
  const sizes = nodes.map((node) => sizeNode(node, look));
  const height = Math.max(...sizes.map((size) => size.height));
  const place = new Map(nodes.map(({ id }, at) => [id, at]));
  // Left to right: each participant keeps the distance that every label ending at it needs.
  const centres: number[] = [];
  nodes.forEach((_, at) => {
    let x = at === 0 ? 0 : centres[at - 1] + (sizes[at - 1].width + sizes[at].width) / 2 + 2 * look.px;
    for (const { from, to, label } of edges) {
      const [low, high] = [place.get(from)!, place.get(to)!].sort((a, b) => a - b);
      const need = textWidth(label!, font) + 2 * look.px;
      if (low === high && low === at - 1) x = Math.max(x, centres[low] + need + LOOP * look.px);
      else if (high === at && low !== high) x = Math.max(x, centres[low] + need);
    }
    centres.push(Math.ceil(x));
  });
  const boxes: Record<string, Box> = {};
  nodes.forEach(({ id }, at) => {
    boxes[id] = { x: Math.round(centres[at] - sizes[at].width / 2), y: 0, width: sizes[at].width, height };
  });
  const room = lineHeight(font) + 4;
  const pitch = Math.round(room + look.px * 1.1);
  let y = height + Math.round(look.px * 0.8);
  const lines = edges.map(({ from, to, label }): Geometry['edges'][number] => {
    const [a, b] = [centres[place.get(from)!], centres[place.get(to)!]];
    const width = textWidth(label!, font) + 6;
    y += pitch;
    if (a !== b) {
      const box = { x: Math.round((a + b - width) / 2), y: y - room - 2, width, height: room };
      return {
        points: [
          { x: a, y },
          { x: b, y },
        ],
        label: box,
      };
    }
    const reach = Math.round(LOOP * look.px);
    const points = [
      { x: a, y: y - reach / 2 },
      { x: a + reach, y: y - reach / 2 },
      { x: a + reach, y: y + reach / 2 },
      { x: a, y: y + reach / 2 },
    ];
    const box = { x: a + reach + 5, y: Math.round(y - room / 2), width, height: room };
    y += Math.round(reach / 2);
    return { points, label: box };
  });
  const shifted = shift({ width: 0, height: 0, nodes: boxes, edges: lines }, look.margin);
  return { ...shifted, height: shifted.height + Math.round(look.px * 1.5) };
}
