import type { Family, FontStyle } from '../fonts.js';
import type { Size } from '../kind.js';

/** A column after the first one. */
export interface Column {
  /** As captions name it, for example `Weight`. */
  name: string;
  /** As printed, for example `Weight (kg)`. */
  header: string;
  holds: 'numbers' | 'texts';
  decimals: number;
  /** The values of all rows add up to something that makes sense. */
  additive: boolean;
}

export interface Row {
  name: string;
  /** As printed, one for each column. */
  cells: string[];
}

export type Align = 'left' | 'centre' | 'right';

export interface TableLook {
  family: Family;
  px: number;
  header: { style: FontStyle; fill: string; ink: string };
  /** Style of the first column. */
  lead: FontStyle;
  /** Ground of rows in turn; one for a plain table, two for stripes. */
  grounds: string[];
  ink: string;
  /** Rows and columns with a ground of their own; column 0 is that of the names. */
  marked: { row?: number; column?: number; fill: string }[];
  border: { kind: Border; colour: string; thickness: number; dash: number[] };
  /** One for each column, the one of the names included. */
  aligns: Align[];
  /** Space left and right, above and below a text. */
  padding: [across: number, down: number];
  /** Extra width of each column and extra height of each line, the header first. */
  widths: number[];
  heights: number[];
  page: string;
  margin: number;
  titlePlace: 'above' | 'below' | 'none';
  titleAlign: Align;
}

/** Which rules are drawn; `book` has one above, one below and one under the header. */
export const BORDERS = ['none', 'grid', 'rows', 'columns', 'outline', 'book', 'header'] as const;

export type Border = (typeof BORDERS)[number];

/** A table and how it looks. */
export interface Table extends Size {
  title: string;
  /** What a row is, and many. */
  noun: string;
  plural: string;
  /** Header of the column of names. */
  head: string;
  columns: Column[];
  rows: Row[];
  /** True where the columns are times in order. */
  timed: boolean;
  look: TableLook;
}

/** The number in a cell. */
export function amountIn(cell: string): number {
  return Number(cell.replaceAll(',', ''));
}

/** Names and values of a column of numbers. */
export function valuesIn({ rows }: Table, column: number): [name: string, value: number][] {
  return rows.map(({ name, cells }) => [name, amountIn(cells[column])]);
}

/** Places of the columns of numbers. */
export function numeric({ columns }: Table): number[] {
  return columns.flatMap(({ holds }, at) => (holds === 'numbers' ? [at] : []));
}
