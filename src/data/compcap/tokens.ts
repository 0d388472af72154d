import { FACTORS, NUMBER_WORDS, SHADES, TINTS } from './caption-words.js';
import type { NameClaim } from './claims.js';
import { COLOUR_NAMES } from './colours.js';

/** One piece of a caption. */
export type Token =
  | { kind: 'name'; name: string; text: string }
  | { kind: 'number'; text: string; values: number[]; decimals: number }
  | { kind: 'colour'; text: string }
  | { kind: 'word'; text: string; lower: string; first: boolean }
  | { kind: 'quotation'; text: string }
  | { kind: 'break'; mark: string; ends: 'sentence' | 'clause' };

/** Private characters stand for names while the rest is cut into pieces. */
const FIRST_PRIVATE = 0xe000;
const LAST_PRIVATE = 0xf8ff;

/** Names that are also common words, recognised only as they are written. */
const COMMON = new Set(
  'may mar sat sun a i an as at be by do go he if in is it me my no of on or so to up us we'.split(' '),
);

const CLAUSE_WORDS = new Set(['while', 'whereas', 'but', 'although', 'though']);

const BASIC_COLOURS = new Set([...COLOUR_NAMES.filter((name) => !name.includes(' ')), ...SHADES.keys()]);

const PIECE = new RegExp(
  [
    '(?<name>[\\uE000-\\uF8FF])',
    '(?<quote>"[^"\\n]{1,400}")',
    '(?<ordinal>\\d+(?:st|nd|rd|th)\\b)',
    '(?<number>(?<![\\w.])[-−]?\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?(?![\\d])|(?<![\\w])[-−]?\\d+(?:\\.\\d+)?)(?<after>%|s\\b|[kK]\\b|[A-Za-z]\\w*)?',
    "(?<word>[\\p{L}][\\p{L}\\p{N}'_-]*)",
    '(?<end>[.!?]+(?=["\')]*(?:\\s|$))|\\n+)',
    '(?<clause>[,;:()—–|])',
  ].join('|'),
  'gu',
);

/**
 * Cuts a caption into names, numbers, colours, words and ends of clauses and sentences.
 *
 * @param names the longest match wins; case and a plural ending are ignored, except for names that are common words
 */
export function tokenise(text: string, names: readonly NameClaim[]): Token[] {
  const masked = maskNames(plain(text), names);
  const tokens: Token[] = [];
  let first = true;
  for (const match of masked.text.matchAll(PIECE)) {
    const { name, quote, ordinal, number, after, word, end, clause } = match.groups!;
    if (name !== undefined) tokens.push({ kind: 'name', ...masked.found[name.charCodeAt(0) - FIRST_PRIVATE] });
    else if (quote !== undefined) tokens.push({ kind: 'quotation', text: masked.restore(quote.slice(1, -1)) });
    else if (ordinal !== undefined) tokens.push({ kind: 'word', text: ordinal, lower: ordinal, first });
    else if (number !== undefined) {
      if (after && !/^(%|s|k)$/i.test(after))
        tokens.push({ kind: 'word', text: number + after, lower: (number + after).toLowerCase(), first });
      else tokens.push(numberToken(number, after ?? ''));
    } else if (word !== undefined) pushWord(tokens, word, first);
    else if (end !== undefined) tokens.push({ kind: 'break', mark: end, ends: 'sentence' });
    else tokens.push({ kind: 'break', mark: clause, ends: 'clause' });
    first = end !== undefined || (first && (clause !== undefined || quote !== undefined)) || clause === ':';
  }
  return tokens;
}

/** Tokens of each sentence, without the break that ends it. */
export function sentencesOf(tokens: readonly Token[]): Token[][] {
  const sentences: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'break' && token.ends === 'sentence') sentences.push([]);
    else sentences[sentences.length - 1].push(token);
  }
  return sentences.filter((sentence) => sentence.length > 0);
}

