import type { Random } from '../../../base/random.js';
import { around } from '../../picture/painter.js';
import type { CompositeQuestion } from '../kind.js';
import type { DiagramSort } from './diagram-kind.js';
import { type Diagram, type DiagramEdge, type DiagramNode, nodeOf } from './meta.js';

/** Questions about numbers of nodes and edges, what is joined to what, labels and members. */
export function askDiagram(sort: DiagramSort, diagram: Diagram, random: Random): CompositeQuestion[] {
  const { graph, geometry } = diagram;
  const named = graph.nodes.filter(({ label }) => label !== '');
  const all = around(Object.values(geometry.nodes));
  const questions: CompositeQuestion[] = [
    {
      category: 'structure',
      question: random.pick(['What sort of diagram is this?', 'Which kind of diagram is shown?']),
      answer: sort.says,
      box: all,
    },
    {
      category: 'count',
      question: `How many ${sort.nodes} does the diagram have?`,
      answer: String(named.length),
      box: all,
    },
    { category: 'count', question: `How many ${sort.edges} are there?`, answer: String(graph.edges.length), box: all },
  ];
  const node = random.pick(named);
  const out = graph.edges.filter(({ from }) => from === node.id);
  questions.push({
    category: 'count',
    question: `How many ${sort.edges} start at "${node.label}"?`,
    answer: String(out.length),
    box: geometry.nodes[node.id],
  });
  questions.push(...askEdges(sort, diagram, random), ...askMembers(diagram, random));
  if (diagram.look.titled && geometry.title) {
    questions.push({
      category: 'reading',
      question: 'What is the title of the diagram?',
      answer: graph.title,
      box: geometry.title,
    });
  }
  return questions;
}

function askEdges(sort: DiagramSort, { graph, geometry }: Diagram, random: Random): CompositeQuestion[] {
  const questions: CompositeQuestion[] = [];
  const ends = (edge: DiagramEdge): [DiagramNode, DiagramNode] => [nodeOf(graph, edge.from), nodeOf(graph, edge.to)];
  const named = graph.edges.filter((edge) => ends(edge).every(({ label }) => label !== ''));
  const single = named.filter((edge) => graph.edges.filter(({ from }) => from === edge.from).length === 1);
  if (single.length > 0) {
    const [from, to] = ends(random.pick(single));
    questions.push({
      category: 'structure',
      question: `Where does the only line that starts at "${from.label}" lead?`,
      answer: to.label,
      box: geometry.nodes[to.id],
    });
  }
  const alone = named.filter(
    ({ label, from, to }) => label && named.filter((other) => other.from === from && other.to === to).length === 1,
  );
  if (alone.length > 0) {
    const edge = random.pick(alone);
    const [from, to] = ends(edge);
    const box = geometry.edges[graph.edges.indexOf(edge)].label;
    questions.push({
      category: 'reading',
      question: `What stands on the line from "${from.label}" to "${to.label}"?`,
      answer: edge.label!,
      ...(box ? { box } : {}),
    });
  }
  const nodes = graph.nodes.filter(({ label }) => label !== '');
  const joined = (a: DiagramNode, b: DiagramNode): boolean =>
    graph.edges.some(({ from, to }) => from === a.id && to === b.id);
  const apart = nodes.flatMap((a) => nodes.filter((b) => a !== b && !joined(a, b)).map((b) => [a, b] as const));
  if (apart.length > 0 && named.length > 0) {
    const [yes, no] = [ends(random.pick(named)), random.pick(apart)];
    const ask = ([a, b]: readonly DiagramNode[], answer: string): CompositeQuestion => ({
      category: 'existence',
      question: `Does one of the ${sort.edges} go from "${a.label}" to "${b.label}"?`,
      answer,
      box: around([geometry.nodes[a.id], geometry.nodes[b.id]]),
    });
    questions.push(ask(yes, 'yes'), ask(no, 'no'));
  }
  return questions;
}

/** Attributes and methods of classes and entities. */
function askMembers({ graph, geometry }: Diagram, random: Random): CompositeQuestion[] {
  const records = graph.nodes.filter(({ sections }) => sections && sections.flat().length > 0);
  if (records.length === 0) return [];
  const node = random.pick(records);
  const member = random.pick(node.sections!.flat());
  const holders = records.filter(({ sections }) => sections!.flat().includes(member));
  const questions: CompositeQuestion[] = [
    {
      category: 'count',
      question: `How many lines stand below the name "${node.label}"?`,
      answer: String(node.sections!.flat().length),
      box: geometry.nodes[node.id],
    },
  ];
  if (holders.length === 1) {
    questions.push({
      category: 'reading',
      question: `Which box holds the line "${member}"?`,
      answer: node.label,
      box: geometry.nodes[node.id],
    });
  }
  return questions;
}
