import {
  EQUAL,
  EXCEEDS,
  FALL,
  LEAST,
  LESS,
  MORE,
  MOST,
  ORDINALS,
  RATIO_WORDS,
  RISE,
  SHADES,
  TRAILS,
} from './caption-words.js';
import type { Claims, ComparisonClaim, SuperlativeClaim } from './claims.js';
import type { Token } from './tokens.js';

/** A part of a sentence that says one thing. */
export interface Clause {
  tokens: readonly Token[];
  /** What the clause is about. */
  names: readonly string[];
  /** All names of the sentence. */
  sentence: readonly string[];
  /** The names of the nearest clause before it that has any. */
  earlier: readonly string[];
}

interface Report {
  statements: number;
  errors: string[];
}

/** Compares every statement of a clause with the claims and notes what is wrong. */
export function checkClause(clause: Clause, claims: Claims, report: Report): void {
  clause.tokens.forEach((token, at) => {
    if (token.kind === 'number') checkNumber(clause, at, claims, report);
    if (token.kind === 'colour') checkColour(clause, token.text, claims, report);
    if (token.kind !== 'word') return;
    checkRatio(clause, token.lower, claims, report);
    checkSuperlative(clause, at, claims, report);
    checkComparison(clause, at, claims, report);
    checkTrend(clause, token.lower, claims, report);
    checkOrder(clause, token.lower, claims, report);
  });
  checkEquality(clause, claims, report);
}

/** True for a claim about one of the clause's names, as far as any claim of the list knows them; else for every claim. */
function binds<T extends { of?: readonly string[] }>(
  all: readonly T[],
  names: readonly string[],
): (claim: T) => boolean {
  const known = names.filter((name) => all.some(({ of }) => of?.includes(name)));
  if (known.length === 0) return () => true;
  const whole = all.some(({ of = [] }) => of.length > 1 && of.every((name) => known.includes(name)));
  return ({ of }) => {
    if (of === undefined || of.length === 0) return true;
    return of.length > 1 && whole ? of.every((name) => known.includes(name)) : of.some((name) => known.includes(name));
  };
}

function checkNumber({ tokens, names }: Clause, at: number, { numbers, decimals }: Claims, report: Report): void {
  const token = tokens[at];
  if (token.kind !== 'number') return;
  report.statements++;
  if (decimals !== undefined && token.decimals > decimals) {
    report.errors.push(`${token.text} is too exact: give at most ${decimals} decimals.`);
    return;
  }
  const plain = numbers.filter(({ ratio }) => !ratio);
  const fits = ({ value, tolerance = 0 }: { value: number; tolerance?: number }): boolean =>
    token.values.some((said) => Math.abs(said - value) <= tolerance + 1e-9 * Math.max(1, Math.abs(value)));
  if (plain.filter(binds(plain, names)).some(fits)) return;
  const about = names.length > 0 && plain.some(fits) ? ` of ${names.join(' and ')}` : '';
  report.errors.push(`The number ${token.text}${about} is not in the data.`);
}

function checkRatio({ names }: Clause, word: string, { numbers }: Claims, report: Report): void {
  const said = RATIO_WORDS.get(word);
  if (said === undefined) return;
  report.statements++;
  const about = (of: readonly string[] = []): boolean =>
    of.length === 0 || names.length === 0 || of.some((name) => names.includes(name));
  const right = numbers
    .filter(({ ratio, of }) => ratio && about(of))
    .some(({ value, tolerance = 0 }) => Math.abs(said - value) <= tolerance + 1e-9);
  if (!right) report.errors.push(`The data do not say "${word}".`);
}

function checkColour({ names }: Clause, said: string, { colours }: Claims, report: Report): void {
  report.statements++;
  if (colours.filter(binds(colours, names)).some(({ colour }) => sameColour(said, colour))) return;
  report.errors.push(
    names.length > 0 ? `${names.join(' and ')}: the colour is not ${said}.` : `Nothing in the picture is ${said}.`,
  );
}

