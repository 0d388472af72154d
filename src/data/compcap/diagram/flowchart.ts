import type { Random } from '../../../base/random.js';
import { joinWords, numberWord } from '../words.js';
import { arrangeLayers } from './arrange.js';
import { diagramKind } from './diagram-kind.js';
import { type DiagramEdge, type DiagramNode, type Graph, nodeOf } from './meta.js';
import { identify, quoted, quotedList } from './tell.js';
import { PROCESSES } from './words/processes.js';

/** A process with steps in order and decisions that lead back, on, or to the end. */
function drawProcess(random: Random): Graph {
  const process = random.pick(PROCESSES);
  const last = process.steps.length - random.integer(0, 1);
  const first = random.integer(0, 1);
  const nodes: DiagramNode[] = [];
  const edges: DiagramEdge[] = [];
  const add = (label: string, role: DiagramNode['role']): string => {
    const id = identify(nodes.length);
    nodes.push({ id, label, role });
    return id;
  };
  const [yes, no] = random.pick([
    ['Yes', 'No'],
    ['yes', 'no'],
    ['True', 'False'],
  ]);
  const link = (from: string, to: string, label?: string): void => {
    edges.push({ from, to, relation: 'flow', ...(label ? { label } : {}) });
  };
  let open: [from: string, label?: string][] = [[add(random.pick(['Start', 'Begin']), 'start')]];
  const waiting: string[] = [];
  const join = (to: string): void => {
    for (const [from, label] of open) link(from, to, label);
  };
  const kept = random.sample(process.forks, random.integer(2, 3));
  for (let step = first; step < last; step++) {
    const id = add(process.steps[step], step === first && random.chance(0.4) ? 'data' : 'step');
    join(id);
    open = [[id]];
    for (const { after, ask, otherwise, then } of kept) {
      if (after !== step) continue;
      const decision = add(ask, 'decision');
      link(id, decision);
      const detour = add(otherwise, 'step');
      link(decision, detour, no);
      open = [[decision, yes]];
      if (then === 'back') link(detour, id);
      else if (then === 'on') open.push([detour]);
      else waiting.push(detour);
    }
  }
  const end = add(random.pick(['End', 'Finish', 'Done']), 'end');
  join(end);
  for (const from of waiting) link(from, end);
  return { title: process.title, topic: process.topic, nodes, edges };
}

function tellProcess(graph: Graph, random: Random): string[] {
  const { nodes, edges } = graph;
  const of = (role: DiagramNode['role']): DiagramNode[] => nodes.filter((node) => node.role === role);
  const [start, end] = [of('start')[0], of('end')[0]];
  const decisions = of('decision');
  const steps = [...of('data'), ...of('step')];
  const out = (id: string): DiagramEdge[] => edges.filter(({ from }) => from === id);
  const label = (id: string): string => quoted(nodeOf(graph, id).label);
  const sentences = [
    `It has ${numberWord(nodes.length)} shapes and ${numberWord(edges.length)} arrows.`,
    `The steps, drawn as boxes, are ${quotedList(steps)}.`,
    decisions.length > 0
      ? `The diamonds ask ${numberWord(decisions.length)} ${decisions.length === 1 ? 'question' : 'questions'}: ${quotedList(decisions)}.`
      : '',
    random.pick([
      `The process begins at the rounded shape ${label(start.id)} and finishes at ${label(end.id)}.`,
      `Rounded shapes mark where it begins, ${label(start.id)}, and where it finishes, ${label(end.id)}.`,
    ]),
  ];
  for (const node of nodes) {
    const ways = out(node.id);
    if (node.role === 'decision') {
      const parts = ways.map((edge) => `the branch ${quoted(edge.label!)} leads to ${label(edge.to)}`);
      sentences.push(
        `The decision ${label(node.id)} has ${numberWord(ways.length)} ways out: ${parts.join(', and ')}.`,
      );
      continue;
    }
    for (const { to } of ways) sentences.push(tellStep(graph, node, to, random));
  }
  for (const { id } of decisions) {
    const before = edges.filter(({ to }) => to === id).map(({ from }) => label(from));
    const [a, b] = out(id).map(({ to }) => label(to));
    sentences.push(`So what follows ${joinWords(before)} depends on ${label(id)}: either ${a} or ${b}.`);
  }
  const joins = nodes.filter(({ id }) => edges.filter(({ to }) => to === id).length > 1);
  for (const { id } of joins) {
    const from = edges.filter((edge) => edge.to === id).map((edge) => label(edge.from));
    sentences.push(`Several arrows meet at ${label(id)}; they come from ${joinWords(from)}.`);
  }
  sentences.push(`When every answer is positive, the way is ${straightWay(graph).map(quoted).join(', then ')}.`);
  return sentences.filter((sentence) => sentence !== '');
}

function tellStep(graph: Graph, node: DiagramNode, to: string, random: Random): string {
  const [from, next] = [quoted(node.label), nodeOf(graph, to)];
  const back = graph.nodes.indexOf(next) < graph.nodes.indexOf(node);
  const target = quoted(next.label);
  if (back) return `From ${from} the arrow goes back to ${target}, so that this part is repeated.`;
  if (next.role === 'decision') return `After ${from} the question ${target} is asked.`;
  return random.pick([
    `From ${from} an arrow leads to ${target}.`,
    `The shape ${from} is followed by ${target}.`,
    `Once ${from} is done, ${target} comes next.`,
  ]);
}

/** Labels from start to end along the positive answers. */
function straightWay(graph: Graph): string[] {
  const way: DiagramNode[] = [graph.nodes[0]];
  for (;;) {
    const ways = graph.edges.filter(({ from }) => from === way[way.length - 1].id);
    const next = ways.find(({ label }) => label === undefined || /^(yes|true)$/i.test(label));
    if (!next) return way.map(({ label }) => label);
    way.push(nodeOf(graph, next.to));
  }
}

function writeFlowchart({ nodes, edges }: Graph): string {
  const shapes: Partial<Record<DiagramNode['role'], [string, string]>> = {
    ...{ start: ['([', '])'], end: ['([', '])'], decision: ['{', '}'], data: ['[/', '/]'] },
  };
  return [
    'flowchart TD',
    ...nodes.map(({ id, label, role }) => {
      const [open, close] = shapes[role] ?? ['[', ']'];
      return `  ${id}${open}"${label}"${close}`;
    }),
    ...edges.map(({ from, to, label }) => `  ${from} -->${label ? `|${label}|` : ''} ${to}`),
  ].join('\n');
}

export const flowchart = diagramKind({
  ...{ name: 'flowchart', says: 'flowchart', nodes: 'shapes', edges: 'arrows' },
  ...{ drawGraph: drawProcess, arrange: arrangeLayers, tell: tellProcess, mermaid: writeFlowchart },
});
