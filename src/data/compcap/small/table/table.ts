import type { AnyCompositeKind, CompositeKind } from '../../kind.js';
import type { Table } from '../../table/meta.js';
import { table } from '../../table/table.js';
import { captionSmallTable, claimSmallTable } from './caption.js';
import { askSmallTable } from './questions.js';
import { sampleSmallTable } from './sample.js';

/** Tables of two to four rows with two or three columns. */
export const smallTable: CompositeKind<Table> = {
  ...table,
  name: 'table.small',
  sample: (random, _, room) => sampleSmallTable(random, room),
  caption: captionSmallTable,
  claims: claimSmallTable,
  questions: askSmallTable,
};

export const SMALL_TABLES: readonly AnyCompositeKind[] = [smallTable];