/** `blue` may be said of navy and of light blue, but not `light blue` of navy. */
function sameColour(said: string, colour: string): boolean {
  const spelled = (text: string): string => text.replaceAll('grey', 'gray');
  const basic = (text: string): string => {
    const last = spelled(text).split(' ').at(-1)!;
    return SHADES.get(last) ?? last;
  };
  const [a, b] = [spelled(said), spelled(colour)];
  return a === b || (a === basic(b) && !a.includes(' ')) || (b === basic(a) && !b.includes(' '));
}

function checkSuperlative(clause: Clause, at: number, { superlatives }: Claims, report: Report): void {
  const { tokens } = clause;
  const word = lowerAt(tokens, at);
  const extreme = MOST.has(word) ? 'most' : LEAST.has(word) ? 'least' : undefined;
  if (extreme === undefined) return;
  const before = lowerAt(tokens, at - 1);
  const after = lowerAt(tokens, at + 1);
  if (before === 'at' || (word === 'most' && (after === 'of' || after === 'likely'))) return;
  report.statements++;
  const rank = ORDINALS.get(before) ?? 1;
  const alike = superlatives.filter((claim) => claim.extreme === extreme && (claim.rank ?? 1) === rank);
  const isKnown = (name: string): boolean =>
    superlatives.some(({ of, within }) => of.includes(name) || within === name);
  const { holders, scopes } = scopeOf(
    clause,
    at,
    isKnown,
    superlatives.some(({ within }) => within !== undefined),
  );
  const fits = ({ of, within }: SuperlativeClaim): boolean =>
    (within === undefined ? scopes.length === 0 : scopes.includes(within)) &&
    (holders.length === 0 || of.some((name) => holders.includes(name)));
  const which = rank === 1 ? word : `${before} ${word}`;
  const where = scopes.length > 0 ? ` of ${scopes.join(' and ')}` : '';
  if (!alike.some(fits))
    report.errors.push(
      holders.length > 0
        ? `${holders.join(' and ')} is not the ${which}${where}.`
        : `The data do not say what is ${which}${where}.`,
    );
}

/**
 * Who is said to be highest, and within what: `in the series A, March has the highest value`, `the highest value of A is in
 * March`, `A has the highest value in March`.
 *
 * @param nested true where some superlative holds only within a name
 */
function scopeOf(
  { tokens, names, sentence }: Clause,
  at: number,
  isKnown: (name: string) => boolean,
  nested: boolean,
): { holders: string[]; scopes: string[] } {
  const known = names.filter(isKnown);
  if (!nested) return { holders: known, scopes: [] };
  const namesAt = tokens.flatMap((token, i) => (token.kind === 'name' && known.includes(token.name) ? [i] : []));
  const [first, later] = [namesAt.filter((i) => i < at), namesAt.filter((i) => i > at)];
  // `A has its highest value in March`, `A's highest value`: what comes before is no holder.
  const owned = ['its', 's'].some((word) => lowerAt(tokens, at - 1) === word || lowerAt(tokens, at - 2) === word);
  const others = sentence.filter((name) => isKnown(name) && !known.includes(name));
  const subject = owned ? [] : first.filter((i) => !isInside(tokens, i));
  let scope: number[];
  if (owned && first.length > 0) scope = first;
  else if (others.length > 0) return { holders: known, scopes: known.length > 0 ? others : [] };
  else if (subject.length > 0) scope = namesAt.filter((i) => !subject.includes(i));
  else if (first.length > 0) scope = later.length > 0 ? first : [];
  // `the highest value of A is in March`, but `the highest value is that of March`.
  else scope = later.length > 1 || isOwner(tokens, at, later[0]) ? later.slice(0, Math.max(1, later.length - 1)) : [];
  const nameAt = (i: number): string => namesOf(tokens.slice(i, i + 1))[0];
  return {
    holders: [...new Set(namesAt.filter((i) => !scope.includes(i)).map(nameAt))],
    scopes: [...new Set(scope.map(nameAt))],
  };
}

