import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { TesseraeError } from '../../src/base/error.js';

export interface ComposeBenchOptions {
  /** Samples of the mix, or of the long run. */
  count: number;
  /** Samples of each type alone. */
  each: number;
  /** Threads of the mix and the long run. */
  workers: number;
  seed: number;
  /** The long run instead of the others. */
  memory: boolean;
}

/** Reads the command line. @throws TesseraeError `bench-option` */
export function readOptions(args: readonly string[]): ComposeBenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      count: { type: 'string' },
      each: { type: 'string', default: '200' },
      workers: { type: 'string', default: String(availableParallelism()) },
      seed: { type: 'string', default: '0' },
      memory: { type: 'boolean', default: false },
    },
  });
  const whole = (option: string, text: string, least: number): number => {
    if (/^\d+$/.test(text) && Number(text) >= least) return Number(text);
    throw new TesseraeError('bench-option', {
      expected: `--${option} as a whole number from ${least}`,
      received: text,
      action: 'See the head of bench/compose.ts.',
    });
  };
  return {
    count: whole('count', values.count ?? (values.memory ? '100000' : '2000'), 1),
    each: whole('each', values.each, 1),
    workers: whole('workers', values.workers, 1),
    seed: whole('seed', values.seed, 0),
    memory: values.memory,
  };
}
