import type { Random } from '../../../../base/random.js';
import type { DiagramEdge, DiagramName, DiagramNode, Graph, Many, Relation } from '../../diagram/meta.js';
import { identify } from '../../diagram/tell.js';
import { drawTitle, MEASURES, PLACES, THINGS } from '../words.js';

/** Draws a graph of two to five nodes; `narrow` asks for the fewest. */
export type DrawGraph = (random: Random, narrow: boolean) => Graph;

/** What happens to things, for labels of arrows; none of the words is one that captions connect nodes with. */
const EVENTS = ['open', 'close', 'buy', 'sell', 'pay', 'load', 'call', 'wait', 'stop', 'rank', 'cook', 'wash'] as const;

const node = (at: number, label: string, role: DiagramNode['role'], sections?: string[][]): DiagramNode => {
  return { id: identify(at), label, role, ...(sections ? { sections } : {}) };
};

const edge = (from: DiagramNode, to: DiagramNode, relation: Relation, label?: string): DiagramEdge => {
  return { from: from.id, to: to.id, relation, ...(label === undefined ? {} : { label }) };
};

function graph(random: Random, nodes: DiagramNode[], edges: DiagramEdge[]): Graph {
  return { title: drawTitle(random, random.pick(MEASURES)), topic: '', nodes, edges };
}

/** Steps in a row, or a question with two ways. */
const flowchart: DrawGraph = (random, narrow) => {
  const words = random.sample(THINGS, 5);
  if (!narrow && random.chance(0.5)) {
    const [first, yes, no, end] = words;
    const ask = node(1, `${random.pick(MEASURES)}?`, 'decision');
    const [start, left, right] = [node(0, first, 'start'), node(2, yes, 'step'), node(3, no, 'step')];
    const edges = [edge(start, ask, 'flow'), edge(ask, left, 'flow', 'yes'), edge(ask, right, 'flow', 'no')];
    if (random.chance(0.5)) return graph(random, [start, ask, left, right], edges);
    const last = node(4, end, 'end');
    return graph(
      random,
      [start, ask, left, right, last],
      [...edges, edge(left, last, 'flow'), ...(random.chance(0.6) ? [edge(right, last, 'flow')] : [])],
    );
  }
  const count = random.integer(2, narrow ? 3 : 5);
  const nodes = words.slice(0, count).map((label, at) => {
    return node(at, label, at === 0 ? 'start' : at === count - 1 ? 'end' : random.chance(0.2) ? 'data' : 'step');
  });
  return graph(
    random,
    nodes,
    nodes.slice(1).map((to, at) => edge(nodes[at], to, 'flow')),
  );
};

/** Sorts of things and what belongs to them, so that what inherits is a special case. */
const SORTS: Readonly<Record<string, readonly string[]>> = {
  animal: ['ant', 'bear', 'bee', 'bird', 'cat', 'crab', 'dog', 'duck', 'fish', 'fox', 'frog', 'horse', 'lion', 'owl'],
  fruit: ['apple', 'fig', 'grape', 'lemon', 'melon', 'pear', 'plum'],
  food: ['bread', 'cake', 'corn', 'milk', 'rice', 'tea', 'fish'],
};

const METHODS = ['eat()', 'run()', 'show()', 'move()', 'read()'] as const;

/** A sort of things with one or two special cases, or a place that contains things. */
const classes: DrawGraph = (random, narrow) => {
  const sort = random.pick(Object.keys(SORTS));
  const count = narrow ? 1 : random.integer(1, 2);
  const members = (): string[][] => [
    random.sample(MEASURES, random.integer(1, narrow ? 1 : 2)),
    ...(random.chance(narrow ? 0 : 0.5) ? [[random.pick(METHODS)]] : []),
  ];
  const inherits = random.chance(0.6);
  const whole = node(0, inherits ? sort : random.pick(PLACES), 'class', members());
  const parts = random.sample(SORTS[sort], count).map((label, at) => node(at + 1, label, 'class', members()));
  const relation = inherits ? 'inherits' : random.pick(['contains', 'gathers', 'uses'] as const);
  const label = { inherits: undefined, contains: 'has', gathers: 'holds', uses: 'uses' }[relation];
  const edges = parts.map((part) => (inherits ? edge(part, whole, relation) : edge(whole, part, relation, label)));
  return graph(random, [whole, ...parts], edges);
};

