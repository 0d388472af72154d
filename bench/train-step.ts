/**
 * A whole training step (forward, backward, AdamW) of a 5.8 M-parameter Llama-style decoder, beside PyTorch in the same run.
 *
 * `node dist-bench/bench/train-step.js`, see bench/README.md. The peer runs when `TESSERAE_PYTHON` names a Python with torch.
 */
import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
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
const steps = 10;
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

async function ours(): Promise<{ milliseconds: number; parameters: number; loss: number[] }> {
  const scope = new Scope();
  const loss = languageLoss(scope, config, batch, sequence);
  const names = [...scope.weights.keys()];
  const gradients = grad(loss, [...scope.weights.values()]);
  const outputs = { loss, ...Object.fromEntries(names.map((name, i) => [`d.${name}`, gradients[i]])) };
  const program = await Program.compile(outputs);
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
  let total = 0;
  for (let step = 0; step < steps + 3; step++) {
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
    if (step >= 3) total += performance.now() - started;
    losses.push(result.loss.data[0] as number);
  }
  await program.dispose();
  await optimizer.dispose();
  const count = parameters.reduce((sum, p) => sum + p.value.data.length, 0);
  return { milliseconds: total / steps, parameters: count, loss: [losses[0], losses[losses.length - 1]] };
}

const { milliseconds, parameters, loss } = await ours();
const flops = flopsPerStep(parameters);
const row = (runtime: string, ms: number, extra: object = {}) =>
  writeRow('train-step', {
    runtime,
    milliseconds: ms,
    gflops: flops / ms / 1e6,
    tokensPerSecond: (batch * sequence * 1000) / ms,
    ...extra,
  });
row('tesserae fp32', milliseconds, { parameters, batch, sequence, loss });
const python = process.env.TESSERAE_PYTHON;
if (python) {
  const script = new URL('../../bench/peers/train_step.py', import.meta.url).pathname;
  const lines = execFileSync(python, [script, String(availableParallelism())], { encoding: 'utf8' })
    .trim()
    .split('\n');
  for (const line of lines) {
    const { runtime, milliseconds: ms } = JSON.parse(line) as { runtime: string; milliseconds: number };
    row(runtime, ms);
  }
} else process.stderr.write('TESSERAE_PYTHON is not set: no PyTorch beside it.\n');
