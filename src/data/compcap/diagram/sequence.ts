import type { Random } from '../../../base/random.js';
import { joinWords, numberWord, ordinalWord } from '../words.js';
import { arrangeSequence } from './arrange-sequence.js';
import { diagramKind } from './diagram-kind.js';
import { drawSequence } from './draw-sequence.js';
import { type DiagramEdge, type DiagramNode, type Graph, nodeOf } from './meta.js';
import { identify, quoted, quotedList } from './tell.js';
import { SCRIPTS } from './words/scripts.js';

/** The beginning of a script, six messages or more. */
function drawScript(random: Random): Graph {
  const script = random.pick(SCRIPTS);
  const count = random.integer(script.lines.length - 1, script.lines.length);
  const lines = script.lines.slice(0, count).map((line) => /^(\w+) ([<>=]) (\w+): (.*)$/.exec(line)!);
  const named = script.participants.filter((name) => lines.some(([, a, , b]) => a === name || b === name));
  const nodes = named.map((label, at): DiagramNode => {
    return { id: identify(at), label, role: script.people.includes(label) ? 'actor' : 'participant' };
  });
  const idOf = (name: string): string => nodes.find(({ label }) => label === name)!.id;
  const edges = lines.map(([, left, sign, right, label]): DiagramEdge => {
    const [from, to] = sign === '<' ? [right, left] : [left, right];
    return { from: idOf(from), to: idOf(to), relation: sign === '<' ? 'reply' : 'call', label };
  });
  return { title: script.title, topic: script.topic, nodes, edges };
}

function tellScript(graph: Graph, random: Random): string[] {
  const { nodes, edges } = graph;
  const label = (id: string): string => quoted(nodeOf(graph, id).label);
  const replies = edges.filter(({ relation }) => relation === 'reply').length;
  const sentences = [
    `From left to right it has ${numberWord(nodes.length)} participants: ${quotedList(nodes)}.`,
    `Between their lifelines ${numberWord(edges.length)} messages are exchanged, read from top to bottom.`,
    replies > 0
      ? `Dashed arrows are replies, and there ${replies === 1 ? 'is one' : `are ${numberWord(replies)}`} of them.`
      : '',
  ];
  edges.forEach(({ from, to, relation, label: text }, at) => {
    const lead =
      at === 0
        ? 'First,'
        : at === edges.length - 1
          ? 'At the end,'
          : random.pick(['Then', 'Next,', 'After that,', `In the ${ordinalWord(at + 1)} message,`]);
    const [a, b, what] = [label(from), label(to), quoted(text!)];
    if (from === to)
      sentences.push(`${lead} ${a} does something by itself, with an arrow that returns to its own lifeline: ${what}.`);
    else if (relation === 'reply')
      sentences.push(`${lead} ${a} replies to ${b} with a dashed arrow that says ${what}.`);
    else {
      const verb = random.pick(['sends', 'passes']);
      sentences.push(`${lead} ${a} ${verb} the message ${what} to ${b}.`);
    }
  });
  for (const { id, label: name } of nodes) {
    const [sent, received] = [edges.filter(({ from }) => from === id), edges.filter(({ to }) => to === id)];
    const texts = (list: readonly DiagramEdge[]): string => joinWords(list.map(({ label: text }) => quoted(text!)));
    const first = sent.length === 0 ? 'sends nothing' : `sends ${times(sent.length)}, ${texts(sent)}`;
    const second =
      received.length === 0 ? 'receives nothing' : `receives ${times(received.length)}, ${texts(received)}`;
    sentences.push(`In all, ${quoted(name)} ${first}; it ${second}.`);
  }
  return sentences.filter((sentence) => sentence !== '');
}

function times(count: number): string {
  return count === 1 ? 'a single message' : `${numberWord(count)} messages`;
}

function writeSequence({ nodes, edges }: Graph): string {
  return [
    'sequenceDiagram',
    ...nodes.map(({ id, label, role }) => `  ${role === 'actor' ? 'actor' : 'participant'} ${id} as ${label}`),
    ...edges.map(({ from, to, relation, label }) => `  ${from}${relation === 'reply' ? '-->>' : '->>'}${to}: ${label}`),
  ].join('\n');
}

export const sequence = diagramKind({
  ...{ name: 'sequence', says: 'sequence diagram', nodes: 'participants', edges: 'messages' },
  ...{ drawGraph: drawScript, arrange: arrangeSequence, tell: tellScript, mermaid: writeSequence, draw: drawSequence },
});