/** True for `in A`, `of the series A`. */
function isInside(tokens: readonly Token[], at: number): boolean {
  const noun = /^(?:series|year|month|group|line|category|values)$/.test(lowerAt(tokens, at - 1));
  return /^(?:of|in|for|at|within|among|during)$/.test(noun ? prepositionBefore(tokens, at) : lowerAt(tokens, at - 1));
}

/** True for `highest value of A`, with no verb between. */
function isOwner(tokens: readonly Token[], at: number, name: number | undefined): boolean {
  if (name === undefined || !isInside(tokens, name)) return false;
  return !tokens
    .slice(at, name)
    .some((_, i) => /^(?:is|are|was|belongs|found|lies|comes)$/.test(lowerAt(tokens, at + i)));
}

/** The word before `the series A`. */
function prepositionBefore(tokens: readonly Token[], at: number): string {
  const word = lowerAt(tokens, at - 2);
  return word === 'the' ? lowerAt(tokens, at - 3) : word;
}

function checkComparison(clause: Clause, at: number, { comparisons }: Claims, report: Report): void {
  const { tokens, earlier, sentence } = clause;
  const word = lowerAt(tokens, at);
  const verb = EXCEEDS.has(word) || TRAILS.has(word);
  const adjective = MORE.has(word) || LESS.has(word);
  if (!verb && !adjective) return;
  const negated = ['not', 'no', 'never'].includes(lowerAt(tokens, at - 1));
  const than = verb ? at : tokens.findIndex((token, i) => i > at && token.kind === 'word' && token.lower === 'than');
  if (than < 0 || negated) return;
  const right = namesOf(tokens.slice(than + 1));
  const own = namesOf(tokens.slice(0, at));
  const left = own.length > 0 ? own : earlier;
  if (left.length === 0 || right.length === 0) return;
  const up = EXCEEDS.has(word) || MORE.has(word);
  report.statements++;
  const holds = ({ more, less, within }: ComparisonClaim): boolean =>
    (up ? left.includes(more) && right.includes(less) : left.includes(less) && right.includes(more)) &&
    (within === undefined || sentence.includes(within));
  if (!comparisons.some(holds))
    report.errors.push(
      `The data do not say that ${left.at(-1)} is ${verb ? (up ? 'more' : 'less') : word} than ${right[0]}.`,
    );
}

/** Two names that differ must not be called equal. */
function checkEquality({ tokens, names }: Clause, { comparisons }: Claims, report: Report): void {
  if (names.length !== 2 || !tokens.some((token) => token.kind === 'word' && EQUAL.has(token.lower))) return;
  report.statements++;
  const [a, b] = names;
  const differ = comparisons.some(
    ({ more, less, within }) => within === undefined && ((more === a && less === b) || (more === b && less === a)),
  );
  if (differ) report.errors.push(`${a} and ${b} are not equal.`);
}

function checkTrend({ names }: Clause, word: string, { trends }: Claims, report: Report): void {
  const direction = RISE.has(word) ? 'rise' : FALL.has(word) ? 'fall' : undefined;
  if (direction === undefined || trends === undefined) return;
  report.statements++;
  const right = trends.filter(binds(trends, names)).some((claim) => claim.direction === direction);
  if (!right)
    report.errors.push(`The data do not show a ${direction}${names.length > 0 ? ` of ${names.join(' and ')}` : ''}.`);
}

function checkOrder({ names }: Clause, word: string, { orders }: Claims, report: Report): void {
  const alike = orders?.filter((claim) => claim.word === word) ?? [];
  if (alike.length === 0 || names.length !== 1) return;
  report.statements++;
  if (!alike.some(({ of }) => of.includes(names[0]))) report.errors.push(`${names[0]} is not ${word}.`);
}

function lowerAt(tokens: readonly Token[], at: number): string {
  const token = tokens[at];
  return token?.kind === 'word' ? token.lower : '';
}

function namesOf(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token) => (token.kind === 'name' ? [token.name] : []));
}
