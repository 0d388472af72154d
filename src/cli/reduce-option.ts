import { InvalidArgumentError } from 'commander';
import { messageOf, TesseraeError } from '../base/error.js';
import type { DamroRequest, ReduceRequest } from '../generate/index.js';
import { findReducer, isCount, type ReducerName } from '../reduce/index.js';
import { number } from './argument.js';

/** Parser of a list option, comma separated or repeated: `--reduce hired,pyramiddrop`. */
export function list(text: string, previous: readonly string[] = []): string[] {
  const items = text.split(',').map((item) => item.trim());
  if (items.includes('')) throw new InvalidArgumentError('Expected names separated by commas.');
  return [...previous, ...items];
}

/** The same for numbers: `--keep 0.2,0.5`. */
export function numbers(text: string, previous: readonly number[] = []): number[] {
  return [...previous, ...list(text).map(number())];
}

/** Parser of options as JSON objects, repeated: `--reduce-options '{"alpha":0.3}'`. */
export function objects(text: string, previous: readonly object[] = []): object[] {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return [...previous, value];
    throw new Error('not an object');
  } catch (error) {
    throw new InvalidArgumentError(`Expected a JSON object such as {"alpha":0.3}; ${messageOf(error)}.`);
  }
}

/** The reduction options of a command, as they are typed. */
export interface ReduceOptions {
  reduce?: string[];
  keep?: number[];
  reduceOptions?: object[];
}

/**
 * The reducers of a command line; numbers and options belong to the methods in order.
 *
 * @throws TesseraeError `reducer-name`, `keep-range`, `reduce-option`
 */
export function readReduce({ reduce = [], keep = [], reduceOptions = [] }: ReduceOptions): ReduceRequest[] | undefined {
  for (const [option, values] of Object.entries({ '--keep': keep, '--reduce-options': reduceOptions })) {
    if (values.length <= reduce.length) continue;
    throw new TesseraeError('reduce-option', {
      expected: `at most one ${option} per --reduce`,
      received: `${values.length} for ${reduce.length} method(s)`,
      action: 'Write for example: --reduce hired --keep 0.2',
    });
  }
  if (reduce.length === 0) return undefined;
  return reduce.map((method, i) => {
    const reducer = findReducer(method);
    if (keep[i] !== undefined) isCount(keep[i]);
    else if (reducer.stage === 'vision' && method !== 'none') {
      throw new TesseraeError('reduce-option', {
        expected: `how many tokens ${method} keeps`,
        received: 'no --keep',
        action: 'Add for example --keep 0.2 for a fifth of the tokens.',
      });
    }
    return { method: method as ReducerName, keep: keep[i], options: reduceOptions[i] };
  });
}

/** The decoding options of a command, as they are typed. */
export interface DecodeOptions {
  decode?: 'damro';
  damroAlpha?: number;
  damroBeta?: number;
  damroOutliers?: number;
  decodeOptions?: object[];
}

/** @throws TesseraeError `decode-option` for DAMRO's settings without `--decode damro` */
export function readDecode(options: DecodeOptions): DamroRequest | undefined {
  const { decode, damroAlpha: alpha, damroBeta: beta, damroOutliers: outliers, decodeOptions = [] } = options;
  const named = Object.entries({ alpha, beta, outliers }).filter(([, value]) => value !== undefined);
  const settings = Object.assign({}, ...decodeOptions, Object.fromEntries(named));
  if (decode) return { ...settings, method: decode };
  if (Object.keys(settings).length === 0) return undefined;
  throw new TesseraeError('decode-option', {
    expected: '--decode damro beside its settings',
    received: 'settings alone',
    action: 'Add --decode damro.',
  });
}
