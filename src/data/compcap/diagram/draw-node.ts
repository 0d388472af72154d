import type { Canvas } from '../canvas.js';
import type { Box } from '../kind.js';
import type { DiagramLook, DiagramNode, NodePaint } from './meta.js';
import { headHeight, labelFont, rowHeight, sizeNode, titleFont } from './size-node.js';

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
  if (node.sections) return drawRecord(node, box, look, paint, canvas);
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
  const circle = (radius: number, style: typeof paint): void => {
    canvas.context.beginPath();
    canvas.context.arc(cx, cy, radius, 0, 2 * Math.PI);
    canvas.paint(style);
  };
  switch (role) {
    case 'decision':
      return canvas.polygon(
        [
          { x: cx, y },
          { x: x + width, y: cy },
          { x: cx, y: y + height },
          { x, y: cy },
        ],
        paint,
      );
    case 'data':
      return canvas.polygon(
        [
          { x: x + 14, y },
          { x: x + width, y },
          { x: x + width - 14, y: y + height },
          { x, y: y + height },
        ],
        paint,
      );
    case 'start':
    case 'end':
    case 'root':
      return canvas.roundedBox(box, height / 2, paint);
    case 'initial':
      return circle(width / 2 - 2, { ...paint, fill: look.edge, stroke: look.edge });
    case 'final':
      circle(width / 2 - 1, { ...paint, fill: look.page, stroke: look.edge });
      return circle(width / 2 - 5, { ...paint, fill: look.edge, stroke: look.edge });
    case 'state':
      return canvas.roundedBox(box, Math.max(8, look.corner), paint);
    case 'class':
    case 'entity':
      return canvas.rectangle(box, paint);
    default:
      return canvas.roundedBox(box, look.corner, paint);
  }
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
      const row = { x: box.x + 10, y: y + 5 + at * rowHeight(look), width: box.width - 20, height: rowHeight(look) };
      canvas.text(text, row, { font: labelFont(look), ink, ground: fill });
      canvas.element('member', `${node.label}: ${text}`, row);
    });
    y += section.length * rowHeight(look) + 10;
  }
}
