import type { Painter } from '../painter.js';
import { COLOURS, THEMES } from '../palette.js';
import { ORDINALS } from '../words.js';
import { nameOf } from './caption.js';
import { isLarger } from './larger.js';
import type { Collage } from './meta.js';
import { fillShape } from './shape.js';

/** Paints every object in the middle of its cell, with rules between the cells where the collage has them. */
export function renderCollage(collage: Collage, painter: Painter): void {
  const { fill, faint } = THEMES[collage.theme];
  const [rows, columns] = [collage.cells.length, collage.cells[0].length];
  const pitch = { x: Math.floor(collage.width / columns), y: Math.floor(collage.height / rows) };
  painter.ground(fill);
  if (collage.rules) {
    for (let row = 1; row < rows; row++) {
      painter.fill({ x: 0, y: row * pitch.y, width: collage.width, height: 1 }, faint);
    }
    for (let column = 1; column < columns; column++) {
      painter.fill({ x: column * pitch.x, y: 0, width: 1, height: collage.height }, faint);
    }
  }
  const room = Math.min(pitch.x, pitch.y, LARGEST_CELL) - 4;
  collage.cells.forEach((line, row) => {
    line.forEach((object, column) => {
      const cell = { x: column * pitch.x, y: row * pitch.y, width: pitch.x, height: pitch.y };
      painter.mark(cell, wordsOf(collage, row, column));
      if (!object) return;
      const centre = { x: Math.round((column + 0.5) * pitch.x), y: Math.round((row + 0.5) * pitch.y) };
      const diameter = 2 * Math.round((room * object.scale) / 2);
      fillShape(painter.context, object.shape, centre, diameter, COLOURS[object.colour]);
      const corner = { x: centre.x - diameter / 2, y: centre.y - diameter / 2 };
      painter.mark({ ...corner, width: diameter, height: diameter }, `${object.colour} ${object.shape}`);
    });
  });
}

/** A single object must not fill a large picture. */
const LARGEST_CELL = 128;

/** All that is true of one cell, in the words of questions about it; rows are told from columns by ordinals. */
function wordsOf({ cells }: Collage, row: number, column: number): string {
  const object = cells[row][column];
  const others = cells.flat().filter((other) => other !== null && other !== object) as NonNullable<typeof object>[];
  const unmatched = object !== null && others.length > 0;
  return [
    nameOf(object),
    ORDINALS[row],
    column + 1,
    ...(unmatched && others.every((other) => isLarger(object, other)) ? ['largest'] : []),
    ...(unmatched && others.every((other) => isLarger(other, object)) ? ['smallest'] : []),
  ].join(' ');
}
