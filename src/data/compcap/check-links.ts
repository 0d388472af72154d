/**
 * Compares what is said of arrows and lines with those of a diagram: `A leads to B` must be an edge from A to B. Sentences are
 * read as one string in which every name is a mark, so that each way of saying a link is one pattern; what no pattern knows is
 * not judged.
 */
import type { Claims, LinkClaim } from './claims.js';
import type { Token } from './tokens.js';

interface Report {
  statements: number;
  errors: string[];
}

/** A sentence with `n3` for the third of its names that links join, and `e5` for other names. */
interface Reading {
  text: string;
  names: string[];
}

/** Patterns take time that grows with the square of a sentence. */
const LONGEST_SENTENCE = 300;
const NODE = 'n\\d+';
/** Words between, without another node. */
const GAP = `(?:(?!\\b${NODE}\\b)[^.])*?`;
const LIST = `${NODE}(?:(?: ,)?(?: and)? (?:the state )?${NODE})*`;
const VERBS =
  '(?:leads|lead|points|point|goes|go|flows|connects|moves|passes|proceeds|continues|runs|returns|sends|replies|transitions|switches|changes)';

/** Notes every link that the diagram does not have, or has the other way round, or with another label. */
export function checkLinks(sentences: readonly Token[][], claims: Claims, report: Report): void {
  const { links } = claims;
  if (!links) return;
  for (const sentence of sentences) {
    if (sentence.length > LONGEST_SENTENCE) {
      report.errors.push(`A sentence must have at most ${LONGEST_SENTENCE} words.`);
      continue;
    }
    const reading = read(sentence, claims, links);
    for (const [from, to, label] of saidLinks(reading)) {
      report.statements++;
      const both = links.filter(
        (link) => (link.from === from && link.to === to) || (link.plain && link.from === to && link.to === from),
      );
      if (both.length === 0) report.errors.push(`There is no line from "${from}" to "${to}".`);
      else if (label !== undefined && both.every((link) => link.label !== label))
        report.errors.push(`"${label}" does not stand on the line from "${from}" to "${to}".`);
    }
    checkDegrees(reading, links, report);
    checkPairs(reading, links, report);
    checkMessages(reading, links, report);
  }
}

function read(sentence: readonly Token[], claims: Claims, links: readonly LinkClaim[]): Reading {
  const labels = links.flatMap(({ label }) => label ?? []);
  const others = claims.names.flatMap(({ name }) => (labels.includes(name) ? [] : [name]));
  const nodes = new Set([...links.flatMap(({ from, to }) => [from, to]), ...others]);
  const exact = new Set([...nodes, ...labels]);
  const byFold = new Map([...labels, ...nodes].map((name) => [name.toLowerCase(), name]));
  const names: string[] = [];
  const mark = (name: string): string => `${nodes.has(name) ? 'n' : 'e'}${names.push(name) - 1}`;
  const words = sentence.map((token) => {
    if (token.kind === 'break') return token.mark;
    // A small letter where the name has a capital one is a common word: `once that is done` beside a node `Done`.
    if (token.kind === 'name')
      return /^\p{Lu}/u.test(token.name) && /^\p{Ll}/u.test(token.text) ? token.text : mark(token.name);
    if (token.kind === 'quotation') {
      const said = exact.has(token.text) ? token.text : token.text.replace(/[,.]$/, '');
      return mark(exact.has(said) ? said : (byFold.get(said.toLowerCase()) ?? said));
    }
    if (token.kind === 'word') return /^[ne]\d+$/.test(token.lower) ? '-' : token.lower;
    return token.text.toLowerCase();
  });
  return { text: words.join(' '), names };
}

type Said = [from: string, to: string, label?: string];

