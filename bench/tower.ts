/**
 * The CLIP ViT-L/336 tower on five tiles, as LLaVA runs it (23 of 24 layers), here and in PyTorch, with the same random weights.
 *
 *     TESSERAE_PYTHON=/path/to/python node dist-bench/bench/tower.js [--weights fp32|reduced] [--threads N] [--rounds 3] [--toy]
 *
 * Both sides take turns on the same pixels. `reduced` compares what each side does to be fast: 8-bit weights and activations
 * here, bfloat16 there. See bench/README.md; `--toy` runs tiny sizes and writes no rows.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Random } from '../src/base/random.js';
import { towerGraph } from '../src/model/registry.js';
import { Scope } from '../src/model/scope.js';
import { towerFlops } from '../src/reduce/index.js';
import { float32, Program } from '../src/runtime/index.js';
import { betterLimits, machineLimits } from './beside/machine-limits.js';
import { Peer } from './beside/peer.js';
import { median, range, takeTurns } from './beside/turns.js';
import { writeRow } from './rows.js';
import { randomCheckpoint } from './shape-7b/random-checkpoint.js';
import { shape7b, toyShape } from './shape-7b/shapes.js';
import { largestDifference, towerOrder } from './tower/order.js';

const { values: given } = parseArgs({
  options: {
    weights: { type: 'string', default: 'fp32' },
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
const kinds = { fp32: { own: 'fp32', peer: 'fp32' }, reduced: { own: 'q8', peer: 'bf16' } } as const;
if (!Object.hasOwn(kinds, given.weights)) throw new RangeError(`--weights takes fp32 or reduced, not ${given.weights}`);
const kind = kinds[given.weights as keyof typeof kinds];
const python = process.env.TESSERAE_PYTHON;
if (!python) throw new Error('TESSERAE_PYTHON must name a Python with torch and transformers');
const [threads, rounds, toy] = [whole('threads'), whole('rounds'), given.toy];

const tiles = 5;
const shape = toy ? toyShape(1) : shape7b(1);
const { vision, featureLayer } = shape.llava;
const pixelShape = [tiles, 3, vision.imageSize, vision.imageSize];
const random = new Random(4);
const pixels = Float32Array.from({ length: pixelShape.reduce((a, b) => a * b) }, () => random.normal());

const { version, dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const versions = { version, onnxruntime: dependencies['onnxruntime-node'], shape: shape.name };
const record = (row: object) => {
  if (toy) process.stdout.write(`${JSON.stringify(row)}\n`);
  else writeRow('tower', { ...versions, ...row });
};

// The peer takes the numbers of the float32 weights; in `reduced` its own are of the same sizes, and nothing is compared.
const own = randomCheckpoint(shape, { tower: kind.own, decoder: 'q4' });
const plain = kind.own === 'fp32' ? own : randomCheckpoint(shape, { tower: 'fp32', decoder: 'q4' });
const directory = mkdtempSync(join(tmpdir(), 'tower-'));
try {
  const scope = new Scope();
  const graph = towerGraph(scope, shape.llava);
  const order = towerOrder(directory, shape, scope.shapes, plain.weights);
  writeFileSync(join(directory, 'pixels'), pixels);
  writeFileSync(join(directory, 'order.json'), JSON.stringify({ ...order, shape: pixelShape }));

  const before = await machineLimits({ threads, toy });
  const args = [String(threads), kind.peer, join(directory, 'order.json')];
  const peer = await Peer.start<{ torch: string; transformers: string }>(python, 'tower.py', args);
  const program = await Program.compile(graph, own.checkpoint.source, { directory: own.weights.directory, threads });
  const feeds = { pixels: float32(pixels, pixelShape) };
  const see = async () => {
    const started = performance.now();
    const { hidden } = await program.run(feeds);
    return { ms: performance.now() - started, hidden: hidden.data as Float32Array };
  };
  const first = await see();
  await peer.ask<number>('run');
  const difference = kind.own === 'fp32' ? largestDifference(first.hidden, order.hidden) : undefined;
  const readings = await takeTurns<number>(
    [
      { name: 'own', run: async () => (await see()).ms },
      { name: 'peer', run: () => peer.ask<number>('run') },
    ],
    rounds,
  );
  await peer.stop();
  await program.dispose();
  const limits = betterLimits(before, await machineLimits({ threads, toy }));
  record({ part: 'limits', weights: given.weights, ...limits });

  const size = { layers: featureLayer, width: vision.width, intermediate: vision.mlpWidth };
  const flops = towerFlops(tiles, (vision.imageSize / vision.patchSize) ** 2 + 1, size);
  const { torch, transformers } = peer.greeting;
  const names = { own: `tesserae ${kind.own}`, peer: `PyTorch ${torch} ${kind.peer} (transformers ${transformers})` };
  for (const side of ['own', 'peer'] as const) {
    const times = readings.get(side)!;
    const ms = median(times);
    const gflops = flops / ms / 1e6;
    record({
      part: 'tower',
      runtime: names[side],
      weights: given.weights,
      threads,
      tiles,
      layers: featureLayer,
      turns: times.length,
      ms,
      msRange: range(times),
      gflops,
      gemmShare: gflops / limits.gemmGflops,
      ...(side === 'own' && difference && { difference }),
    });
  }
} finally {
  rmSync(directory, { recursive: true });
  for (const { weights } of new Set([own, plain])) weights.dispose();
}
