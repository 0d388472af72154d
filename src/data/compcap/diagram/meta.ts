import type { Point } from '../canvas.js';
import type { Family } from '../fonts.js';
import type { Box, Size } from '../kind.js';

export const DIAGRAMS = ['flowchart', 'class', 'sequence', 'entity-relation', 'state', 'mind-map'] as const;

export type DiagramName = (typeof DIAGRAMS)[number];

/** What a node is, which decides its shape. */
export type Role =
  | 'start'
  | 'end'
  | 'step'
  | 'decision'
  | 'data'
  | 'class'
  | 'entity'
  | 'state'
  | 'initial'
  | 'final'
  | 'participant'
  | 'actor'
  | 'root'
  | 'branch'
  | 'leaf';

/** What an edge means, which decides its line and its ends. */
export type Relation =
  | 'flow'
  | 'transition'
  | 'call'
  | 'reply'
  | 'inherits'
  | 'contains'
  | 'gathers'
  | 'uses'
  | 'relates'
  | 'holds';

/** How many of one side belong to one of the other, in an entity-relationship diagram. */
export type Many = 'one' | 'one or more' | 'zero or more' | 'zero or one';

export interface DiagramNode {
  /** Unique within the diagram; short, as in Mermaid. */
  id: string;
  /** Unique too, and printed; empty for the dots of state diagrams. */
  label: string;
  role: Role;
  /** Lines below the label: attributes, then methods. */
  sections?: string[][];
}

export interface DiagramEdge {
  from: string;
  to: string;
  relation: Relation;
  label?: string;
  /** How many of the node at each end. */
  many?: [from: Many, to: Many];
}

/** What is shown, without any look. */
export interface Graph {
  title: string;
  /** Completes `a flowchart of …`. */
  topic: string;
  nodes: DiagramNode[];
  /** In the order in which they are told; in time for sequences. */
  edges: DiagramEdge[];
}

/** Where nodes and edges stand; edges in the order of the graph. */
export interface Geometry extends Size {
  nodes: Record<string, Box>;
  edges: { points: Point[]; label?: Box }[];
  title?: Box;
}

export interface DiagramLook {
  family: Family;
  px: number;
  page: string;
  /** Ground, outline and ink of nodes by role. */
  paints: Partial<Record<Role, NodePaint>>;
  edge: string;
  /** Ink of labels on edges, which stand on the page. */
  ink: string;
  thickness: number;
  curve: 'straight' | 'round';
  corner: number;
  shadow: boolean;
  direction: 'TB' | 'LR';
  titled: boolean;
  margin: number;
  /** Little space within and between nodes, as small pictures need. @default false */
  tight?: boolean;
}

export interface NodePaint {
  fill: string;
  stroke: string;
  ink: string;
}

export interface Diagram extends Size {
  name: DiagramName;
  graph: Graph;
  look: DiagramLook;
  geometry: Geometry;
}

/** The node of an id. */
export function nodeOf({ nodes }: Graph, id: string): DiagramNode {
  return nodes.find((node) => node.id === id)!;
}
