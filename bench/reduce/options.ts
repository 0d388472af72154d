import { parseArgs } from 'node:util';
import { TesseraeError } from '../../src/base/error.js';
import { keeps, type Method, methods } from './settings.js';

export interface SweepOptions {
  model: string;
  items: number;
  methods: Method[];
  keeps: number[];
  seed: number;
  threads?: number;
  name: string;
}

/** Reads the command line of the sweep. @throws TesseraeError `bench-option` */
export function readOptions(args: readonly string[]): SweepOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      model: { type: 'string', default: 'models/tesserae-nano' },
      items: { type: 'string', default: '300' },
      methods: { type: 'string', default: methods.join() },
      keeps: { type: 'string', default: keeps.join() },
      seed: { type: 'string', default: '0' },
      threads: { type: 'string' },
      name: { type: 'string', default: 'reduce' },
    },
  });
  const whole = (option: string, text: string, least: number): number =>
    Number.isInteger(Number(text)) && Number(text) >= least
      ? Number(text)
      : refuse(`--${option} as a whole number from ${least}`, text);
  return {
    model: values.model,
    items: whole('items', values.items, 1),
    methods: values.methods
      .split(',')
      .map((name) => methods.find((method) => method === name) ?? refuse(`methods out of ${methods.join()}`, name)),
    keeps: values.keeps
      .split(',')
      .map((text) => (Number(text) > 0 && Number(text) <= 1 ? Number(text) : refuse('--keeps in (0, 1]', text))),
    seed: whole('seed', values.seed, 0),
    threads: values.threads === undefined ? undefined : whole('threads', values.threads, 1),
    name: /^[a-z0-9-]+$/.test(values.name) ? values.name : refuse('--name in kebab-case', values.name),
  };
}

function refuse(expected: string, received: string): never {
  throw new TesseraeError('bench-option', { expected, received, action: 'See the head of bench/reduce.ts.' });
}
