import type { Random } from '../../../base/random.js';
import { FACES, type Font, textWidth } from '../font.js';
import type { Size } from '../kind.js';
import { COLOUR_NAMES, THEME_NAMES, type ThemeName } from '../palette.js';
import { DAYS, MEASURES, NOUNS, PLACES } from '../words.js';
import { cellRoom, layoutTable } from './layout.js';

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

/** Draws a table of two to four rows and two or three columns whose texts fit into their cells at this size. */
export function sampleTable(random: Random, size: Size): Table {
  const font: Font = {
    face: random.pick(FACES),
    px: random.pick(size.width < 160 ? [12] : size.height < 160 ? [12, 14] : [12, 14, 16]),
  };
  const columnCount = random.integer(2, size.width < 124 ? 2 : 3);
  const room = cellRoom(size, columnCount);
  const rowCount = Math.min(random.integer(2, 4), layoutTable(size, font, 2, columnCount).mostRows);
  const columns = sampleColumns(random, columnCount - 1, font, room);
  const cells = columns.map((column) => sampleCells(random, column, rowCount, font, room));
  const names = random.sample(fitting(NOUNS, font, room), rowCount);
  return {
    ...size,
    head: random.pick(fitting(HEADS, { ...font, face: 'bold' }, room)),
    columns,
    rows: names.map((name, row) => ({ name, cells: cells.map((column) => column[row]) })),
    theme: random.pick(THEME_NAMES),
    font,
    zebra: random.chance(0.4),
    border: random.pick(['none', 'lines', 'grid']),
    headerFill: random.chance(0.6),
  };
}

function fitting<T extends string>(words: readonly T[], font: Font, room: number): T[] {
  return words.filter((word) => textWidth(word, font) <= room);
}

/** At most one column of colours and one of words, so that a question about a colour has one answer. */
function sampleColumns(random: Random, count: number, font: Font, room: number): Column[] {
  const bold: Font = { ...font, face: 'bold' };
  const numbers = fitting(MEASURES, bold, room).map((header): Column => ({ holds: 'numbers', header }));
  const words = fitting(Object.keys(WORD_COLUMNS), bold, room).map((header): Column => ({ holds: 'words', header }));
  const colours = textWidth(COLOUR_COLUMN.header, bold) <= room ? COLOUR_COLUMN : random.pick(words);
  const first = random.sample(numbers, 2);
  const other = random.chance(0.4) ? first[1] : random.chance(0.6) ? colours : random.pick(words);
  if (count === 2) return random.shuffle([first[0], other]);
  return [random.chance(0.5) ? first[0] : other];
}

const COLOUR_COLUMN: Column = { holds: 'colours', header: 'color' };

function sampleCells(random: Random, column: Column, count: number, font: Font, room: number): string[] {
  if (column.holds === 'numbers') {
    const top = random.chance(0.4) ? 20 : 99;
    return random.sample(
      Array.from({ length: top + 1 }, (_, i) => String(i)),
      count,
    );
  }
  const words = fitting(column.holds === 'colours' ? COLOUR_NAMES : WORD_COLUMNS[column.header], font, room);
  return Array.from({ length: count }, () => random.pick(words));
}
