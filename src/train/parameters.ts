import { float32, type Value } from '../runtime/index.js';
import { partOf, type Stage } from './config.js';
import type { Parameter } from './optimizer.js';

/** Parameters with zero moments from weight values. */
export function freshParameters(weights: ReadonlyMap<string, Value>): Parameter[] {
  return [...weights].map(([name, value]) => ({
    name,
    shape: value.shape,
    value,
    first: float32(new Float32Array(value.data.length), value.shape),
    second: float32(new Float32Array(value.data.length), value.shape),
  }));
}

/** The weights that a stage trains: those of parts whose rate is not 0. */
export function trainedNames(names: Iterable<string>, stage: Stage): string[] {
  return [...names].filter((name) => stage.rates[partOf(name)] > 0);
}

/** Adds the numbers of `part` to `sum`. */
export function accumulate(sum: Value[], part: readonly Value[]): void {
  sum.forEach((value, i) => {
    const into = value.data as Float32Array;
    const from = part[i].data as Float32Array;
    for (let j = 0; j < into.length; j++) into[j] += from[j];
  });
}
