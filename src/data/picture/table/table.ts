import type { PictureKind } from '../kind.js';
import { captionTable, checkTable } from './caption.js';
import { sampleTable, type Table } from './meta.js';
import { askTable } from './questions.js';
import { renderTable } from './render.js';

/** A header row and rows of a name and one or two more cells. */
export const table: PictureKind<Table> = {
  name: 'table',
  sample: sampleTable,
  render: renderTable,
  caption: captionTable,
  questions: askTable,
  check: checkTable,
};
