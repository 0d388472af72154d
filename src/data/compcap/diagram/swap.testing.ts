import type { Random } from '../../../base/random.js';
import { nameOf } from './claims.js';
import type { Diagram } from './meta.js';

/** What can be exchanged in a sentence about an arrow or a line. */
export const LINK_FACTS = ['ends', 'target', 'label'] as const;

/**
 * The caption with one sentence about a line made false: its ends exchanged, another node at its end, or the label of another
 * line; none where it has no such sentence. Sentences about an undirected partnership have no ends to exchange.
 */
export function swapLink(
  caption: string,
  { graph }: Diagram,
  fact: (typeof LINK_FACTS)[number],
  random: Random,
): string | undefined {
  const links = graph.edges.map(({ from, to, label }) => [nameOf(graph, from), nameOf(graph, to), label] as const);
  const nodes = graph.nodes.map(({ id }) => nameOf(graph, id));
  const linked = (a: string, b: string): boolean => links.some(([from, to]) => from === a && to === b);
  const candidates = caption.split(/(?<=[.]) (?=[A-Z"])/).flatMap((sentence) => {
    if (/takes part in|depends on|, then |has (?:more|fewer)/.test(sentence)) return [];
    const ways = /the branch "([^"]*)" leads .* the branch "([^"]*)" leads/.exec(sentence);
    if (ways && fact === 'label') return [caption.replace(sentence, exchange(sentence, ways[1], ways[2]))];
    const quoted = [...sentence.matchAll(/"([^"]*)"/g)].map(([, text]) => text);
    const [a, b, ...more] = [...new Set(quoted.filter((text) => nodes.includes(text)))];
    if (b === undefined || more.length > 0 || linked(a, b) === linked(b, a)) return [];
    const [from, to] = linked(a, b) ? [a, b] : [b, a];
    if (fact === 'ends') return [caption.replace(sentence, exchange(sentence, from, to))];
    if (fact === 'target') {
      const others = nodes.filter(
        (node) => node !== from && !/ dot$/.test(node) && !linked(from, node) && !linked(node, from),
      );
      return others.length === 0
        ? []
        : [caption.replace(sentence, sentence.replaceAll(`"${to}"`, `"${random.pick(others)}"`))];
    }
    const own = links.filter(([x, y]) => x === from && y === to).flatMap(([, , label]) => label ?? []);
    const said = own.find((label) => quoted.includes(label));
    const others = links.flatMap(([, , label]) => (label !== undefined && !own.includes(label) ? [label] : []));
    if (said === undefined || others.length === 0 || nodes.includes(said)) return [];
    return [caption.replace(sentence, sentence.replaceAll(`"${said}"`, `"${random.pick(others)}"`))];
  });
  return candidates.length === 0 ? undefined : random.pick(candidates);
}

function exchange(sentence: string, a: string, b: string): string {
  return sentence.replace(/"([^"]*)"/g, (said, text) => (text === a ? `"${b}"` : text === b ? `"${a}"` : said));
}