/** Quotes, dashes and spaces in one spelling; markup and numbers of list items removed. */
function plain(text: string): string {
  return (
    text
      .normalize('NFC')
      // These stand for names below.
      .replace(/[\uE000-\uF8FF]/g, ' ')
      .replace(/[“”„]/g, '"')
      .replace(/[‘’]/g, "'")
      .replace(/[\u00a0\u202f]/g, ' ')
      .replace(/\*\*|__|`/g, '')
      .replace(/^\s*(?:[-*•]|\d{1,2}[.)])\s+/gm, '\n')
  );
}

function maskNames(
  text: string,
  names: readonly NameClaim[],
): { text: string; found: { name: string; text: string }[]; restore(text: string): string } {
  const found: { name: string; text: string }[] = [];
  const places = new Map<string, number>();
  const byForm = new Map<string, string>();
  for (const { name, aliases = [] } of names)
    for (const form of [name, ...aliases]) if (form !== '') byForm.set(form, name);
  const forms = [...byForm.keys()].sort((a, b) => b.length - a.length);
  const restore = (part: string): string =>
    part.replace(/[\uE000-\uF8FF]/g, (mark) => found[mark.charCodeAt(0) - FIRST_PRIVATE].text);
  if (forms.length === 0) return { text, found, restore };
  const masked = text.replace(patternOf(forms), (said: string, ...rest: unknown[]) => {
    const groups = rest.slice(0, forms.length);
    const name = byForm.get(forms[groups.findIndex((group) => group !== undefined)])!;
    const key = `${name}\n${said}`;
    const place = places.get(key) ?? found.length;
    if (FIRST_PRIVATE + place > LAST_PRIVATE) return said;
    if (place === found.length) {
      found.push({ name, text: said });
      places.set(key, place);
    }
    return String.fromCharCode(FIRST_PRIVATE + place);
  });
  return { text: masked, found, restore };
}

/** One alternation with a group for every form. */
function patternOf(forms: readonly string[]): RegExp {
  const alternatives = forms.map((form) => {
    const plainForm = plain(form).trim();
    const bare = plainForm.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const exact = COMMON.has(plainForm.toLowerCase()) || [...plainForm].length === 1;
    const letters = exact
      ? bare
      : bare.replace(/\p{L}/gu, (letter) => {
          const [lower, upper] = [letter.toLowerCase(), letter.toUpperCase()];
          return lower === upper || upper.length > 1 || lower.length > 1 ? letter : `[${lower}${upper}]`;
        });
    const plural = exact || !/\p{L}$/u.test(plainForm) ? '' : plainForm.endsWith('s') ? '' : '(?:s|es)?';
    const open = plainForm.endsWith('s') && plainForm.length > 4 && !exact ? '?' : '';
    return `(${letters}${open}${plural})`;
  });
  return new RegExp(`(?<![\\p{L}\\p{N}_]|\\d[.,])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}_]|[.,]\\d)`, 'gu');
}

function numberToken(text: string, after: string): Token {
  const value = Number(text.replaceAll(',', '').replace('−', '-'));
  const decimals = text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
  const values = /^k$/i.test(after)
    ? [value * 1000]
    : text.startsWith('-') || text.startsWith('−')
      ? [value, -value]
      : [value];
  return { kind: 'number', text: text + after, values, decimals };
}

function pushWord(tokens: Token[], text: string, first: boolean): void {
  const lower = text.toLowerCase();
  const last = tokens[tokens.length - 1];
  const factor = FACTORS.get(lower);
  if (factor !== undefined && last?.kind === 'number') {
    last.values.push(...last.values.map((value) => value * factor));
    return;
  }
  const tens = /^(\w+ty)-(\w+)$/.exec(lower);
  const value = tens
    ? sum(NUMBER_WORDS.get(tens[1]), NUMBER_WORDS.get(tens[2]) ?? (tens[2] === 'one' ? 1 : undefined))
    : NUMBER_WORDS.get(lower);
  if (value !== undefined) tokens.push({ kind: 'number', text, values: [value], decimals: 0 });
  else if (isColour(lower)) {
    const tint = last?.kind === 'word' && TINTS.has(last.lower) ? last.lower : undefined;
    if (tint) tokens.pop();
    tokens.push({ kind: 'colour', text: tint ? `${tint} ${lower}` : lower });
  } else {
    if (CLAUSE_WORDS.has(lower)) tokens.push({ kind: 'break', mark: lower, ends: 'clause' });
    tokens.push({ kind: 'word', text, lower, first });
  }
}

function sum(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}

/** True for a single colour word, `reddish` and `blue-green` included. */
export function isColour(word: string): boolean {
  const parts = word.replace(/(?:d)?ish$/, '').split('-');
  return parts.every((part) => BASIC_COLOURS.has(part));
}