/** All links that a sentence states. */
function saidLinks({ text, names }: Reading): Said[] {
  const said: Said[] = [];
  const name = (mark: string): string => names[Number(mark.slice(1))];
  const labelIn = (part: string): string | undefined => {
    const marks = part.match(/\be\d+\b/g) ?? [];
    return marks.length === 1 ? name(marks[0]) : undefined;
  };
  const each = (pattern: string, use: (...groups: string[]) => void): void => {
    for (const [, ...groups] of text.matchAll(new RegExp(pattern, 'g'))) use(...groups);
  };
  const marks = (list: string): string[] => (list.match(/\bn\d+\b/g) ?? []).map(name);

  // From A an arrow (with a text) leads back to B; the line from A to B.
  each(
    `\\bfrom (?:the state )?(${NODE}) ((?:(?!\\b${NODE}\\b|\\bdown\\b)[^.;])*?\\bto) ${GAP}\\b(${NODE})(?: ${GAP}\\bis labelled (e\\d+))?`,
    (a, words, b, label) => {
      said.push([name(a), name(b), label === undefined ? labelIn(words) : name(label)]);
    },
  );
  each(`\\btransition (e\\d+) takes it from (${NODE}) to (${NODE})`, (label, a, b) =>
    said.push([name(a), name(b), name(label)]),
  );
  // A way from A over B to C; two arrows in a row.
  each(`\\bway from (${NODE}) over (${NODE}) to (${NODE})`, (a, b, c) =>
    said.push([name(a), name(b)], [name(b), name(c)]),
  );
  each(`\\bjoin (${NODE}) with (${NODE}) and (${NODE}) with (${NODE})`, (a, b, c, d) =>
    said.push([name(a), name(b)], [name(c), name(d)]),
  );
  each(`\\bbetween (${NODE}) and (${NODE}) lies (${NODE})`, (a, c, b) =>
    said.push([name(a), name(b)], [name(b), name(c)]),
  );
  // A leads to B; A points to B; A is followed by B.
  each(
    `\\b(${NODE}) (?:directly |also |now )?${VERBS}(?: back| on)? to (?:the (?:state|question|decision|step) )?(${NODE})`,
    (a, b) => {
      said.push([name(a), name(b)]);
    },
  );
  each(`\\b(${NODE}) is (?:directly )?followed by (?:the (?:state|question|decision|step) )?(${NODE})`, (a, b) =>
    said.push([name(a), name(b)]),
  );
  each(`\\b(${NODE}) (?:directly )?(?:follows|comes after) (${NODE})`, (b, a) => said.push([name(a), name(b)]));
  each(`\\b(?:once|after) (${NODE}) ${GAP}\\b(${NODE}) (?:comes next|is asked|follows)`, (a, b) =>
    said.push([name(a), name(b)]),
  );
  // In the state A, the event e leads to B; the decision A has two ways out: the branch e leads to B, and the branch f to C.
  const source = new RegExp(`\\b(?:in|decision|at)(?: the state)? (${NODE})(.*)`).exec(text);
  if (source) {
    for (const [, label, b] of source[2].matchAll(
      new RegExp(`\\b(e\\d+) (?:leads|goes|points) to ${GAP}\\b(${NODE})`, 'g'),
    ))
      said.push([name(source[1]), name(b), name(label)]);
  }
  // A sends the message e to B; A replies to B with e; A does something by itself: e.
  each(`\\b(${NODE}) (?:sends|passes) the message (e\\d+|${NODE}) to (${NODE})`, (a, label, b) =>
    said.push([name(a), name(b), name(label)]),
  );
  each(`\\b(${NODE}) replies to (${NODE}) ${GAP}\\bsays (e\\d+|${NODE})`, (a, b, label) =>
    said.push([name(a), name(b), name(label)]),
  );
  each(`\\b(${NODE}) does something by itself ${GAP}\\b(e\\d+)`, (a, label) =>
    said.push([name(a), name(a), name(label)]),
  );
  each(`\\b(${NODE}) inherits from (${NODE})`, (a, b) => said.push([name(a), name(b)]));
  each(`\\beach (${NODE}) (e\\d+) ${GAP}\\b(${NODE})`, (a, label, b) => said.push([name(a), name(b), name(label)]));
  each(`\\bline joins (${NODE}) to (${NODE})`, (a, b) => said.push([name(a), name(b)]));
  // Arrows meet at B; they come from A and C. B can be entered from A and C.
  each(`\\bmeet at (${NODE}) ; they come from (${LIST})`, (b, list) =>
    said.push(...marks(list).map((a): Said => [a, name(b)])),
  );
  each(`\\b(${NODE}) can be (?:entered|reached directly) from (${LIST})`, (b, list) =>
    said.push(...marks(list).map((a): Said => [a, name(b)])),
  );
  each(`\\bfollows (${LIST}) depends on (${NODE}) : either (${LIST.replace(' and', ' or')})`, (list, a, ways) => {
    said.push(...marks(list).map((b): Said => [b, name(a)]), ...marks(ways).map((b): Said => [name(a), b]));
  });
  each(`\\bbranch (${NODE}) is divided into ${GAP}(${LIST})`, (a, list) =>
    said.push(...marks(list).map((b): Said => [name(a), b])),
  );
  each(`\\bto the branch (${NODE}) belong ${GAP}(${LIST})`, (a, list) =>
    said.push(...marks(list).map((b): Said => [name(a), b])),
  );
  each(`\\bunder (${NODE}) the map collects ${GAP}(${LIST})`, (a, list) =>
    said.push(...marks(list).map((b): Said => [name(a), b])),
  );
  each(`\\bto (${NODE}) leads through (${NODE})`, (b, a) => said.push([name(a), name(b)]));
  each(`\\b(${NODE}) is reached from the middle by way of (${NODE})`, (b, a) => said.push([name(a), name(b)]));
  // A, then B, then C; from the initial dot to A, then the event e to B.
  each(`((?:${NODE})(?: , then (?:the event e\\d+ to )?(?:the )?${NODE})+)`, (chain) => {
    const steps = [...chain.matchAll(new RegExp(`(?:the event (e\\d+) to )?(?:the )?\\b(${NODE})`, 'g'))];
    steps.slice(1).forEach(([, label, b], at) => {
      said.push([name(steps[at][2]), name(b), label === undefined ? undefined : name(label)]);
    });
  });
  return said;
}

