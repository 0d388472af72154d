import type { Random } from '../../../base/random.js';
import { joinWords, numberWord } from '../words.js';
import { arrangeLayers } from './arrange.js';
import { diagramKind } from './diagram-kind.js';
import { type DiagramEdge, type DiagramNode, type Graph, type Many, nodeOf } from './meta.js';
import { identify, quoted, quotedList } from './tell.js';
import { ENTITY_MODELS } from './words/models.js';

/** Entities with their key and some further attributes, and the relations between them. */
function drawEntities(random: Random): Graph {
  const model = random.pick(ENTITY_MODELS);
  const left = random.chance(0.4) ? model.relations[model.relations.length - 1] : undefined;
  const relations = model.relations.filter((relation) => relation !== left);
  const used = model.entities.filter(([name]) => relations.some(([from, , , , to]) => from === name || to === name));
  const nodes = used.map(([name, attributes], at): DiagramNode => {
    const [key, ...others] = attributes;
    const kept = new Set(random.sample(others, random.integer(2, others.length)));
    return {
      id: identify(at),
      label: name,
      role: 'entity',
      sections: [[key, ...others.filter((one) => kept.has(one))]],
    };
  });
  const idOf = (name: string): string => nodes.find(({ label }) => label === name)!.id;
  const edges = relations.map(([from, near, verb, far, to]): DiagramEdge => {
    return { from: idOf(from), to: idOf(to), relation: 'relates', label: verb, many: [near, far] };
  });
  return { title: model.title, topic: model.topic, nodes, edges };
}

function tellEntities(graph: Graph, random: Random): string[] {
  const { nodes, edges } = graph;
  const sentences = [
    `It has ${numberWord(nodes.length)} entities: ${quotedList(nodes)}.`,
    `They are joined by ${numberWord(edges.length)} lines in the crow's foot notation.`,
  ];
  for (const { label, sections } of nodes) {
    const parts = sections![0].map((text) => text.split(' '));
    const key = parts[0];
    const others = parts.slice(1).map(([type, name]) => `${name} of type ${type}`);
    sentences.push(
      random.pick([
        `The entity ${quoted(label)} is identified by its primary key ${key[1]} of type ${key[0]} and has the further attributes ${joinWords(others)}.`,
        `In ${quoted(label)} the primary key is ${key[1]}, of type ${key[0]}; besides it there are ${joinWords(others)}.`,
      ]),
    );
  }
  for (const { from, to, label, many } of edges) {
    const [a, b] = [quoted(nodeOf(graph, from).label), quoted(nodeOf(graph, to).label)];
    const [near, far] = many!;
    sentences.push(
      `The line from ${a} to ${b} is labelled ${quoted(label!)}: at the end of ${a} it is marked as ${MARKS[near]}, and at the end of ${b} as ${MARKS[far]}.`,
      `So each ${a} ${label} ${amount(far)} ${b}, and each ${b} belongs to ${amount(near)} ${a}.`,
    );
  }
  return sentences;
}

const MARKS: Record<Many, string> = {
  one: 'exactly one, by a pair of bars',
  'one or more': "one or more, by a bar and a crow's foot",
  'zero or more': "zero or more, by a ring and a crow's foot",
  'zero or one': 'zero or one, by a ring and a bar',
};

function amount(many: Many): string {
  return many === 'one' ? 'exactly one' : many;
}

function writeEntities(graph: Graph): string {
  const left: Record<Many, string> = { one: '||', 'one or more': '}|', 'zero or more': '}o', 'zero or one': '|o' };
  const right: Record<Many, string> = { one: '||', 'one or more': '|{', 'zero or more': 'o{', 'zero or one': 'o|' };
  return [
    'erDiagram',
    ...graph.edges.map(({ from, to, label, many }) => {
      const [a, b] = [nodeOf(graph, from).label, nodeOf(graph, to).label];
      return `  ${a} ${left[many![0]]}--${right[many![1]]} ${b} : "${label}"`;
    }),
    ...graph.nodes.flatMap(({ label, sections }) => [
      `  ${label} {`,
      ...sections!.flat().map((row) => `    ${row}`),
      '  }',
    ]),
  ].join('\n');
}

export const entityRelation = diagramKind({
  ...{ name: 'entity-relation', says: 'entity-relationship diagram', nodes: 'entities', edges: 'lines' },
  ...{ drawGraph: drawEntities, arrange: arrangeLayers, tell: tellEntities, mermaid: writeEntities },
});
