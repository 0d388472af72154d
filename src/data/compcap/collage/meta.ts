import type { Random } from '../../../base/random.js';
import { type Background, drawBackground } from '../background.js';
import type { Box, Size } from '../kind.js';
import type { SourcePicture, Sources } from '../sources.js';
import { type Layout, placeLayout } from './geometry.js';
import { drawGrid, drawLines } from './layout.js';
import { drawEntity, drawForCells, drawRandom, drawSimilar, type Retrieval } from './retrieve.js';

/** One picture of a collage with its place. */
export interface CollagePicture extends SourcePicture {
  box: Box;
}

/** Everything that a collage is drawn and described from. */
export interface Collage extends Size {
  layout: Layout;
  retrieval: Retrieval;
  /** The entity of an entity collage. */
  entity?: string;
  /** In the order of the layout's boxes. */
  pictures: CollagePicture[];
  background: Background;
  /** Radius of the pictures' corners. */
  radius: number;
  /** Thickness of a white frame around every picture. */
  frame: number;
}

/**
 * Draws a collage: a grid, for which pictures of its cells' ratios are retrieved, or retrieved pictures that are then
 * aligned in rows or columns; never the same picture twice. Entity retrieval has only aligned layouts, because its matches
 * are few.
 */
export function sampleCollage(random: Random, sources: Sources): Collage {
  for (;;) {
    const found = random.chance(0.5) ? sampleGrid(random, sources) : sampleLines(random, sources);
    if (!found) continue;
    const { layout, chosen, retrieval, entity } = found;
    const { size, boxes } = placeLayout(layout);
    const spaced = layout.gap >= 6;
    return {
      ...size,
      layout,
      retrieval,
      ...(entity === undefined ? {} : { entity }),
      pictures: chosen.map(({ id, width, height, caption, phrase, licence, entities }, i) => ({
        id,
        width,
        height,
        caption,
        ...(phrase === undefined ? {} : { phrase }),
        licence,
        entities,
        box: boxes[i],
      })),
      background: drawBackground(random),
      radius: spaced && random.chance(0.3) ? random.pick([6, 10, 16]) : 0,
      frame: spaced && random.chance(0.2) ? random.pick([2, 3]) : 0,
    };
  }
}

interface Found {
  layout: Layout;
  chosen: SourcePicture[];
  retrieval: Retrieval;
  entity?: string;
}

function sampleGrid(random: Random, sources: Sources): Found | undefined {
  const layout = drawGrid(random);
  const ratios = placeLayout(layout).boxes.map(({ width, height }) => width / height);
  const similar = random.chance(0.5);
  const chosen = drawForCells(random, sources, ratios, similar);
  return chosen && { layout, chosen, retrieval: similar ? 'similarity' : 'random' };
}

function sampleLines(random: Random, sources: Sources): Found | undefined {
  const count = random.integer(2, Math.min(7, sources.size));
  const retrieval = random.pick(['random', 'similarity', 'entity'] as const);
  const chosen =
    retrieval === 'random'
      ? drawRandom(random, sources, count)
      : retrieval === 'similarity'
        ? drawSimilar(random, sources, count)
        : drawEntity(random, sources, count);
  if (!chosen || chosen.length < 2) return undefined;
  const layout = drawLines(
    random,
    chosen.map(({ width, height }) => width / height),
  );
  const shared = retrieval === 'entity' ? sharedEntity(chosen) : undefined;
  return layout && { layout, chosen, retrieval, ...(shared === undefined ? {} : { entity: shared }) };
}

/** The first entity that all pictures show. */
export function sharedEntity(pictures: readonly SourcePicture[]): string | undefined {
  const [first, ...others] = pictures;
  return first.entities.find(({ name }) =>
    others.every(({ entities }) => entities.some((entity) => entity.name === name)),
  )?.name;
}
