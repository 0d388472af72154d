import type { Random } from '../../../../base/random.js';
import { arrangeLayers } from '../../diagram/arrange.js';
import { arrangeMindMap } from '../../diagram/arrange-mind-map.js';
import { arrangeSequence } from '../../diagram/arrange-sequence.js';
import { isClear, withTitle } from '../../diagram/fit.js';
import { drawDiagramLook } from '../../diagram/look.js';
import type { Diagram, DiagramLook, DiagramName } from '../../diagram/meta.js';
import type { Family } from '../../fonts.js';
import type { Size } from '../../kind.js';
import { drawFitting, drawRoom, fitsRoom, isNarrow } from '../room.js';
import { SMALL_GRAPHS } from './graphs.js';

const LEAST_FONT = 10;
const MOST_FONT = 15;
const FAMILIES: readonly Family[] = ['sans', 'sans', 'humanist', 'condensed', 'slab', 'serif', 'mono'];

/** Draws graphs and looks until one has room; the font is as large as fits, or a little smaller. */
export function fitSmallDiagram(name: DiagramName, random: Random, room: Size = drawRoom(random)): Diagram {
  const arrange = name === 'sequence' ? arrangeSequence : name === 'mind-map' ? arrangeMindMap : arrangeLayers;
  return drawFitting(`a ${name} diagram`, room, () => {
    const graph = SMALL_GRAPHS[name](random, isNarrow(room) || random.chance(0.2));
    const drawn = drawDiagramLook(random);
    const family = random.pick(FAMILIES);
    const titled = random.chance(0.35);
    const first = random.pick(['TB', 'LR'] as const);
    const most = random.integer(LEAST_FONT + 1, MOST_FONT);
    for (let px = most; px >= LEAST_FONT; px -= 2) {
      for (const direction of [first, first === 'TB' ? 'LR' : 'TB'] as const) {
        const look: DiagramLook = {
          ...drawn,
          ...{ family, px, direction, titled, tight: true },
          corner: Math.min(drawn.corner, 6),
          margin: 4 + Math.round(drawn.margin / 9),
          thickness: Math.min(drawn.thickness, 1.5),
        };
        const geometry = withTitle(arrange(graph, look), graph, look);
        const { width, height } = geometry;
        if (fitsRoom({ width, height }, room) && isClear(graph, geometry))
          return { width, height, name, graph, look, geometry };
      }
    }
    return undefined;
  });
}
