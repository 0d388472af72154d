import type { Random } from '../../../base/random.js';
import { FACES, type Font } from '../font.js';
import type { Size } from '../kind.js';
import { COLOUR_NAMES, THEME_NAMES, type ThemeName } from '../palette.js';
import { DAYS, MEASURES, NOUNS, PLACES } from '../words.js';
import { layoutTable } from './layout.js';

/** A column after the first: what it holds, and its header. */
export interface Column {
  holds: 'numbers' | 'colours' | 'words';
  header: string;
}

/** One row: its name, unique in the table, and one cell per column. */
export interface Row {
  name: string;
  cells: string[];
}

/** A table; numbers are distinct within a column. */
export interface Table extends Size {
  /** Header of the column of names. */
  head: string;
  columns: Column[];
  rows: Row[];
  theme: ThemeName;
  font: Font;
  zebra: boolean;
  border: 'none' | 'lines' | 'grid';
  headerFill: boolean;
}

/** Possible headers of the column of names. */
export const HEADS = ['item', 'name', 'thing'] as const;

/** Word columns and what stands in them. */
export const WORD_COLUMNS: Readonly<Record<string, readonly string[]>> = { place: PLACES, day: DAYS };

/** Draws a table of two to four rows and two or three columns that fits at this size. */
export function sampleTable(random: Random, size: Size): Table {
  for (;;) {
    const [rowCount, columnCount] = [random.integer(2, 4), random.integer(1, 2)];
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const table = proposeTable(random, size, rowCount, columnCount);
      if (layoutTable(table).fits) return table;
    }
  }
}

/** Proposals of one shape before another shape is tried: small pictures need short words for three columns. */
const ATTEMPTS = 12;

function proposeTable(random: Random, size: Size, rowCount: number, columnCount: number): Table {
  const small = Math.min(size.width, size.height) < 160;
  const columns = sampleColumns(random, columnCount);
  const cells = columns.map((column) => sampleCells(random, column, rowCount));
  return {
    ...size,
    head: random.pick(HEADS),
    columns,
    rows: random.sample(NOUNS, rowCount).map((name, row) => ({ name, cells: cells.map((column) => column[row]) })),
    theme: random.pick(THEME_NAMES),
    font: { face: random.pick(FACES), px: random.pick(small ? [12, 14] : [12, 14, 16]) },
    zebra: random.chance(0.4),
    border: random.pick(['none', 'lines', 'grid']),
    headerFill: random.chance(0.6),
  };
}

/** One column in two is of numbers; two columns are never both of words, so that a colour or a day has one place. */
function sampleColumns(random: Random, count: number): Column[] {
  const [first, second] = random.sample(MEASURES, 2).map((header): Column => ({ holds: 'numbers', header }));
  const other = random.chance(0.4) ? second : random.chance(0.6) ? COLOUR_COLUMN : sampleWordColumn(random);
  return count === 2 ? random.shuffle([first, other]) : [random.chance(0.5) ? first : other];
}

const COLOUR_COLUMN: Column = { holds: 'colours', header: 'color' };

function sampleWordColumn(random: Random): Column {
  return { holds: 'words', header: random.pick(Object.keys(WORD_COLUMNS)) };
}

function sampleCells(random: Random, { holds, header }: Column, count: number): string[] {
  if (holds === 'numbers') {
    const top = random.chance(0.4) ? 20 : 99;
    return random.sample(
      Array.from({ length: top + 1 }, (_, i) => String(i)),
      count,
    );
  }
  const words = holds === 'colours' ? COLOUR_NAMES : WORD_COLUMNS[header];
  return Array.from({ length: count }, () => random.pick(words));
}
