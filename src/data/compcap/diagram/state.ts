import type { Random } from '../../../base/random.js';
import { numberWord } from '../words.js';
import { arrangeLayers } from './arrange.js';
import { diagramKind } from './diagram-kind.js';
import { type DiagramEdge, type DiagramNode, type Graph, nodeOf } from './meta.js';
import { identify, quoted, quotedList } from './tell.js';
import { MACHINES } from './words/machines.js';

/** A machine with its needed transitions and some of the others, as long as each of these starts at a state that is there. */
function drawMachine(random: Random): Graph {
  const machine = random.pick(MACHINES);
  const transitions = [...machine.transitions];
  const kept = machine.optional.filter(() => random.chance(0.9));
  for (const transition of kept) {
    if (transitions.some(([from, , to]) => from === transition[0] || to === transition[0]))
      transitions.push(transition);
  }
  const nodes: DiagramNode[] = [];
  const place = (name: string, role: DiagramNode['role']): string => {
    const known = nodes.find((node) => node.role === role && node.label === name);
    if (known) return known.id;
    const id = identify(nodes.length);
    nodes.push({ id, label: name, role });
    return id;
  };
  const edges = transitions.map(([from, event, to]): DiagramEdge => {
    const start = from === '*' ? place('', 'initial') : place(from, 'state');
    const end = to === '*' ? place('', 'final') : place(to, 'state');
    return { from: start, to: end, relation: 'transition', ...(event ? { label: event } : {}) };
  });
  return { title: machine.title, topic: machine.topic, nodes, edges };
}

function tellMachine(graph: Graph, random: Random): string[] {
  const states = graph.nodes.filter(({ role }) => role === 'state');
  const label = (id: string): string => quoted(nodeOf(graph, id).label);
  const initial = graph.edges.find(({ from }) => nodeOf(graph, from).role === 'initial')!;
  const sentences = [
    `It has ${numberWord(states.length)} states: ${quotedList(states)}.`,
    `Counted with those at the dots, ${numberWord(graph.edges.length)} arrows stand for transitions.`,
    `The initial dot points to ${label(initial.to)}, which is where everything begins.`,
  ];
  for (const state of states) {
    const ways = graph.edges.filter(({ from }) => from === state.id);
    const name = quoted(state.label);
    if (ways.length === 0) sentences.push(`No arrow leaves ${name}, so whatever arrives there stays there.`);
    if (ways.length > 1)
      sentences.push(
        `${numberWord(ways.length).replace(/^./, (a) => a.toUpperCase())} arrows leave the state ${name}.`,
      );
    for (const { to, label: event = '' } of ways) {
      const final = nodeOf(graph, to).role === 'final';
      sentences.push(
        final
          ? `In the state ${name}, the event ${quoted(event)} leads to the final dot.`
          : random.pick([
              `In the state ${name}, the event ${quoted(event)} leads to the state ${label(to)}.`,
              `The transition ${quoted(event)} takes it from ${name} to ${label(to)}.`,
              `From ${name} an arrow with the text ${quoted(event)} points to ${label(to)}.`,
            ]),
      );
    }
    const sources = graph.edges.filter(({ to }) => to === state.id).map(({ from }) => nodeOf(graph, from));
    const named = sources.filter((source) => source.label !== '');
    if (named.length > 0) sentences.push(`The state ${name} can be entered from ${quotedList([...new Set(named)])}.`);
  }
  sentences.push(`One possible run is ${possibleRun(graph, random)}.`);
  const quiet = states.filter(({ id }) => graph.edges.filter(({ to }) => to === id).length === 1);
  if (quiet.length > 0) sentences.push(`Only a single arrow points to ${quotedList(quiet)}.`);
  return sentences;
}

/** A walk along the arrows from the initial dot, without a state twice. */
function possibleRun(graph: Graph, random: Random): string {
  const walk = [graph.nodes.find(({ role }) => role === 'initial')!];
  const parts: string[] = [];
  for (;;) {
    const ways = graph.edges.filter(({ from, to }) => {
      return from === walk[walk.length - 1].id && walk.every(({ id }) => id !== to);
    });
    if (ways.length === 0) return parts.join(', then ');
    const way = random.pick(ways);
    const next = nodeOf(graph, way.to);
    walk.push(next);
    const place = next.role === 'final' ? 'the final dot' : quoted(next.label);
    parts.push(way.label ? `the event ${quoted(way.label)} to ${place}` : `from the initial dot to ${place}`);
  }
}

function writeStates(graph: Graph): string {
  const { nodes, edges } = graph;
  const id = (of: string): string => (nodeOf(graph, of).label === '' ? '[*]' : of);
  return [
    'stateDiagram-v2',
    ...nodes.filter(({ label }) => label !== '').map((node) => `  state "${node.label}" as ${node.id}`),
    ...edges.map(({ from, to, label }) => `  ${id(from)} --> ${id(to)}${label ? ` : ${label}` : ''}`),
  ].join('\n');
}

export const state = diagramKind({
  ...{ name: 'state', says: 'state diagram', nodes: 'states', edges: 'arrows' },
  ...{ drawGraph: drawMachine, arrange: arrangeLayers, tell: tellMachine, mermaid: writeStates },
});
