import type { Random } from '../../../../base/random.js';
import { drawBackground } from '../../background.js';
import type { Cell, GridLayout } from '../../collage/geometry.js';
import { placeLayout } from '../../collage/geometry.js';
import { type Collage, sharedEntity } from '../../collage/meta.js';
import { drawEntity, drawRandom, drawSimilar, RETRIEVALS } from '../../collage/retrieve.js';
import type { Size } from '../../kind.js';
import type { Sources } from '../../sources.js';
import { drawFitting, drawRoom } from '../room.js';

/** Shortest side of a picture, and how far its ratio may be from 1, either way. */
const LEAST_SIDE = 54;
const MOST_RATIO = 2.4;

/** Draws a collage of two to four pictures in a grid, at times with one cell that spans two. */
export function sampleSmallCollage(random: Random, sources: Sources, room: Size = drawRoom(random)): Collage {
  return drawFitting('a collage', room, () => {
    const layout = drawGrid(random, room);
    if (!layout) return undefined;
    const { size, boxes } = placeLayout(layout);
    const retrieval = random.pick(RETRIEVALS);
    const draw = { random: drawRandom, similarity: drawSimilar, entity: drawEntity }[retrieval];
    const chosen = draw(random, sources, boxes.length);
    if (!chosen || chosen.length < boxes.length) return undefined;
    const shared = retrieval === 'entity' ? sharedEntity(chosen) : undefined;
    return {
      ...size,
      layout,
      retrieval,
      ...(shared === undefined ? {} : { entity: shared }),
      pictures: chosen.map(({ id, width, height, caption, phrase, licence, entities }, at) => ({
        ...{ id, width, height, caption },
        ...(phrase === undefined ? {} : { phrase }),
        ...{ licence, entities, box: boxes[at] },
      })),
      background: drawBackground(random),
      radius: layout.gap > 2 && random.chance(0.3) ? 6 : 0,
      frame: 0,
    };
  });
}

/** A grid that fills the room, or nearly; none where its cells would be too small or too long. */
function drawGrid(random: Random, room: Size): GridLayout | undefined {
  const [rows, columns] = random.pick([
    [1, 2],
    [2, 1],
    [2, 2],
    [2, 2],
    [1, 3],
    [3, 1],
  ] as const);
  const [gap, padding] = [random.pick([0, 2, 4, 6]), random.pick([0, 0, 3, 6])];
  const side = (whole: number, count: number): number => {
    return Math.floor((whole * (1 - 0.12 * random.uniform()) - 2 * padding - (count - 1) * gap) / count);
  };
  const [cellWidth, cellHeight] = [side(room.width, columns), side(room.height, rows)];
  const cells = cellsOf(random, rows, columns);
  const layout: GridLayout = { kind: 'grid', rows, columns, cells, cellWidth, cellHeight, gap, padding };
  const fits = placeLayout(layout).boxes.every(({ width, height }) => {
    return Math.min(width, height) >= LEAST_SIDE && Math.max(width / height, height / width) <= MOST_RATIO;
  });
  return fits ? layout : undefined;
}

/** All cells of a grid; of four, two neighbours may be one. */
function cellsOf(random: Random, rows: number, columns: number): Cell[] {
  const cells = Array.from({ length: rows * columns }, (_, at): Cell => {
    return { row: Math.floor(at / columns), column: at % columns, rows: 1, columns: 1 };
  });
  if (cells.length < 4 || !random.chance(0.4)) return cells;
  const [tall, second] = [random.chance(0.5), random.chance(0.5)];
  const line = second ? 1 : 0;
  const kept = cells.filter(({ row, column }) => !(tall ? column === line && row === 1 : row === line && column === 1));
  return kept.map((cell) => {
    if (tall) return cell.column === line ? { ...cell, rows: 2 } : cell;
    return cell.row === line ? { ...cell, columns: 2 } : cell;
  });
}
