import type { Random } from '../../../../base/random.js';
import type { Collage } from '../../collage/meta.js';
import { linesOf } from '../../collage/telling.js';
import { sentenceCase } from '../../words.js';

/** Number of pictures, how they are arranged, and what each of them shows, line by line. */
export function captionSmallCollage(collage: Collage, random: Random): string {
  const { by, lines } = linesOf(collage);
  const count = `${collage.pictures.length} pictures`;
  const noun = by === 'rows' ? 'row' : 'column';
  const way = lines.length === 1 ? `1 ${noun}` : `${lines.length} ${noun}s`;
  const start = random.pick([
    `A collage of ${count} in ${way}.`,
    `A collage with ${way} shows ${count}.`,
    `This is a collage of ${count} in ${way}.`,
  ]);
  const told = lines.map(({ name, pictures }) => {
    const list = pictures.map(({ phrase, caption }) => phrase ?? caption).join('; ');
    const order = by === 'rows' ? 'From left to right' : 'From top to bottom';
    return `${name === '' ? order : sentenceCase(name)}: ${list}.`;
  });
  return [start, ...told].join(' ');
}
