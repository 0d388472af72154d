import type { Random } from '../../../base/random.js';
import { joinWords, numberWord } from '../words.js';
import { arrangeLayers } from './arrange.js';
import { diagramKind } from './diagram-kind.js';
import { type DiagramEdge, type DiagramNode, type Graph, nodeOf, type Relation } from './meta.js';
import { identify, quoted, quotedList } from './tell.js';
import { CLASS_MODELS } from './words/models.js';

/** Four to six classes of a model with some of their attributes and methods, and all relations between them. */
function drawModel(random: Random): Graph {
  const model = random.pick(CLASS_MODELS);
  const left = random.chance(0.5) ? random.pick(model.classes.slice(-2)).name : undefined;
  const classes = model.classes.filter(({ name }) => name !== left);
  const nodes = classes.map(({ name, attributes, methods }, at): DiagramNode => {
    const sections = [some(random, attributes), some(random, methods)];
    return { id: identify(at), label: name, role: 'class', sections };
  });
  const idOf = (name: string): string | undefined => nodes.find(({ label }) => label === name)?.id;
  const edges = model.relations.flatMap(([from, relation, to, label]): DiagramEdge[] => {
    const [a, b] = [idOf(from), idOf(to)];
    return a && b ? [{ from: a, to: b, relation, ...(label ? { label } : {}) }] : [];
  });
  return { title: model.title, topic: model.topic, nodes, edges };
}

/** At least one, in order. */
function some(random: Random, all: readonly string[]): string[] {
  const kept = new Set(random.sample(all, random.integer(Math.min(2, all.length), all.length)));
  return all.filter((one) => kept.has(one));
}

const MEANS: Partial<Record<Relation, string>> = {
  flow: 'a plain association',
  contains: 'a composition, with a filled diamond at its whole',
  gathers: 'an aggregation, with a hollow diamond at its whole',
  uses: 'a dashed dependency',
};

function tellModel(graph: Graph, random: Random): string[] {
  const { nodes, edges } = graph;
  const sentences = [
    `It shows ${numberWord(nodes.length)} classes, ${quotedList(nodes)}, and ${numberWord(edges.length)} relations between them.`,
  ];
  for (const { label, sections } of nodes) {
    const [attributes, methods] = sections!;
    const typed = attributes.map((text) => text.replace(/^(\w+): (\w+)$/, '$1 of type $2'));
    sentences.push(
      random
        .pick([
          `The class ${quoted(label)} has the attributes ${joinWords(typed)}, and the methods ${joinWords(methods)}.`,
          `In the box of ${quoted(label)} stand the attributes ${joinWords(typed)}; its methods are ${joinWords(methods)}.`,
        ])
        .replace(/attributes (\w+ of type \w+)(?=[,;])/, 'attribute $1')
        .replace(/methods (are )?([\w]+\(\))\./, (_, are, name) => `${are ? 'only method is' : 'method'} ${name}.`),
    );
  }
  for (const { from, to, relation, label } of edges) {
    const [a, b] = [quoted(nodeOf(graph, from).label), quoted(nodeOf(graph, to).label)];
    if (relation === 'inherits') {
      sentences.push(
        random.pick([
          `${a} inherits from ${b}, which a hollow triangle at ${b} shows.`,
          `A line with a hollow triangle goes from ${a} to ${b}: the former is a special case of the latter.`,
        ]),
      );
    } else {
      sentences.push(`From ${a} to ${b} there is ${MEANS[relation]}; it is labelled ${quoted(label!)}.`);
    }
  }
  for (const { id, label, sections } of nodes) {
    const touching = edges.filter(({ from, to }) => from === id || to === id);
    if (touching.length === 0) continue;
    const others = touching.map(({ from, to }) => nodeOf(graph, from === id ? to : from));
    const [attributes, methods] = sections!.map(({ length }) => length);
    sentences.push(
      `With ${count(attributes, 'attribute')} and ${count(methods, 'method')}, ${quoted(label)} takes part in ${count(others.length, 'relation')}: with ${quotedList(others)}.`,
    );
  }
  const alone = nodes.filter(({ id }) => edges.every(({ from, to }) => from !== id && to !== id));
  if (alone.length > 0) sentences.push(`No line ends at ${quotedList(alone)}.`);
  return sentences;
}

function count(number: number, noun: string): string {
  return number === 1 ? `a single ${noun}` : `${numberWord(number)} ${noun}s`;
}

function writeClasses(graph: Graph): string {
  const arrows: Partial<Record<Relation, string>> = {
    ...{ flow: '-->', contains: '*--', gathers: 'o--', uses: '..>', inherits: '--|>' },
  };
  return [
    'classDiagram',
    ...graph.nodes.flatMap(({ label, sections }) => [
      `  class ${label} {`,
      ...sections!.flat().map((member) => `    +${member}`),
      '  }',
    ]),
    ...graph.edges.map(({ from, to, relation, label }) => {
      const [a, b] = [nodeOf(graph, from).label, nodeOf(graph, to).label];
      return `  ${a} ${arrows[relation]} ${b}${label ? ` : ${label}` : ''}`;
    }),
  ].join('\n');
}

export const classDiagram = diagramKind({
  ...{ name: 'class', says: 'class diagram', nodes: 'classes', edges: 'lines' },
  ...{ drawGraph: drawModel, arrange: arrangeLayers, tell: tellModel, mermaid: writeClasses },
});
