import type { AnyCompositeKind } from '../kind.js';
import { classDiagram } from './class.js';
import { entityRelation } from './entity-relation.js';
import { flowchart } from './flowchart.js';
import { mindMap } from './mind-map.js';
import { sequence } from './sequence.js';
import { state } from './state.js';

/** The six sorts of diagrams. */
export const DIAGRAM_KINDS: readonly AnyCompositeKind[] = [
  flowchart,
  classDiagram,
  sequence,
  entityRelation,
  state,
  mindMap,
];
