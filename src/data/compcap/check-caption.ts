/**
 * Compares a caption with the claims of its picture. Statements are found by grammar: numbers, names, colours, superlatives,
 * comparisons, rises and falls, places, type words, quotations. A statement is right only if the metadata says so; what the
 * grammar does not recognise is not judged. The same check judges our templates (which must always pass) and language models.
 */
import { ORDINALS, RATIO_WORDS, TYPE_WORDS } from './caption-words.js';
import { type Clause, checkClause } from './check-clause.js';
import { checkLinks } from './check-links.js';
import { checkParts } from './check-parts.js';
import type { Claims } from './claims.js';
import { sentencesOf, type Token, tokenise } from './tokens.js';

export interface CaptionReport {
  /** Number of statements that were recognised. */
  statements: number;
  /** What is wrong, one sentence each, in words that a language model can act on; empty means that the caption passes. */
  errors: string[];
}

/** More is never a caption; a bound keeps hostile text from taking time. */
const LONGEST = 20_000;

/**
 * @example
 * const { errors } = checkCaption('Tea has 5 cups.', claims); // ['Tea is not 5.']
 */
export function checkCaption(text: string, claims: Claims): CaptionReport {
  const report: CaptionReport = { statements: 0, errors: [] };
  if (text.length > LONGEST) return { statements: 1, errors: [`The caption must have at most ${LONGEST} characters.`] };
  const rest = checkVerbatim(text, claims, report);
  checkTypes(rest, claims, report);
  for (const forbidden of claims.forbidden ?? []) {
    if (rest.includes(forbidden)) report.errors.push(`The caption must not say "${forbidden}".`);
  }
  checkGist(text, claims, report);
  const tokens = tokenise(rest, claims.names);
  checkNames(tokens, claims, report);
  const sentences = sentencesOf(tokens);
  for (const sentence of sentences) {
    for (const clause of clausesOf(sentence)) checkClause(clause, claims, report);
  }
  checkParts(sentences, claims, report);
  checkLinks(sentences, claims, report);
  report.errors = [...new Set(report.errors)];
  return report;
}

/** Removes the verbatim parts, so that their content is not read as statements. */
function checkVerbatim(text: string, { verbatim = [] }: Claims, report: CaptionReport): string {
  let rest = text;
  for (const part of [...verbatim].sort((a, b) => b.length - a.length)) {
    report.statements++;
    if (!text.includes(part)) report.errors.push(`The caption must hold this text exactly: ${part}`);
    rest = rest.replaceAll(part, ' ');
  }
  return rest;
}

const OTHER_TYPES = new RegExp(`\\b(?:${TYPE_WORDS.join('|')})(?=s?\\b)`, 'g');

function checkTypes(text: string, { types }: Claims, report: CaptionReport): void {
  const lower = text.toLowerCase();
  const allowed = types.map((type) => type.toLowerCase());
  if (allowed.length > 0) {
    report.statements++;
    if (!allowed.some((type) => lower.includes(type)))
      report.errors.push(`The caption must say that this is a ${types.join(' or a ')}.`);
  }
  let rest = lower;
  for (const type of [...allowed].sort((a, b) => b.length - a.length)) rest = rest.replaceAll(type, ' ');
  if (types.length === 0) return;
  for (const [word] of rest.matchAll(OTHER_TYPES)) report.errors.push(`This is not a ${word}.`);
}

