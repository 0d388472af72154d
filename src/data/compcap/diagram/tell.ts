import { joinWords } from '../words.js';
import type { DiagramNode } from './meta.js';

/** A label as captions write it. */
export function quoted(label: string): string {
  return `"${label}"`;
}

/** Labels of nodes, in a row. */
export function quotedList(nodes: readonly Pick<DiagramNode, 'label'>[]): string {
  return joinWords(nodes.map(({ label }) => quoted(label)));
}

/** A short id: A to Z, then A1 and so on. */
export function identify(place: number): string {
  const letter = String.fromCharCode(65 + (place % 26));
  return place < 26 ? letter : letter + Math.floor(place / 26);
}
