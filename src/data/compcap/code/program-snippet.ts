import type { Random } from '../../../base/random.js';
import { camelCase } from './dialect/dialect.js';
import { canWrite, dialectOf, type ProgramLanguage } from './dialect/languages.js';
import type { Part, Snippet } from './meta.js';
import { run, type Value } from './program/interpret.js';
import { parseProcedures } from './program/parse.js';
import { type Procedure, statementsOf } from './program/syntax.js';
import { ARITHMETIC } from './topics/arithmetic.js';
import { LISTS } from './topics/lists.js';
import { renamed } from './topics/rename.js';
import { SEARCHING } from './topics/searching.js';
import { TEXTS } from './topics/texts.js';
import type { Topic, TopicText } from './topics/topic.js';

/** Every topic of programs. */
export const TOPICS: readonly Topic[] = [...ARITHMETIC, ...LISTS, ...TEXTS, ...SEARCHING];

/** One or two topics written in a language, and what they do; results of examples come from our interpreter. */
export function programSnippet(random: Random, language: ProgramLanguage): Snippet {
  const topics: TopicText[] = [];
  const names = new Set<string>();
  const wanted = random.chance(0.5) ? 2 : 1;
  // The first draw that fits is taken; a second topic is given up when the first one leaves little room.
  for (let attempt = 0; topics.length === 0 || (topics.length < wanted && attempt < 12); attempt++) {
    const topic = renamed(random.pick(TOPICS)(random), random);
    const procedures = parseProcedures(topic.code);
    const long = topics.reduce((sum, { code }) => sum + linesOf(code), linesOf(topic.code)) > MOST_LINES;
    if (!canWrite(language, procedures) || (long && topics.length > 0)) continue;
    if (procedures.some(({ name }) => names.has(name))) continue;
    for (const { name } of procedures) names.add(name);
    topics.push(topic);
  }
  return writeTopics(topics, language, random.chance(0.5));
}

/** Lines of the notation in one snippet; languages with braces need about twice as many. */
const MOST_LINES = 20;

function linesOf(code: string): number {
  return code.trim().split('\n').length;
}

/** Topics in a language; `called` adds the statement that prints the example of the last one. */
export function writeTopics(topics: readonly TopicText[], language: ProgramLanguage, called: boolean): Snippet {
  const parsed = topics.map((topic) => ({ topic, procedures: parseProcedures(topic.code) }));
  const { topic, procedures } = parsed[parsed.length - 1];
  const main = procedures[procedures.length - 1];
  const printed = called && !['list', 'words'].includes(main.returns);
  const spell = speller(language);
  const parts = parsed.map((one, at) => {
    return explain(one.topic, one.procedures, spell, printed && at === parsed.length - 1);
  });
  return {
    language,
    code: dialectOf(language).write(
      parsed.flatMap((one) => one.procedures),
      printed ? { name: main.name, values: topic.values } : undefined,
    ),
    parts: parts.map(({ part }) => part),
    names: parsed.flatMap((one) => one.procedures.map(({ name }) => spell(name))),
    answers: parts.map(({ answer }) => answer),
  };
}

function explain(
  { purpose, values }: TopicText,
  procedures: readonly Procedure[],
  spell: (name: string) => string,
  printed: boolean,
): { part: Part; answer: Snippet['answers'][number] } {
  const main = procedures[procedures.length - 1];
  const helpers = procedures.slice(0, -1).map(({ name }) => `\`${spell(name)}\``);
  const result = run(procedures, main.name, values);
  const call = `${spell(main.name)}(${values.map((value) => spoken(value)).join(', ')})`;
  const part = {
    subject: `function \`${spell(main.name)}\``,
    purpose: backticked(purpose, spell),
    steps: [
      signature(main, spell),
      ...(helpers.length > 0 ? [`It relies on the helper ${helpers.join(' and ')}, which is defined above it.`] : []),
      ...sentences(procedures, spell),
    ],
    results: [
      printed
        ? `The last part of the snippet calls \`${call}\` and prints the result, which is ${said(result)}.`
        : `For example, the call \`${call}\` returns ${said(result)}.`,
    ],
  };
  const answer = spoken(result).replaceAll('"', '');
  return { part, answer: { question: `What does the call ${call} return?`, answer } };
}

/** Notes become sentences; one that begins with `~`, `;` or `and` goes on with the sentence before it. */
export function sentences(procedures: readonly Procedure[], spell: (name: string) => string): string[] {
  const list: string[] = [];
  for (const { body } of procedures) {
    let fresh = true;
    for (const { note } of statementsOf(body)) {
      if (!note) continue;
      const text = backticked(note, spell);
      const joined = /^~(,?) (.*)$/.exec(text);
      if (!fresh && joined) list.push(`${list.pop()}${joined[1]} ${joined[2]}`);
      else if (!fresh && text.startsWith(';')) list.push(list.pop() + text);
      else if (!fresh && text.startsWith('and ')) list.push(`${list.pop()} ${text}`);
      else list.push(joined ? joined[2] : text);
      fresh = false;
    }
  }
  return list.map((text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`);
}

function signature({ parameters }: Procedure, spell: (name: string) => string): string {
  const kinds: Record<string, string> = {
    ...{ int: 'the whole number', list: 'the list of whole numbers', words: 'the list of words', text: 'the text' },
    ...{ letter: 'the single letter', bool: 'the flag', float: 'the number' },
  };
  const list = parameters.map(({ name, type }) => `${kinds[type]} \`${spell(name)}\``);
  const last = list.pop();
  return `It takes ${list.length > 0 ? `${list.join(', ')} and ${last}` : last}.`;
}

function speller(language: ProgramLanguage): (name: string) => string {
  return language === 'java' || language === 'javascript' ? camelCase : (name) => name;
}

function backticked(text: string, spell: (name: string) => string): string {
  return text.replace(/`(\w+)`/g, (_, name: string) => `\`${spell(name)}\``);
}

/** A value in the neutral form that captions use for all languages. */
export function spoken(value: Value): string {
  if (Array.isArray(value)) return `[${value.map((item) => spoken(item)).join(', ')}]`;
  return typeof value === 'string' ? `"${value}"` : String(value);
}

function said(value: Value): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `the list ${spoken(value)}`;
  if (typeof value === 'string') return value.length === 1 ? `the letter "${value}"` : `the text "${value}"`;
  return spoken(value);
}
