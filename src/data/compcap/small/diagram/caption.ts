import type { Random } from '../../../../base/random.js';
import { withArticle } from '../../../picture/words.js';
import { nameOf } from '../../diagram/claims.js';
import type { Diagram, DiagramEdge, DiagramName, Graph, Many } from '../../diagram/meta.js';
import { nodeOf } from '../../diagram/meta.js';
import { joinWords, sentenceCase } from '../../words.js';

/** How captions call a sort of diagram, its nodes and its edges. */
export const SORT_WORDS: Readonly<Record<DiagramName, { says: string; node: string; edge: string }>> = {
  flowchart: { says: 'flowchart', node: 'shape', edge: 'arrow' },
  class: { says: 'class diagram', node: 'box', edge: 'line' },
  sequence: { says: 'sequence diagram', node: 'participant', edge: 'message' },
  'entity-relation': { says: 'entity-relationship diagram', node: 'box', edge: 'line' },
  state: { says: 'state diagram', node: 'state', edge: 'arrow' },
  'mind-map': { says: 'mind map', node: 'label', edge: 'line' },
};

/** Names every node and every edge in the order of the graph. */
export function captionSmallDiagram({ name, graph, look }: Diagram, random: Random): string {
  const { says } = SORT_WORDS[name];
  const titled = look.titled ? ` titled "${graph.title}"` : '';
  const start = random.pick([
    `${withArticle(says)}${titled}`.replace(/^a/, 'A'),
    `The picture shows ${withArticle(says)}${titled}`,
    `This is ${withArticle(says)}${titled}`,
  ]);
  return `${start}${name === 'mind-map' ? tellMap(graph) : `: ${joined(TELL[name](graph))}.`}`;
}

/** Statements about one node are sentences of their own: what they say after `in` or `at` holds of that node only. */
function joined(statements: readonly string[]): string {
  return statements.reduce((text, next) =>
    /^(?:in|at) /.test(next) ? `${text}. ${sentenceCase(next)}` : `${text}; ${next}`,
  );
}

const labelOf = (graph: Graph, id: string): string => {
  return nodeOf(graph, id).label === '' ? `the ${nameOf(graph, id)}` : nodeOf(graph, id).label;
};

function ends(graph: Graph, { from, to }: DiagramEdge): [from: string, to: string] {
  return [labelOf(graph, from), labelOf(graph, to)];
}

/** Edges that leave one node, in the order of nodes. */
function leaving(graph: Graph): DiagramEdge[][] {
  return graph.nodes.map(({ id }) => graph.edges.filter(({ from }) => from === id)).filter((edges) => edges.length > 0);
}

/** `shop has city and size` for every box. */
function tellMembers({ nodes }: Graph): string[] {
  return nodes.flatMap(({ label, sections = [] }) =>
    sections.length === 0 ? [] : [`${label} has ${joinWords(sections.flat())}`],
  );
}

const AMOUNTS: Record<Many, string> = {
  one: 'exactly one',
  'one or more': 'one or more',
  'zero or more': 'zero or more',
  'zero or one': 'zero or one',
};

const TELL: Readonly<Record<Exclude<DiagramName, 'mind-map'>, (graph: Graph) => string[]>> = {
  flowchart: (graph) => {
    return leaving(graph).map((edges) => {
      const from = labelOf(graph, edges[0].from);
      if (edges.length === 1) return `${from} leads to ${labelOf(graph, edges[0].to)}`;
      return `at ${from}, ${edges.map(({ label, to }) => `${label} leads to ${labelOf(graph, to)}`).join(', ')}`;
    });
  },
  class: (graph) => {
    const relations = graph.edges.map((edge) => {
      const [a, b] = ends(graph, edge);
      if (edge.relation === 'inherits') return `${a} inherits from ${b}`;
      return `${a} ${edge.label} ${b}`;
    });
    return [...tellMembers(graph), ...relations];
  },
  sequence: (graph) => {
    return graph.edges.map((edge) => {
      const [a, b] = ends(graph, edge);
      return edge.relation === 'reply'
        ? `${a} replies to ${b} and says ${edge.label}`
        : `${a} sends the message ${edge.label} to ${b}`;
    });
  },
  'entity-relation': (graph) => {
    const relations = graph.edges.map((edge) => {
      const [a, b] = ends(graph, edge);
      return `each ${a} ${edge.label} ${AMOUNTS[edge.many![1]]} ${b}, each ${b} has ${AMOUNTS[edge.many![0]]} ${a}`;
    });
    return [...tellMembers(graph), ...relations];
  },
  state: (graph) => {
    return leaving(graph).flatMap((edges) =>
      edges.map((edge) => {
        const [a, b] = ends(graph, edge);
        return edge.label === undefined ? `${a} leads to ${b}` : `in ${a}, ${edge.label} leads to ${b}`;
      }),
    );
  },
};

function tellMap(graph: Graph): string {
  const [root, ...branches] = leaving(graph).map((edges) => ({
    from: labelOf(graph, edges[0].from),
    to: edges.map(({ to }) => labelOf(graph, to)),
  }));
  const under = branches.map(({ from, to }) => ` Under ${from} the map collects ${joinWords(to)}.`);
  return ` about ${root.from} with ${root.to.length} branches: ${joinWords(root.to)}.${under.join('')}`;
}