/** Every picture of a collage must be told, in whatever words: a word counts in any of its forms. */
function checkGist(text: string, { gist = [] }: Claims, report: CaptionReport): void {
  const said = new Set((text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map(stem));
  for (const { topic, words, share } of gist) {
    report.statements++;
    const found = words.filter((word) => said.has(stem(word.toLowerCase()))).length;
    if (found < share * words.length) report.errors.push(`The caption passes over this: ${topic}`);
  }
}

/** A word without its commonest endings. */
function stem(word: string): string {
  return word.length > 4 ? word.replace(/(?:ing|ies|es|ed|s|y|e)$/, '') : word.replace(/s$/, '');
}

/** Names that must occur, and capitalised words and quotations that nobody knows. */
function checkNames(tokens: readonly Token[], claims: Claims, report: CaptionReport): void {
  const { names, words = [], types, verbatim = [] } = claims;
  const said = new Set(tokens.flatMap((token) => (token.kind === 'name' ? [token.name] : [])));
  const quoted = tokens.flatMap((token) => (token.kind === 'quotation' ? [fold(token.text)] : []));
  for (const { name, required, aliases = [] } of names) {
    if (!required) continue;
    report.statements++;
    const found = said.has(name) || [name, ...aliases].some((form) => quoted.some((text) => text.includes(fold(form))));
    if (!found) report.errors.push(`The caption must mention "${name}".`);
  }
  const known = [...names.flatMap(({ name, aliases = [] }) => [name, ...aliases]), ...words, ...types, ...verbatim].map(
    fold,
  );
  const vocabulary = new Set(known.flatMap((text) => text.split(/[^\p{L}\p{N}]+/u)));
  for (const token of tokens) {
    if (token.kind === 'quotation') {
      report.statements++;
      if (!known.some((text) => text.includes(fold(token.text))))
        report.errors.push(`"${token.text}" does not occur in the picture.`);
    }
    if (token.kind !== 'word' || token.first) continue;
    const unknown = /^\p{Lu}/u.test(token.text) || /\d/.test(token.text);
    if (!unknown || COMMON_CAPITALS.has(token.text) || /^\d+(?:st|nd|rd|th|D)$/.test(token.text)) continue;
    report.statements++;
    const parts = fold(token.text).replace(/'s$/, '').split(/[-_']/);
    if (!parts.every((part) => part === '' || vocabulary.has(part) || vocabulary.has(part.replace(/s$/, ''))))
      report.errors.push(`"${token.text}" does not occur in the picture.`);
  }
}

const COMMON_CAPITALS = new Set(['I', 'A']);

function fold(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[“”]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/\s+/g, ' ')
    .replace(/[.,!?:;]+$/, '')
    .trim();
}

/** Clauses of a sentence: cut at commas and the like, and at `and` where both sides say something about a name. */
function clausesOf(sentence: readonly Token[]): Clause[] {
  const all = namesIn(sentence);
  const clauses: Clause[] = [];
  let before: Token | undefined;
  let mark = '';
  let current: Token[] = [];
  let earlier: readonly string[] = [];
  const close = (): void => {
    if (current.length === 0) return;
    for (const tokens of splitAtAnd(current)) {
      const own = namesIn(tokens);
      const attached = (mark === '(' || mark === ':') && before?.kind === 'name' ? [before.name] : [];
      const names = own.length > 0 ? own : attached.length > 0 ? attached : all.length === 1 ? all : [];
      clauses.push({ tokens, names, sentence: all, earlier });
      if (own.length > 0) earlier = own;
    }
    before = current[current.length - 1];
    current = [];
  };
  for (const token of sentence) {
    if (token.kind !== 'break') current.push(token);
    else {
      close();
      mark = token.mark;
    }
  }
  close();
  return clauses;
}

/** One pass: `says` of a part is true once it has seen a name and a statement. */
function splitAtAnd(tokens: readonly Token[]): Token[][] {
  const rest = tokens.map(() => false);
  let name = false;
  let statement = false;
  for (let i = tokens.length - 1; i >= 0; i--) {
    rest[i] = name && statement;
    name ||= tokens[i].kind === 'name';
    statement ||= isStatement(tokens[i]);
  }
  const parts: Token[][] = [[]];
  name = statement = false;
  tokens.forEach((token, i) => {
    if (token.kind === 'word' && token.lower === 'and' && name && statement && rest[i]) {
      parts.push([]);
      name = statement = false;
      return;
    }
    parts[parts.length - 1].push(token);
    name ||= token.kind === 'name';
    statement ||= isStatement(token);
  });
  return parts.filter((part) => part.length > 0);
}

function isStatement(token: Token): boolean {
  if (token.kind === 'number' || token.kind === 'colour') return true;
  return (
    token.kind === 'word' &&
    (ORDINALS.has(token.lower) ||
      RATIO_WORDS.has(token.lower) ||
      /(?:er|est|most|least|rises?|falls?|rose|fell|increase[sd]?|decrease[sd]?)$/.test(token.lower))
  );
}

function namesIn(tokens: readonly Token[]): string[] {
  return [...new Set(tokens.flatMap((token) => (token.kind === 'name' ? [token.name] : [])))];
}
