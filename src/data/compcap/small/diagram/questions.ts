import type { Random } from '../../../../base/random.js';
import { around } from '../../../picture/painter.js';
import { plural, withArticle } from '../../../picture/words.js';
import { listed } from '../../../picture/working.js';
import { type Diagram, type DiagramNode, nodeOf } from '../../diagram/meta.js';
import type { CompositeQuestion } from '../../kind.js';
import { QuestionForm } from '../question-form.js';
import { THINGS } from '../words.js';
import { SORT_WORDS } from './caption.js';

/** Sort, counts, what is joined to what, labels, members and title. */
export function askSmallDiagram(diagram: Diagram, random: Random): CompositeQuestion[] {
  const { name, graph, look, geometry } = diagram;
  const { says, node, edge } = SORT_WORDS[name];
  const form = new QuestionForm(random);
  const named = graph.nodes.filter(({ label }) => label !== '');
  const labels = named.map(({ label }) => label);
  const all = around(Object.values(geometry.nodes));
  form.ask('structure', says, ['What kind of diagram is this?', 'Which kind of diagram is shown?'], { box: all });
  const nodes = plural(node);
  form.ask('count', named.length, [`How many ${nodes} are there?`, `How many ${nodes} does the diagram have?`], {
    ...{ working: listed(labels), box: all },
  });
  form.ask('count', graph.edges.length, [`How many ${plural(edge)} are there?`], { box: all });
  const inside = (label: string) => ({ wordings: [`Is ${label} in the diagram?`], working: listed(labels) });
  if (labels.every((label) => THINGS.includes(label)))
    form.decide('existence', labels.map(inside), THINGS.filter((label) => !labels.includes(label)).map(inside));
  askEdges(diagram, form, random);
  askMembers(diagram, form, random);
  if (look.titled && geometry.title)
    form.ask('reading', graph.title, ['What is the title of the diagram?', 'What does the title say?'], {
      box: geometry.title,
    });
  return form.questions;
}

function askEdges({ name, graph, geometry }: Diagram, form: QuestionForm, random: Random): void {
  const { edge: noun } = SORT_WORDS[name];
  const ends = ({ from, to }: { from: string; to: string }): [DiagramNode, DiagramNode] => {
    return [nodeOf(graph, from), nodeOf(graph, to)];
  };
  const named = graph.edges.filter((edge) => ends(edge).every(({ label }) => label !== ''));
  const out = (id: string): string[] =>
    named.filter(({ from }) => from === id).map(({ to }) => nodeOf(graph, to).label);
  const directed = name === 'flowchart' || name === 'state';
  for (const edge of named) {
    const [from, to] = ends(edge);
    const box = geometry.nodes[to.id];
    const own = graph.edges.filter((other) => other.from === from.id);
    const into = graph.edges.filter((other) => other.to === to.id);
    if (directed && own.length === 1) form.ask('structure', to.label, [`What comes after ${from.label}?`], { box });
    if (directed && into.length === 1)
      form.ask('structure', from.label, [`What comes before ${to.label}?`], { box: geometry.nodes[from.id] });
    if (name === 'mind-map' && from.role !== 'root')
      form.ask('structure', from.label, [`Which branch holds ${to.label}?`], { box: geometry.nodes[from.id] });
    const between = named.filter((other) => other.from === edge.from && other.to === edge.to);
    const label = geometry.edges[graph.edges.indexOf(edge)].label;
    if (edge.label !== undefined && between.length === 1)
      form.ask('reading', edge.label, [`What stands on the ${noun} from ${from.label} to ${to.label}?`], {
        ...(label ? { box: label } : {}),
      });
  }
  const nodes = graph.nodes.filter(({ label }) => label !== '');
  const ask = (a: DiagramNode, b: DiagramNode) => ({
    wordings: [`Does ${withArticle(noun)} go from ${a.label} to ${b.label}?`],
    working: `${a.label} to ${listed(new Set(out(a.id)))}`,
    box: around([geometry.nodes[a.id], geometry.nodes[b.id]]),
  });
  const apart = nodes.flatMap((a) =>
    nodes.filter((b) => a !== b && !out(a.id).includes(b.label)).map((b) => [a, b] as const),
  );
  if (named.length === 0 || apart.length === 0) return;
  form.decide('existence', [ask(...ends(random.pick(named)))], [ask(...random.pick(apart))]);
}

/** Lines below the names of classes and entities. */
function askMembers({ graph, geometry }: Diagram, form: QuestionForm, random: Random): void {
  const records = graph.nodes.filter(({ sections = [] }) => sections.flat().length > 0);
  for (const { id, label, sections = [] } of random.sample(records, 2)) {
    const members = sections.flat();
    const box = geometry.nodes[id];
    form.ask('count', members.length, [`How many lines are below ${label}?`], { working: listed(members), box });
    const member = random.pick(members);
    const holders = records.filter((record) => record.sections!.flat().includes(member));
    if (holders.length === 1) form.ask('reading', label, [`Which box has ${member}?`], { box });
    if (members.length === 1)
      form.ask('reading', member, [`What does ${label} have?`, `What is below ${label}?`], { box });
  }
}
