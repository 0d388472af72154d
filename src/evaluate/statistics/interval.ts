import { TesseraeError } from '../../base/error.js';
import { criticalValue } from './distribution.js';

/** Two ends, the lower one first. */
export type Interval = [low: number, high: number];

/**
 * Wilson's score interval of a proportion: inside [0, 1], useful for small counts and at the ends.
 *
 * Source: Wilson, J. Am. Stat. Assoc. 22 (1927); Newcombe, Statistics in Medicine 17 (1998) 857, method 3.
 *
 * @param confidence @default 0.95
 * @throws TesseraeError `statistics-input`
 * @example
 * wilson(81, 263); // [0.255, 0.366]
 */
export function wilson(successes: number, trials: number, confidence = 0.95): Interval {
  if (!(trials > 0 && successes >= 0 && successes <= trials)) {
    throw badInput('0 ≤ successes ≤ trials and trials > 0', `${successes} of ${trials}`);
  }
  checkConfidence(confidence);
  const z = criticalValue(confidence);
  const share = successes / trials;
  const centre = share + (z * z) / (2 * trials);
  const half = z * Math.sqrt((share * (1 - share)) / trials + (z / (2 * trials)) ** 2);
  const scale = 1 + (z * z) / trials;
  return [successes === 0 ? 0 : (centre - half) / scale, successes === trials ? 1 : (centre + half) / scale];
}

/** The middle `confidence` of values, by linear interpolation between order statistics; NaN values are left out. */
export function percentileInterval(values: readonly number[], confidence = 0.95): Interval {
  checkConfidence(confidence);
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const at = (probability: number): number => {
    const position = probability * (sorted.length - 1);
    const below = Math.floor(position);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  };
  if (sorted.length === 0) return [Number.NaN, Number.NaN];
  return [at((1 - confidence) / 2), at((1 + confidence) / 2)];
}

export function checkConfidence(confidence: number): void {
  if (!(confidence > 0 && confidence < 1)) throw badInput('a confidence between 0 and 1', `${confidence}`);
}

export function badInput(expected: string, received: string): TesseraeError {
  return new TesseraeError('statistics-input', { expected, received, action: 'Correct the numbers.' });
}
