import { NUMBER_WORDS, RATIO_WORDS } from '../caption-words.js';
import { type Claims, NO_CLAIMS } from '../claims.js';
import { isColour } from '../tokens.js';
import { type Diagram, type Graph, nodeOf } from './meta.js';

/** Every label must be named; numbers are counts of the graph or stand in its texts. */
export function claimDiagram({ graph }: Diagram, says: string): Claims {
  const texts = textsOf(graph);
  const words = texts.flatMap((text) => text.toLowerCase().match(/[a-z]+/g) ?? []);
  const numbers = new Set([...countsOf(graph), ...texts.flatMap((text) => (text.match(/\d+/g) ?? []).map(Number))]);
  for (const [word, value] of NUMBER_WORDS) if (words.includes(word)) numbers.add(value);
  const ratios = [...RATIO_WORDS].filter(([word]) => words.includes(word)).map(([, value]) => ({ value, ratio: true }));
  return {
    ...NO_CLAIMS,
    types: [says],
    names: [
      ...graph.nodes.filter(({ label }) => label !== '').map(({ label }) => ({ name: label, required: true })),
      ...[...new Set(graph.edges.flatMap(({ label }) => (label ? [label] : [])))]
        .filter((label) => !graph.nodes.some((node) => node.label.toLowerCase() === label.toLowerCase()))
        .map((name) => ({ name, required: true })),
      ...graph.nodes
        .filter(({ label }) => label === '')
        .map(({ id }) => ({ name: nameOf(graph, id), required: false })),
    ],
    numbers: [...[...numbers].map((value) => ({ value })), ...ratios],
    colours: [...new Set(words.filter(isColour))].map((colour) => ({ colour })),
    // Labels may hold such words (`list of latest files`); the texts of the graph decide about them.
    superlatives: [
      { extreme: 'most', of: [] },
      { extreme: 'least', of: [] },
    ],
    links: graph.edges.map(({ from, to, label }) => {
      return { from: nameOf(graph, from), to: nameOf(graph, to), ...(label ? { label } : {}) };
    }),
    words: texts,
  };
}

/** What captions call a node; dots have no label. */
export function nameOf(graph: Graph, id: string): string {
  const { label, role } = nodeOf(graph, id);
  return label === '' ? `${role} dot` : label;
}

/** Everything that is printed, and the topic. */
function textsOf({ title, topic, nodes, edges }: Graph): string[] {
  return [
    ...[title, topic],
    ...nodes.flatMap(({ label, sections = [] }) => [label, ...sections.flat()]),
    ...edges.flatMap(({ label, many = [] }) => [label ?? '', ...many]),
  ];
}

/** Numbers of nodes and edges, of each role and relation, and of edges at each node. */
function countsOf({ nodes, edges }: Graph): number[] {
  const tally = (values: readonly string[]): number[] => {
    return [...new Set(values)].map((value) => values.filter((other) => other === value).length);
  };
  return [
    ...[nodes.length, edges.length, nodes.filter(({ label }) => label !== '').length],
    ...tally(nodes.map(({ role }) => role)),
    ...tally(edges.map(({ relation }) => relation)),
    ...tally(edges.map(({ from }) => from)),
    ...tally(edges.map(({ to }) => to)),
    ...nodes.map(({ id }) => edges.filter(({ from, to }) => from === id || to === id).length),
    ...nodes.flatMap(({ sections = [] }) => sections.map((section) => section.length)),
  ];
}
