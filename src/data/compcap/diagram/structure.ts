import type { Random } from '../../../base/random.js';
import { numberWord, sentenceCase } from '../words.js';
import type { DiagramSort } from './diagram-kind.js';
import { type DiagramNode, type Graph, nodeOf } from './meta.js';
import { quoted } from './tell.js';

/** True sentences about the graph as a whole: lines at nodes, ways over a node, nodes that are not joined, messages in a row. */
export function structureSentences(sort: DiagramSort, graph: Graph, random: Random): string[] {
  const nodes = graph.nodes.filter(({ label }) => label !== '');
  const directed = sort.name === 'flowchart' || sort.name === 'state';
  return [
    ...(sort.name === 'sequence'
      ? orderSentences(graph, random)
      : degreeSentences(sort, graph, nodes, directed, random)),
    ...(directed ? waySentences(graph, random) : []),
    ...(sort.name === 'flowchart' ? [] : apartSentences(sort, graph, nodes, random)),
    ...(sort.name === 'sequence' || directed ? [] : comparisonSentences(sort, graph, nodes, random)),
  ];
}

function degreeSentences(
  sort: DiagramSort,
  { edges }: Graph,
  nodes: readonly DiagramNode[],
  directed: boolean,
  random: Random,
): string[] {
  const noun = sort.edges.replace(/s$/, '');
  const count = (value: number): string =>
    `${value === 0 ? 'no' : numberWord(value)} ${value === 1 ? noun : `${noun}s`}`;
  return nodes.map(({ id, label }) => {
    const [out, into] = [edges.filter(({ from }) => from === id).length, edges.filter(({ to }) => to === id).length];
    const name = quoted(label);
    if (!directed)
      return random.pick([
        `${sentenceCase(count(out + into))} ${out + into === 1 ? 'touches' : 'touch'} ${name}.`,
        `At ${name} there ${out + into === 1 ? 'is' : 'are'} ${count(out + into)} in all.`,
      ]);
    const [ends, leaves] = [into === 1 ? 'ends' : 'end', out === 1 ? 'leaves' : 'leave'];
    return random.pick([
      `${sentenceCase(count(into))} ${ends} at ${name}, and ${count(out)} ${leaves} ${name}.`,
      `${name} has ${count(out)} going out and ${count(into)} coming in.`,
    ]);
  });
}

/** Ways of two arrows, over a node in the middle. */
function waySentences(graph: Graph, random: Random): string[] {
  const name = (id: string): string => quoted(nodeOf(graph, id).label);
  const ways = graph.edges.flatMap(({ from, to }) =>
    graph.edges
      .filter((next) => next.from === to && next.to !== from && next.to !== to && from !== to)
      .map((next) => [from, to, next.to] as const),
  );
  return random
    .sample(
      ways.filter((way) => way.every((id) => nodeOf(graph, id).label !== '')),
      5,
    )
    .map(([a, b, c]) =>
      random.pick([
        `There is a way from ${name(a)} over ${name(b)} to ${name(c)}.`,
        `Two arrows in a row join ${name(a)} with ${name(b)} and ${name(b)} with ${name(c)}.`,
        `Between ${name(a)} and ${name(c)} lies ${name(b)}.`,
      ]),
    );
}

/** Pairs without a line, and what both are joined to. */
function apartSentences(sort: DiagramSort, graph: Graph, nodes: readonly DiagramNode[], random: Random): string[] {
  const joined = (a: DiagramNode, b: DiagramNode): boolean =>
    graph.edges.some(({ from, to }) => (from === a.id && to === b.id) || (from === b.id && to === a.id));
  const pairs = nodes.flatMap((a, at) =>
    nodes
      .slice(at + 1)
      .flatMap((b) => (a.role === b.role && a.role !== 'leaf' && !joined(a, b) ? [[a, b] as const] : [])),
  );
  return random.sample(pairs, 4).map(([a, b]) => {
    const common = nodes.filter((other) => joined(other, a) && joined(other, b));
    const [first, second] = [quoted(a.label), quoted(b.label)];
    const none = `No ${sort.edges.replace(/s$/, '')} joins ${first} and ${second} directly`;
    return common.length === 0 ? `${none}.` : `${none}, but both are joined to ${quoted(random.pick(common).label)}.`;
  });
}

function comparisonSentences(
  sort: DiagramSort,
  { edges }: Graph,
  nodes: readonly DiagramNode[],
  random: Random,
): string[] {
  const degree = ({ id }: DiagramNode): number => edges.filter(({ from, to }) => from === id || to === id).length;
  const pairs = nodes.flatMap((a) =>
    nodes.flatMap((b) =>
      degree(a) > degree(b) && b.role !== 'leaf' ? [[quoted(a.label), quoted(b.label)] as const] : [],
    ),
  );
  return random
    .sample(pairs, 3)
    .map(([a, b]) =>
      random.pick([`${a} has more ${sort.edges} than ${b}.`, `${b} has fewer ${sort.edges} than ${a}.`]),
    );
}

/** Which message follows which. */
function orderSentences({ edges }: Graph, random: Random): string[] {
  const pairs = edges.slice(1).map((edge, at) => [quoted(edges[at].label!), quoted(edge.label!)] as const);
  return random
    .sample(pairs, 4)
    .map(([a, b]) =>
      random.pick([`The message ${b} comes right after ${a}.`, `Right before ${b} stands the message ${a}.`]),
    );
}
