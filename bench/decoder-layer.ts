/**
 * One layer of a Llama-7B-shaped decoder in 4 bits, here and in llama.cpp (node-llama-cpp): prefill, decode behind it, memory.
 *
 *     node dist-bench/bench/decoder-layer.js [--part speed|memory] [--threads N] [--rounds 3] [--toy]
 *
 * Both sides compute with the same weights and feed the same tokens. Decoders of one and of two layers take turns; a layer is
 * the difference. See bench/README.md; `--toy` runs tiny sizes and writes no rows.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureMemory } from './decoder-layer/memory-part.js';
import { llama7b, toyDecoder } from './decoder-layer/shape.js';
import { measureSpeed } from './decoder-layer/speed-part.js';
import { writeRow } from './rows.js';

const { values: given } = parseArgs({
  options: {
    part: { type: 'string', default: 'speed' },
    threads: { type: 'string', default: String(availableParallelism()) },
    rounds: { type: 'string', default: '3' },
    toy: { type: 'boolean', default: false },
  },
});
const whole = (name: 'threads' | 'rounds') => {
  const value = Number(given[name]);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new RangeError(`--${name} takes a whole number from 1, not ${given[name]}`);
};
const parts = { speed: measureSpeed, memory: measureMemory };
if (!Object.hasOwn(parts, given.part)) throw new RangeError(`--part takes speed or memory, not ${given.part}`);
const measure = parts[given.part as keyof typeof parts];

const { version, dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const versions = { version, onnxruntime: dependencies['onnxruntime-node'] };
const shape = given.toy ? toyDecoder : llama7b;
const directory = mkdtempSync(join(tmpdir(), 'decoder-layer-'));
try {
  await measure(
    { shape, directory, threads: whole('threads'), rounds: whole('rounds'), toy: given.toy },
    given.toy
      ? (row) => process.stdout.write(`${JSON.stringify(row)}\n`)
      : (row) => writeRow('decoder-layer', { ...versions, shape: shape.name, ...row }),
  );
} finally {
  rmSync(directory, { recursive: true });
}
