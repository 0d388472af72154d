import { DIAGRAM_KINDS } from '../../diagram/diagram.js';
import type { Diagram, DiagramName } from '../../diagram/meta.js';
import type { CompositeKind } from '../../kind.js';
import { captionSmallDiagram } from './caption.js';
import { fitSmallDiagram } from './fit.js';
import { askSmallDiagram } from './questions.js';

/** The six sorts of diagrams with two to five nodes. */
export const SMALL_DIAGRAMS: readonly CompositeKind<Diagram>[] = DIAGRAM_KINDS.map((kind) => ({
  ...kind,
  name: `${kind.name}.small`,
  sample: (random, _, room) => fitSmallDiagram(kind.name.slice('diagram.'.length) as DiagramName, random, room),
  caption: captionSmallDiagram,
  questions: askSmallDiagram,
}));
