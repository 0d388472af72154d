import type { Random } from '../../../../base/random.js';
import { counted } from '../../../picture/words.js';
import type { Claims } from '../../claims.js';
import { claimTable } from '../../table/claims.js';
import { factsOf } from '../../table/facts.js';
import { numeric, type Table } from '../../table/meta.js';
import { isColour } from '../../tokens.js';

/** One sentence with title, headers and every row, as in nano's world; at times one with an extreme. */
export function captionSmallTable(table: Table, random: Random): string {
  const { title, look, rows, head, columns } = table;
  const headers = [head, ...columns.map(({ name }) => name)].join(', ');
  const titled = look.titlePlace === 'none' ? '' : ` titled "${title}"`;
  const count = counted(rows.length, 'row');
  const list = rows.map(({ name, cells }) => [name, ...cells].join(' ')).join('; ');
  const whole = random.pick([
    `A table${titled} with ${count} and columns ${headers}: ${list}.`,
    `The table${titled} has ${count} and columns ${headers}: ${list}.`,
    `This is a table${titled}. It has ${count} and columns ${headers}: ${list}.`,
  ]);
  const extreme = random.chance(0.4) ? extremeOf(table, random) : '';
  return extreme === '' ? whole : `${whole} ${extreme}`;
}

function extremeOf(table: Table, random: Random): string {
  const column = random.pick(numeric(table));
  const { name } = table.columns[column];
  const { sorted } = factsOf(table, column);
  const [[first, most], [last, least]] = [sorted[0], sorted[sorted.length - 1]];
  if (most === sorted[1][1] || least === sorted[sorted.length - 2][1]) return '';
  // A column named by a thing or a day is no measure.
  if (table.columns.every(({ holds }) => holds === 'numbers') && table.columns.length > 1)
    return `In the column ${name}, ${first} is highest and ${last} is lowest.`;
  return random.pick([
    `The highest ${name} is ${most} for ${first}, the lowest is ${least} for ${last}.`,
    `${first} has the highest ${name}, and ${last} has the lowest.`.replace(/^./, (letter) => letter.toUpperCase()),
  ]);
}

/** As for large tables, but no Markdown, and the title where it is printed. */
export function claimSmallTable(table: Table): Claims {
  const { verbatim: _, ...claims } = claimTable(table);
  const title = { name: table.title, required: true };
  return {
    ...claims,
    colours: table.rows.flatMap(({ name, cells }) => cells.filter(isColour).map((colour) => ({ colour, of: [name] }))),
    names:
      table.look.titlePlace === 'none' || claims.names.some(({ name }) => name === table.title)
        ? claims.names
        : [...claims.names, title],
  };
}
