import type { AnyCompositeKind, CompositeKind } from '../kind.js';
import { captionTable } from './caption.js';
import { claimTable } from './claims.js';
import { drawTable } from './draw.js';
import type { Table } from './meta.js';
import { promptTable } from './prompt.js';
import { askTable } from './questions.js';
import { sampleTable } from './sample.js';

/** Tables of one measure by two sorts of names, or of several measures for each row. */
export const table: CompositeKind<Table> = {
  name: 'table',
  type: 'table',
  sample: sampleTable,
  draw: drawTable,
  caption: captionTable,
  prompt: promptTable,
  claims: claimTable,
  questions: askTable,
};

export const TABLE_KINDS: readonly AnyCompositeKind[] = [table];
