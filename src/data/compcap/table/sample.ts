import type { Random } from '../../../base/random.js';
import { smallestText } from '../canvas.js';
import { drawData } from './data.js';
import { layoutTable } from './layout.js';
import { drawLook } from './look.js';
import type { Table } from './meta.js';

const MOST_PIXELS = 860;

/** Draws the data of a table and a look in which it can be read. */
export function sampleTable(random: Random): Table {
  for (;;) {
    const data = drawData(random);
    const numbers = data.columns.map(({ holds }) => holds === 'numbers');
    for (let attempt = 0; attempt < 6; attempt++) {
      const look = drawLook(random, data.rows.length + 1, data.columns.length + 1, numbers);
      const { width, height } = layoutTable({ ...data, look });
      if (Math.max(width, height) > MOST_PIXELS || look.px < smallestText({ width, height })) continue;
      return { width, height, ...data, look };
    }
  }
}
