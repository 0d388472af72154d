/**
 * What visual tokens cost at the shapes of LLaVA-NeXT-7B, with random weights: time to the first token and tokens per second
 * of every method at every number of kept tokens, beside the cost formula.
 *
 *     node dist-bench/bench/shape-7b.js [--part vision|decoder|summary] [--layers 2] [--repeats 2] [--threads N]
 *                                       [--tower q8|q4|fp32] [--toy]
 *
 * The tower runs whole; of the decoder `--layers` layers run, and a layer's time is multiplied (the head is measured alone).
 * Without `--part` everything runs; `summary` takes the latest rows of this machine. `--toy` runs tiny shapes and writes no rows.
 */
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { machineName, writeRow } from './rows.js';
import { measureDecoder } from './shape-7b/decoder-part.js';
import type { Measurement } from './shape-7b/measure.js';
import type { WeightKind } from './shape-7b/random-weights.js';
import { settingsOf } from './shape-7b/settings.js';
import { shape7b, toyShape } from './shape-7b/shapes.js';
import { measureVision } from './shape-7b/vision-part.js';

const { values: given } = parseArgs({
  options: {
    part: { type: 'string', default: 'all' },
    layers: { type: 'string', default: '2' },
    repeats: { type: 'string', default: '2' },
    threads: { type: 'string' },
    tower: { type: 'string', default: 'q8' },
    toy: { type: 'boolean', default: false },
  },
});
const whole = (name: 'layers' | 'repeats' | 'threads') => {
  const value = Number(given[name]);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new RangeError(`--${name} takes a whole number from 1, not ${given[name]}`);
};
const oneOf = <T extends string>(name: 'part' | 'tower', allowed: readonly T[]) => {
  const value = allowed.find((word) => word === given[name]);
  if (value) return value;
  throw new RangeError(`--${name} takes one of ${allowed.join(', ')}, not ${given[name]}`);
};

const name = 'shape-7b';
const part = oneOf('part', ['all', 'vision', 'decoder', 'summary']);
const shape = (given.toy ? toyShape : shape7b)(whole('layers'));
const settings = {
  storage: { tower: oneOf<WeightKind>('tower', ['q8', 'q4', 'fp32']), decoder: 'q4' as const },
  repeats: whole('repeats'),
  threads: given.threads === undefined ? undefined : whole('threads'),
};
const packageJson = JSON.parse(readFileSync('package.json', 'utf8'));
const versions = {
  version: packageJson.version,
  onnxruntime: packageJson.dependencies['onnxruntime-node'],
  threads: settings.threads ?? 'all cores',
};

const measured: Measurement[] = given.toy ? [] : committedRows();
const write = (row: object, extra: object = {}) => {
  const rounded = Object.fromEntries(Object.entries({ ...row, ...extra }).map(([key, value]) => [key, round(value)]));
  if (given.toy) process.stdout.write(`${JSON.stringify(rounded)}\n`);
  else writeRow(name, { ...versions, ...rounded });
};
const record = (row: Measurement) => {
  measured.push(row);
  write(row, { repeats: settings.repeats, peakMebibytes: process.resourceUsage().maxRSS / 1024 });
};

if (part === 'vision' || part === 'all') await measureVision(shape, settings, record);
if (part === 'decoder' || part === 'all') await measureDecoder(shape, settings, record);
if (part === 'summary' || part === 'all') for (const setting of settingsOf(shape, measured)) write(setting);

/** Earlier rows of this machine. */
function committedRows(): Measurement[] {
  const path = `bench/rows/${name}.jsonl`;
  if (!existsSync(path)) return [];
  const rows = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const machine = machineName();
  return rows.filter((row) => row.machine === machine);
}

/** Five significant digits: more would be noise. */
function round(value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value;
}
