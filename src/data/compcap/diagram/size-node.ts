import { type Font, lineHeight, textWidth, wrapText } from '../fonts.js';
import type { Size } from '../kind.js';
import type { DiagramLook, DiagramNode } from './meta.js';

/** Widest line of a label in characters of the size of the font; longer labels are broken. */
const WIDEST = 9.5;

/** The lines of a label and the size that its node needs. */
export function sizeNode(node: DiagramNode, look: DiagramLook): Size & { lines: string[] } {
  const { role } = node;
  const dot = look.tight ? 14 : 20;
  if (role === 'initial' || role === 'final') return { width: dot, height: dot, lines: [] };
  const font = labelFont(look);
  const lines = node.sections ? [node.label] : wrapText(node.label, font, WIDEST * look.px);
  const width = Math.max(...lines.map((line) => textWidth(line, font)));
  const height = lines.length * lineHeight(font);
  if (node.sections) return { ...sizeRecord(node, look), lines };
  // A text of w by h fits into a diamond of 2w by 2h and into an ellipse of 1.42w by 1.42h; both need less for few lines.
  if (role === 'decision') {
    return look.tight
      ? { width: Math.ceil(1.7 * width + 12), height: Math.ceil(2 * height + 8), lines }
      : { width: Math.ceil(1.5 * width + 44), height: Math.ceil(1.6 * height + 30), lines };
  }
  if (look.tight) return { width: width + (role === 'data' ? 36 : 14), height: height + 8, lines };
  const [across, down] = role === 'root' ? [40, 28] : role === 'data' ? [48, 18] : [28, 18];
  return { width: width + across, height: height + down, lines };
}

function sizeRecord(node: DiagramNode, look: DiagramLook): Size {
  const rows = node.sections!.flat();
  const head = textWidth(node.label, titleFont(look));
  const width = Math.max(head, ...rows.map((row) => textWidth(row, labelFont(look)))) + (look.tight ? 12 : 24);
  const parts = node.sections!.map((section) => section.length * rowHeight(look) + sectionAir(look));
  return { width, height: headHeight(look) + parts.reduce((sum, part) => sum + part, 0) };
}

export function labelFont({ family, px }: DiagramLook): Font {
  return { family, px };
}

export function titleFont({ family, px }: DiagramLook): Font {
  return { family, style: 'bold', px };
}

/** Pixels above and below the lines of a section, together. */
export function sectionAir({ tight }: DiagramLook): number {
  return tight ? 4 : 10;
}

/** Height of one attribute or method. */
export function rowHeight({ px }: DiagramLook): number {
  return Math.ceil(px * 1.45);
}

/** Height of the name of a class or an entity. */
export function headHeight({ px, tight }: DiagramLook): number {
  return Math.ceil(px * (tight ? 1.6 : 2.1));
}