/** Two or three participants with one to four messages. */
const sequence: DrawGraph = (random, narrow) => {
  const count = narrow ? 2 : random.integer(2, 3);
  const nodes = random.sample(THINGS, count).map((label, at) => node(at, label, 'participant'));
  const labels = random.sample(MEASURES, 4);
  const edges: DiagramEdge[] = [];
  for (let at = 0; at + 1 < count; at++) {
    const [a, b] = [nodes[at], nodes[at + 1]];
    edges.push(edge(a, b, 'call', labels[at]));
    if (random.chance(0.6)) edges.push(edge(b, a, 'reply', ['yes', 'done'][at]));
  }
  if (random.chance(0.3)) edges.push(edge(nodes[0], nodes[1], 'call', labels[3]));
  return graph(random, nodes, edges);
};

const MANY: readonly Many[] = ['one', 'one or more', 'zero or more', 'zero or one'];
const RELATIONS = ['sells', 'keeps', 'shows', 'loads', 'wants'] as const;

/** Two or three entities in a row. */
const entities: DrawGraph = (random, narrow) => {
  const labels = random
    .shuffle([random.pick(PLACES), ...random.sample(THINGS, 2)])
    .slice(0, narrow ? 2 : random.integer(2, 3));
  // One tile has room for the lines of one entity.
  const described = random.integer(0, labels.length - 1);
  const nodes = labels.map((label, at) => {
    const members = random.sample(MEASURES, narrow ? 1 : random.integer(1, 2));
    return node(at, label, 'entity', narrow && at !== described ? [] : [members]);
  });
  const verbs = random.sample(RELATIONS, 2);
  const edges = nodes.slice(1).map((to, at): DiagramEdge => {
    return { ...edge(nodes[at], to, 'relates', verbs[at]), many: [random.pick(MANY), random.pick(MANY)] };
  });
  return graph(random, nodes, edges);
};

const STATES = ['open', 'shut', 'full', 'empty', 'new', 'old', 'on', 'off', 'hot', 'cold'] as const;

/** Two or three states in a row from the initial dot; at times one leads back, or to the final dot. */
const states: DrawGraph = (random, narrow) => {
  const count = narrow ? 2 : random.integer(2, 3);
  const named = random.sample(
    STATES.filter((name) => !['open', 'on', 'old', 'new'].includes(name) || !narrow),
    count,
  );
  const dot = node(0, '', 'initial');
  const nodes = named.map((label, at) => node(at + 1, label, 'state'));
  const events = random.sample(
    EVENTS.filter((name) => !(named as readonly string[]).includes(name)),
    4,
  );
  const edges = [edge(dot, nodes[0], 'transition')];
  nodes.slice(1).forEach((to, at) => {
    edges.push(edge(nodes[at], to, 'transition', events[at]));
  });
  const last = nodes[count - 1];
  if (!narrow && random.chance(0.4)) edges.push(edge(last, nodes[0], 'transition', events[2]));
  if (narrow || !random.chance(0.4)) return graph(random, [dot, ...nodes], edges);
  const final = node(count + 1, '', 'final');
  return graph(random, [dot, ...nodes, final], [...edges, edge(last, final, 'transition', events[3])]);
};

/** A root with two or three branches; some carry one or two leaves. */
const mindMap: DrawGraph = (random, narrow) => {
  const words = random.sample(THINGS, 8);
  const root = node(0, words[0], 'root');
  const nodes = [root];
  const edges: DiagramEdge[] = [];
  const hang = (from: DiagramNode, role: DiagramNode['role']): DiagramNode => {
    const added = node(nodes.length, words[nodes.length], role);
    nodes.push(added);
    edges.push(edge(from, added, 'holds'));
    return added;
  };
  const branches = Array.from({ length: random.integer(2, 3) }, () => hang(root, 'branch'));
  if (narrow || random.chance(0.4)) return graph(random, nodes, edges);
  for (const branch of branches.slice(0, 2)) {
    const leaves = Math.min(random.integer(0, 2), 5 - nodes.length);
    for (let at = 0; at < leaves; at++) hang(branch, 'leaf');
  }
  return graph(random, nodes, edges);
};

export const SMALL_GRAPHS: Readonly<Record<DiagramName, DrawGraph>> = {
  flowchart,
  class: classes,
  sequence,
  'entity-relation': entities,
  state: states,
  'mind-map': mindMap,
};
