import type { Canvas, Point } from '../canvas.js';
import type { Box } from '../kind.js';
import type { DiagramLook, DiagramNode, NodePaint, Role } from './meta.js';
import { headHeight, labelFont, rowHeight, sectionAir, sizeNode, titleFont } from './size-node.js';

/** Draws the shape of a node by its role, then its label; records it as an element. */
export function drawNode(node: DiagramNode, box: Box, look: DiagramLook, canvas: Canvas): void {
  const paint = look.paints[node.role]!;
  const { context } = canvas;
  context.save();
  if (look.shadow) {
    context.shadowColor = 'rgba(0, 0, 0, 0.3)';
    context.shadowBlur = 6;
    context.shadowOffsetY = 2;
  }
  outline(node, box, look, paint, canvas);
  context.restore();
  if (node.role === 'initial' || node.role === 'final') {
    canvas.element(node.role === 'initial' ? 'initial dot' : 'final dot', node.role, box);
    return;
  }
  canvas.element('node', node.label, box);
  if (node.sections) {
    drawRecord(node, box, look, paint, canvas);
    return;
  }
  const { lines } = sizeNode(node, look);
  const font = node.role === 'root' ? titleFont(look) : labelFont(look);
  canvas.lines(lines, box, { font, ink: paint.ink, ground: paint.fill, align: 'centre' });
}

function outline(
  { role }: DiagramNode,
  box: Box,
  look: DiagramLook,
  { fill, stroke }: NodePaint,
  canvas: Canvas,
): void {
  const { x, y, width, height } = box;
  const paint = { fill, stroke, thickness: look.thickness };
  const [cx, cy] = [x + width / 2, y + height / 2];
  const top = (at: number): Point => ({ x: at, y });
  const bottom = (at: number): Point => ({ x: at, y: y + height });
  const circle = (radius: number, style: typeof paint): void => {
    canvas.context.beginPath();
    canvas.context.arc(cx, cy, radius, 0, 2 * Math.PI);
    canvas.paint(style);
  };
  switch (role) {
    case 'decision':
      canvas.polygon([top(cx), { x: x + width, y: cy }, bottom(cx), { x, y: cy }], paint);
      break;
    case 'data':
      canvas.polygon([top(x + 14), top(x + width), bottom(x + width - 14), bottom(x)], paint);
      break;
    case 'initial':
      circle(width / 2 - 2, { ...paint, fill: look.edge, stroke: look.edge });
      break;
    case 'final':
      circle(width / 2 - 1, { ...paint, fill: look.page, stroke: look.edge });
      circle(width / 2 - 5, { ...paint, fill: look.edge, stroke: look.edge });
      break;
    default:
      canvas.roundedBox(box, radiusOf(role, height, look.corner), paint);
  }
}

function radiusOf(role: Role, height: number, corner: number): number {
  if (role === 'start' || role === 'end' || role === 'root') return height / 2;
  if (role === 'class' || role === 'entity') return 0;
  return role === 'state' ? Math.max(8, corner) : corner;
}

/** Name, then sections with a rule above each. */
function drawRecord(node: DiagramNode, box: Box, look: DiagramLook, paint: NodePaint, canvas: Canvas): void {
  const { ink, fill, stroke } = paint;
  const head = { ...box, height: headHeight(look) };
  canvas.text(node.label, head, { font: titleFont(look), ink, ground: fill, align: 'centre' });
  let y = head.y + head.height;
  for (const section of node.sections!) {
    canvas.line(
      [
        { x: box.x, y },
        { x: box.x + box.width, y },
      ],
      { stroke, thickness: look.thickness },
    );
    section.forEach((text, at) => {
      const inset = look.tight ? 5 : 10;
      const top = y + sectionAir(look) / 2 + at * rowHeight(look);
      const row = { x: box.x + inset, y: top, width: box.width - 2 * inset, height: rowHeight(look) };
      canvas.text(text, row, { font: labelFont(look), ink, ground: fill });
      canvas.element('member', `${node.label}: ${text}`, row);
    });
    y += section.length * rowHeight(look) + sectionAir(look);
  }
}
