import type { Random } from '../../../../base/random.js';
import { COLOUR_NAMES } from '../../../picture/palette.js';
import type { Column, Table } from '../../table/meta.js';
import { DAYS, drawMeasure, drawNames, drawNumbers, drawTitle, PLACES } from '../words.js';

export type TableData = Pick<Table, 'title' | 'noun' | 'plural' | 'head' | 'columns' | 'rows' | 'timed'>;

/** Two to four rows of one or two columns beside their names: measures of things, or one measure by two sorts of names. */
export function drawTableData(random: Random, columns: number): TableData {
  const rows = random.integer(2, 4);
  return columns === 2 && random.chance(0.3) ? crossed(random, rows) : records(random, rows, columns);
}

/** One measure by things and days or places; its name is the title. */
function crossed(random: Random, count: number): TableData {
  const measure = drawMeasure(random);
  const rows = drawNames(random, count, ['item', 'name', 'thing', 'day']);
  const columns = rows.timed ? drawNames(random, 2, ['item', 'place']) : drawNames(random, 2, ['place', 'day']);
  const values = columns.names.map(() => drawNumbers(random, measure.top, count));
  return {
    title: drawTitle(random, measure.name),
    ...namesOf(rows.noun),
    columns: columns.names.map((name) => numbers(name)),
    rows: rows.names.map((name, row) => ({ name, cells: values.map((column) => String(column[row])) })),
    timed: columns.timed,
  };
}

const numbers = (name: string): Column => ({ name, header: name, holds: 'numbers', decimals: 0, additive: false });
const texts = (name: string): Column => ({ name, header: name, holds: 'texts', decimals: 0, additive: false });

/** Columns of words and what stands in them. */
const WORD_COLUMNS: Readonly<Record<string, readonly string[]>> = { place: PLACES, day: DAYS, color: COLOUR_NAMES };

function records(random: Random, count: number, width: number): TableData {
  const rows = drawNames(random, count);
  const measure = drawMeasure(random);
  const first = { column: numbers(measure.name), cells: drawNumbers(random, measure.top, count).map(String) };
  const drawn = width === 1 ? [first] : random.shuffle([first, drawSecond(random, measure.name, rows.noun, count)]);
  return {
    title: drawTitle(random, measure.name),
    ...namesOf(rows.noun),
    columns: drawn.map(({ column }) => column),
    rows: rows.names.map((name, row) => ({ name, cells: drawn.map(({ cells }) => cells[row]) })),
    timed: false,
  };
}

function drawSecond(random: Random, taken: string, noun: string, count: number): { column: Column; cells: string[] } {
  if (random.chance(0.5)) {
    const header = random.pick(Object.keys(WORD_COLUMNS).filter((name) => name !== noun));
    return { column: texts(header), cells: Array.from({ length: count }, () => random.pick(WORD_COLUMNS[header])) };
  }
  for (;;) {
    const { name, top } = drawMeasure(random);
    if (name !== taken) return { column: numbers(name), cells: drawNumbers(random, top, count).map(String) };
  }
}

function namesOf(noun: string): Pick<Table, 'noun' | 'plural' | 'head'> {
  return { noun, plural: `${noun}s`, head: noun };
}