/** How many arrows start or end at a node: `no arrow leaves A`, `two arrows leave A`, `A has three arrows coming in`. */
function checkDegrees({ text, names }: Reading, links: readonly LinkClaim[], report: Report): void {
  const count = (word: string): number => COUNTS.indexOf(word === 'a' ? 'one' : word);
  const check = (words: string, mark: string, ...ways: ('from' | 'to')[]): void => {
    const name = names[Number(mark.slice(1))];
    report.statements++;
    if (links.filter((link) => ways.some((way) => link[way] === name)).length !== count(words))
      report.errors.push(`The lines ${ways.join(' and ')} "${name}" are not ${words}.`);
  };
  const number = `(${COUNTS.join('|')})(?: single)?`;
  const line = '(?:arrows?|lines?|ways?|messages?)';
  for (const [, words, mark] of text.matchAll(new RegExp(`\\b${number} ${line} leaves? (?:the state )?(${NODE})`, 'g')))
    check(words, mark, 'from');
  for (const [, words, mark] of text.matchAll(new RegExp(`\\b${number} ${line} (?:ends?|arrives?) at (${NODE})`, 'g')))
    check(words, mark, 'to');
  for (const [, mark, words] of text.matchAll(new RegExp(`\\b(${NODE}) has ${number} ${line} (?:going )?out`, 'g')))
    check(words, mark, 'from');
  for (const [, mark, words] of text.matchAll(
    new RegExp(`\\b(${NODE}) has ${GAP}\\band ${number}(?: ${line})? coming in`, 'g'),
  ))
    check(words, mark, 'to');
  for (const [, words, mark] of text.matchAll(new RegExp(`\\b${number} ${line} touch(?:es)? (${NODE})`, 'g')))
    check(words, mark, 'from', 'to');
  for (const [, mark, words] of text.matchAll(
    new RegExp(`\\bat (${NODE}) there (?:is|are) ${number} ${line} in all`, 'g'),
  ))
    check(words, mark, 'from', 'to');
}

/** What is said of two: not joined, joined to a third, more lines, one right after the other. */
function checkPairs({ text, names }: Reading, links: readonly LinkClaim[], report: Report): void {
  const name = (mark: string): string => names[Number(mark.slice(1))];
  const joined = (a: string, b: string): boolean =>
    links.some(({ from, to }) => (from === a && to === b) || (from === b && to === a));
  const degree = (a: string): number => links.filter(({ from, to }) => from === a || to === a).length;
  const test = (pattern: string, holds: (...said: string[]) => boolean, error: (...said: string[]) => string): void => {
    for (const [, ...marks] of text.matchAll(new RegExp(pattern, 'g'))) {
      const said = marks.filter((mark) => mark !== undefined).map(name);
      report.statements++;
      if (!holds(...said)) report.errors.push(error(...said));
    }
  };
  test(
    `\\bno (?:line|arrow|message) joins (${NODE}) and (${NODE}) directly(?: , but both are joined to (${NODE}))?`,
    (a, b, c) => !joined(a, b) && (c === undefined || (joined(a, c) && joined(b, c))),
    (a, b) => `The lines at "${a}" and "${b}" are not like that.`,
  );
  test(
    `\\b(${NODE}) has more (?:lines|arrows) than (${NODE})`,
    (a, b) => degree(a) > degree(b),
    (a, b) => `"${a}" does not have more lines than "${b}".`,
  );
  test(
    `\\b(${NODE}) has fewer (?:lines|arrows) than (${NODE})`,
    (a, b) => degree(a) < degree(b),
    (a, b) => `"${a}" does not have fewer lines than "${b}".`,
  );
  const follows = (a: string, b: string): boolean =>
    links.some(({ label }, at) => label === a && links[at + 1]?.label === b);
  const error = (a: string, b: string): string => `"${b}" does not come right after "${a}".`;
  test(
    `\\bmessage ([ne]\\d+) comes right after ([ne]\\d+)`,
    (b, a) => follows(a, b),
    (b, a) => error(a, b),
  );
  test(
    `\\bright before ([ne]\\d+) stands the message ([ne]\\d+)`,
    (b, a) => follows(a, b),
    (b, a) => error(a, b),
  );
}

const COUNTS = 'no one two three four five six seven eight nine ten'.split(' ');

/** `A sends two messages, e and f; it receives g`. */
function checkMessages({ text, names }: Reading, links: readonly LinkClaim[], report: Report): void {
  const found = new RegExp(`\\b(${NODE}) sends ([^;]*) ; it receives (.*)$`).exec(text);
  if (!found) return;
  const [, mark, sent, received] = found;
  const name = names[Number(mark.slice(1))];
  for (const [part, way] of [
    [sent, 'from'],
    [received, 'to'],
  ] as const) {
    for (const [said] of part.matchAll(/\b[ne]\d+\b/g)) {
      const label = names[Number(said.slice(1))];
      report.statements++;
      if (!links.some((link) => link[way] === name && link.label === label))
        report.errors.push(`"${label}" is no message ${way} "${name}".`);
    }
  }
}
