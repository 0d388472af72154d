import type { Random } from '../../../base/random.js';
import type { Size } from '../kind.js';
import { type Colour, coloursOn, THEME_NAMES, type ThemeName } from '../palette.js';
import { SHAPE_NAMES, type Shape } from './shape.js';

/** One object; `scale` is its diameter as a share of the cell. */
export interface CollageObject {
  shape: Shape;
  colour: Colour;
  scale: number;
}

/** A grid of cells, row by row; `null` is an empty cell. At least one cell holds an object. */
export interface Collage extends Size {
  cells: (CollageObject | null)[][];
  theme: ThemeName;
  rules: boolean;
}

/** Diameters as shares of the cell; neighbours in this list are told apart by eye. */
export const SCALES = [0.5, 0.7, 0.9] as const;

/** The word for an object's size within its cell. */
export function sizeOf(scale: CollageObject['scale']): string {
  return ['small', 'medium', 'large'][(SCALES as readonly number[]).indexOf(scale)];
}

const MOST_CELLS = 9;
const SMALLEST_CELL = 33;

/** Draws a grid of one to three rows and one to four columns, nine cells at most, rarely a single one. */
export function sampleCollage(random: Random, size: Size): Collage {
  const theme = random.pick(THEME_NAMES);
  const [rows, columns] = random.chance(0.04) ? [1, 1] : random.pick(gridsOf(size));
  const draw = objectSource(random, theme);
  const share = random.pick([0, 0.15, 0.3]);
  const cells = Array.from({ length: rows }, () =>
    Array.from({ length: columns }, () => (random.chance(share) ? null : draw())),
  );
  if (cells.flat().every((cell) => cell === null)) cells[0][0] = draw();
  return { ...size, cells, theme, rules: random.chance(0.5) || hidesGrid(cells) };
}

/** True when a row or a column is empty: without rules nobody could count the rows and columns. */
function hidesGrid(cells: Collage['cells']): boolean {
  const columns = cells[0].map((_, column) => cells.map((line) => line[column]));
  return [...cells, ...columns].some((line) => line.every((cell) => cell === null));
}

/** Grids of two cells and more whose cells are large enough and not too long. */
function gridsOf(size: Size): [number, number][] {
  const grids: [number, number][] = [];
  for (let rows = 1; rows <= 3; rows++) {
    for (let columns = 1; columns <= 4; columns++) {
      const [width, height] = [size.width / columns, size.height / rows];
      const [short, long] = [Math.min(width, height), Math.max(width, height)];
      const cells = rows * columns;
      if (cells > 1 && cells <= MOST_CELLS && short >= SMALLEST_CELL && long <= 2.5 * short)
        grids.push([rows, columns]);
    }
  }
  return grids;
}

/** Half of the collages draw from few colours and shapes, so that counts above one and near misses are common. */
function objectSource(random: Random, theme: ThemeName): () => CollageObject {
  const few = random.chance(0.5);
  const colours = few ? random.sample(coloursOn(theme), random.integer(2, 3)) : coloursOn(theme);
  const shapes = few ? random.sample(SHAPE_NAMES, random.integer(2, 3)) : SHAPE_NAMES;
  return () => ({ shape: random.pick(shapes), colour: random.pick(colours), scale: random.pick(SCALES) });
}
