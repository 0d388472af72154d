import { InvalidArgumentError } from 'commander';

export interface NumberRange {
  /** Smallest allowed value. @default none */
  min?: number;
  /** Largest allowed value. @default none */
  max?: number;
  /** Refuses `min` itself. @default false */
  above?: boolean;
}

/** Parser of a number option: decimal notation, finite, in range. */
export function number(range: NumberRange = {}): (text: string) => number {
  return (text) => parse(text, /^-?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i, 'a number', range);
}

/** Parser of a whole-number option. */
export function integer(range: NumberRange = {}): (text: string) => number {
  return (text) => parse(text, /^-?\d+$/, 'a whole number', range);
}

/** Parser of an option that may be repeated: `--stop a --stop b` gives `['a', 'b']`. */
export function repeated(text: string, previous: readonly string[] | undefined): string[] {
  if (text === '') throw new InvalidArgumentError('Expected a text.');
  return [...(previous ?? []), text];
}

function parse(text: string, pattern: RegExp, kind: string, range: NumberRange): number {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, above = false } = range;
  const value = pattern.test(text) ? Number(text) : Number.NaN;
  const inside = (above ? value > min : value >= min) && value <= max && Number.isFinite(value);
  const safe = kind === 'a number' || Number.isSafeInteger(value);
  if (!inside || !safe) throw new InvalidArgumentError(`Expected ${kind}${rangeWords(range)}.`);
  return value;
}

function rangeWords({ min, max, above }: NumberRange): string {
  const low = min === undefined ? '' : above ? `above ${min}` : `of at least ${min}`;
  const high = max === undefined ? '' : `at most ${max}`;
  const words = [low, high].filter((part) => part !== '').join(' and ');
  return words && ` ${words}`;
}
