import type { Random } from '../../../base/random.js';
import { numberWord } from '../words.js';
import { arrangeMindMap } from './arrange-mind-map.js';
import { diagramKind } from './diagram-kind.js';
import { type DiagramEdge, type DiagramNode, type Graph, nodeOf } from './meta.js';
import { identify, quoted, quotedList } from './tell.js';
import { MIND_THEMES } from './words/themes.js';

/** A topic with three to five branches of two to four leaves each. */
function drawTheme(random: Random): Graph {
  const theme = random.pick(MIND_THEMES);
  const all = Object.entries(theme.branches);
  const nodes: DiagramNode[] = [{ id: 'A', label: theme.root, role: 'root' }];
  const edges: DiagramEdge[] = [];
  const hang = (label: string, role: DiagramNode['role'], from: string): string => {
    const id = identify(nodes.length);
    nodes.push({ id, label, role });
    edges.push({ from, to: id, relation: 'holds' });
    return id;
  };
  for (const [branch, leaves] of random.sample(all, random.integer(4, all.length))) {
    const id = hang(branch, 'branch', 'A');
    for (const leaf of random.sample(leaves, random.integer(3, leaves.length))) hang(leaf, 'leaf', id);
  }
  return { title: theme.title, topic: `the topic ${quoted(theme.root)}`, nodes, edges };
}

function tellTheme(graph: Graph, random: Random): string[] {
  const { nodes } = graph;
  const below = (id: string): DiagramNode[] =>
    graph.edges.filter(({ from }) => from === id).map(({ to }) => nodeOf(graph, to));
  const [root] = nodes;
  const branches = below(root.id);
  const leaves = nodes.filter(({ role }) => role === 'leaf');
  const sentences = [
    `In its middle stands ${quoted(root.label)}.`,
    `From there ${numberWord(branches.length)} branches go out: ${quotedList(branches)}.`,
    `Together the branches carry ${numberWord(leaves.length)} leaves, so that the map has ${numberWord(nodes.length)} labels joined by ${numberWord(nodes.length - 1)} lines.`,
  ];
  for (const branch of branches) {
    const list = below(branch.id);
    sentences.push(
      random.pick([
        `The branch ${quoted(branch.label)} is divided into ${numberWord(list.length)} leaves, namely ${quotedList(list)}.`,
        `To the branch ${quoted(branch.label)} belong ${numberWord(list.length)} leaves: ${quotedList(list)}.`,
        `Under ${quoted(branch.label)} the map collects ${numberWord(list.length)} leaves, which are ${quotedList(list)}.`,
      ]),
    );
  }
  for (const branch of branches) {
    const [leaf, ...others] = random.shuffle(below(branch.id));
    sentences.push(
      `A line joins ${quoted(root.label)} to ${quoted(branch.label)}, and from there further lines run to each of its leaves.`,
      random.pick([
        `So the way from the middle to ${quoted(leaf.label)} leads through ${quoted(branch.label)}.`,
        `So ${quoted(leaf.label)} is reached from the middle by way of ${quoted(branch.label)}.`,
      ]),
      `Beside it on the same branch stand ${quotedList(others)}.`,
    );
  }
  return sentences;
}

function writeMindMap(graph: Graph): string {
  const lines = (id: string, depth: number): string[] => [
    `${'  '.repeat(depth)}${depth === 1 ? `root((${nodeOf(graph, id).label}))` : nodeOf(graph, id).label}`,
    ...graph.edges.filter(({ from }) => from === id).flatMap(({ to }) => lines(to, depth + 1)),
  ];
  return ['mindmap', ...lines('A', 1)].join('\n');
}

export const mindMap = diagramKind({
  ...{ name: 'mind-map', says: 'mind map', nodes: 'labels', edges: 'lines' },
  ...{ drawGraph: drawTheme, arrange: arrangeMindMap, tell: tellTheme, mermaid: writeMindMap },
});
