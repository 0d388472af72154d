/**
 * A whole training step (forward, backward, AdamW) of a 5.8 M-parameter Llama-style decoder, beside PyTorch in the same run, taking turns.
 *
 * `node dist-bench/bench/train-step.js`, see bench/README.md. The peer runs when `TESSERAE_PYTHON` names a Python with torch.
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { Random } from '../src/base/random.js';
import { grad } from '../src/graph/index.js';
import { readTextConfig } from '../src/model/config.js';
import { ropeTables } from '../src/model/rope-table.js';
import { Scope } from '../src/model/scope.js';
import { float32, int64, Program, type Value } from '../src/runtime/index.js';
import { languageLoss } from '../src/train/language-loss.js';
import { Optimizer, type Parameter } from '../src/train/optimizer.js';
import { writeRow } from './rows.js';

const batch = 16;
const sequence = 256;
/** The sides take turns, so that a machine that slows down slows all; what counts is the median step. */
const rounds = 6;
const steps = 5;
const warmUp = 3;
const config = readTextConfig({
  model_type: 'llama',
  hidden_size: 256,
  intermediate_size: 688,
  num_hidden_layers: 6,
  num_attention_heads: 4,
  vocab_size: 2048,
});

/** 6·N·tokens for the matrices and 12·L·S²·D·B for attention, the count that all rows share. */
function flopsPerStep(parameters: number): number {
  const { layers, width, vocabulary } = config;
  return 6 * (parameters - vocabulary * width) * batch * sequence + 12 * layers * sequence ** 2 * width * batch;
}

/** Our own side: every call makes one step and gives its milliseconds. */
async function ours() {
  const scope = new Scope();
  const loss = languageLoss(scope, config, batch, sequence);
  const names = [...scope.weights.keys()];
  const gradients = grad(loss, [...scope.weights.values()]);
  const outputs = { loss, ...Object.fromEntries(names.map((name, i) => [`d.${name}`, gradients[i]])) };
  const program = await Program.compile(outputs, undefined, { flushDenormals: true });
  const random = new Random(1);
  const parameters = names.map((name): Parameter => {
    const shape = scope.shapes.get(name)!;
    const size = shape.reduce((a, b) => a * b, 1);
    const zeros = () => float32(new Float32Array(size), shape);
    const drawn = Float32Array.from({ length: size }, () => (shape.length === 1 ? 1 : random.normal() * 0.05));
    return { name, shape, value: float32(drawn, shape), first: zeros(), second: zeros() };
  });
  const optimizer = new Optimizer(parameters, { betas: [0.9, 0.95], epsilon: 1e-8, weightDecay: 0.01, clip: 1 });
  const { cos, sin } = ropeTables(config.rope, config.headWidth, sequence);
  const losses: number[] = [];
  async function step(): Promise<number> {
    const ids = Array.from({ length: batch * sequence }, () => random.integer(0, 63));
    const feeds: Record<string, Value> = {
      ids: int64(ids, [batch, sequence]),
      targets: int64(
        ids.map((id) => (id * 7 + 3) % 64),
        [batch, sequence],
      ),
      positions: int64(
        ids.map((_, i) => i % sequence),
        [batch, sequence],
      ),
      weights: float32(new Float32Array(ids.length).fill(1 / ids.length)),
      rope_cos: cos,
      rope_sin: sin,
      ...Object.fromEntries(parameters.map((p) => [p.name, p.value])),
    };
    const started = performance.now();
    const result = await program.run(feeds);
    await optimizer.update(
      names,
      names.map((name) => result[`d.${name}`]),
      () => 1e-3,
    );
    losses.push(result.loss.data[0] as number);
    return performance.now() - started;
  }
  return {
    step,
    losses,
    parameters: parameters.reduce((sum, p) => sum + p.value.data.length, 0),
    async dispose() {
      await program.dispose();
      await optimizer.dispose();
    },
  };
}

/** PyTorch in a process of its own, which makes steps when asked to. */
class Peer {
  private readonly lines: AsyncIterator<string>;

  private constructor(private readonly child: ReturnType<typeof spawn>) {
    this.lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  }

  static async start(python: string): Promise<{ peer: Peer; version: string }> {
    const script = new URL('../../bench/peers/train_step.py', import.meta.url).pathname;
    const child = spawn(python, [script, String(availableParallelism())], { stdio: ['pipe', 'pipe', 'inherit'] });
    const peer = new Peer(child);
    const { version } = (await peer.read()) as { version: string };
    return { peer, version };
  }

  /** Milliseconds of so many steps, or null where PyTorch cannot do it this way. */
  async steps(mode: 'eager' | 'compile', count: number): Promise<number[] | null> {
    this.child.stdin!.write(`${mode} ${count}\n`);
    return (await this.read()) as number[] | null;
  }

  stop(): void {
    this.child.kill();
  }

  private async read(): Promise<unknown> {
    const { value, done } = await this.lines.next();
    if (done) throw new Error('PyTorch ended early');
    return JSON.parse(value);
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

const own = await ours();
const python = process.env.TESSERAE_PYTHON;
const { peer, version } = python ? await Peer.start(python) : { peer: undefined, version: '' };
const sides: [string, (count: number) => Promise<number[] | null>][] = [
  [
    'tesserae fp32',
    async (count) => {
      const times: number[] = [];
      while (times.length < count) times.push(await own.step());
      return times;
    },
  ],
];
if (peer) {
  for (const mode of ['eager', 'compile'] as const) {
    sides.push([`PyTorch ${version} ${mode} fp32`, (count) => peer.steps(mode, count)]);
  }
} else process.stderr.write('TESSERAE_PYTHON is not set: no PyTorch beside it.\n');

const times = new Map<string, number[]>();
for (let round = 0; round <= rounds; round++) {
  for (const [runtime, run] of sides) {
    const measured = await run(round === 0 ? warmUp : steps);
    if (round > 0 && measured) times.set(runtime, [...(times.get(runtime) ?? []), ...measured]);
  }
}
peer?.stop();
const { parameters, losses } = own;
await own.dispose();
const flops = flopsPerStep(parameters);
for (const [runtime, all] of times) {
  const milliseconds = median(all);
  writeRow('train-step', {
    runtime,
    milliseconds,
    gflops: flops / milliseconds / 1e6,
    tokensPerSecond: (batch * sequence * 1000) / milliseconds,
    steps: all.length,
    ...(runtime === 'tesserae fp32' && { parameters, batch, sequence, loss: [losses[0], losses[losses.length - 1]] }),
  });
}
