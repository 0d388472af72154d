import type { Random } from '../../../../base/random.js';
import type { Size } from '../../kind.js';
import { layoutTable } from '../../table/layout.js';
import { drawLook } from '../../table/look.js';
import type { Table, TableLook } from '../../table/meta.js';
import { drawFitting, drawRoom, fitsRoom } from '../room.js';
import { drawTableData } from './data.js';

/** Draws a small table; the font is as large as the room allows, or a little smaller. */
export function sampleSmallTable(random: Random, room: Size = drawRoom(random)): Table {
  return drawFitting('a table', room, () => {
    const data = drawTableData(random, random.integer(1, 2));
    const numbers = data.columns.map(({ holds }) => holds === 'numbers');
    const drawn = drawLook(random, data.rows.length + 1, data.columns.length + 1, numbers);
    const spare = random.integer(0, 2);
    for (let px = MOST_FONT; px >= LEAST_FONT; px--) {
      const look = tightened(drawn, px, random.integer(0, 2));
      const { width, height } = layoutTable({ ...data, look });
      if (!fitsRoom({ width, height }, room)) continue;
      if (spare === 0 || px === LEAST_FONT) return { width, height, ...data, look };
      const smaller = tightened(drawn, Math.max(LEAST_FONT, px - spare), random.integer(0, 2));
      return { ...sizeOf({ ...data, look: smaller }), ...data, look: smaller };
    }
    return undefined;
  });
}

const LEAST_FONT = 10;
const MOST_FONT = 20;

/** The look with paddings, rules and margins that fit small pictures. */
function tightened(look: TableLook, px: number, extra: number): TableLook {
  return {
    ...look,
    px,
    padding: [4 + extra + Math.round(look.padding[0] / 6), 1 + extra + Math.round(look.padding[1] / 6)],
    widths: look.widths.map((width) => Math.round(width / 4)),
    heights: look.heights.map((height) => Math.round(height / 4)),
    margin: Math.min(look.margin, 8),
    border: { ...look.border, thickness: Math.min(look.border.thickness, 2) },
  };
}

function sizeOf(table: Omit<Table, 'width' | 'height'>): Size {
  const { width, height } = layoutTable(table);
  return { width, height };
}
