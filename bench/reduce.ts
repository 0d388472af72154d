/**
 * Reducers × keep on held-out pictures: accuracy, tokens, times, kv bytes. Every setting answers the same questions.
 *
 * `node dist-bench/bench/reduce.js [items a category] [model folder]`, see bench/README.md. Settings that
 * `bench/rows/reduce.jsonl` already has for this model and number of items are not measured again.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BenchmarkItem, benchmarkItems, CATEGORIES, drawSample } from '../src/data/picture/index.js';
import { wilson } from '../src/evaluate/statistics/interval.js';
import { Engine } from '../src/generate/engine.js';
import type { GenerateResult, ReduceRequest } from '../src/generate/index.js';
import { writeRow } from './rows.js';

const perCategory = Number(process.argv[2] ?? 25);
const folder = process.argv[3] ?? 'models/tesserae-nano';
const methods = ['random', 'uniform', 'hired', 'fastervlm', 'globalcom2', 'pyramiddrop'] as const;
const keeps = [0.75, 0.5, 0.4, 0.25, 0.2, 0.1, 0.05];
const seed = 0;

const modelHash = createHash('sha256')
  .update(readFileSync(join(folder, 'model.safetensors')))
  .digest('hex')
  .slice(0, 12);
const items = benchmarkItems({ perCategory, captions: 0 });
const pictures = items.map(({ kind, seed, index }) => drawSample({ kind, seed, index }).picture);
const engine = await Engine.open(folder);
const { layers, kvHeads, headWidth } = engine.checkpoint.text;

interface Answered {
  item: BenchmarkItem;
  right: boolean;
  result: GenerateResult;
}

async function answerAll(reduce: ReduceRequest | undefined): Promise<Answered[]> {
  const answered: Answered[] = [];
  for (const [i, item] of items.entries()) {
    for await (const part of engine.generate({ images: [pictures[i]], prompt: item.question, maxTokens: 12, reduce })) {
      if (part.type !== 'finish') continue;
      answered.push({ item, right: part.answer.trim().toLowerCase() === item.answer, result: part });
    }
  }
  return answered;
}

/** Visual tokens that the decoder keeps, averaged over its layers. */
function keptTokens({ images, visualTokensPerLayer }: GenerateResult): number {
  const perLayer = visualTokensPerLayer;
  return perLayer ? perLayer.reduce((a, b) => a + b, 0) / perLayer.length : images[0].kept;
}

const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];
const round = (value: number, digits = 1): number => Number(value.toFixed(digits));

function summarise(method: string, keep: number, answered: Answered[], full: Answered[]): object {
  const right = answered.filter((a) => a.right).length;
  const [low, high] = wilson(right, answered.length);
  const tokens = mean(answered.map(({ result }) => keptTokens(result)));
  const time = (name: 'visionMs' | 'prefillMs' | 'firstTokenMs') =>
    round(median(answered.map(({ result }) => result.timings[name])));
  const decode = answered.flatMap(({ result }) => result.timings.decodeMsPerToken ?? []);
  const categories = Object.fromEntries(
    CATEGORIES.map((category) => {
      const group = answered.filter(({ item }) => item.category === category);
      return [category, round((100 * group.filter((a) => a.right).length) / group.length)];
    }),
  );
  return {
    method,
    keep,
    model: modelHash,
    seed,
    perCategory,
    items: answered.length,
    accuracy: round((100 * right) / answered.length, 2),
    interval: [round(100 * low, 2), round(100 * high, 2)],
    // Paired with the full setting on the same items.
    lost: answered.filter((a, i) => !a.right && full[i].right).length,
    gained: answered.filter((a, i) => a.right && !full[i].right).length,
    tokens: round(tokens),
    kvBytes: Math.round(tokens * layers * 2 * kvHeads * headWidth * 4),
    visionMs: time('visionMs'),
    prefillMs: time('prefillMs'),
    firstTokenMs: time('firstTokenMs'),
    decodeMsPerToken: round(median(decode)),
    residentMiB: Math.round(process.memoryUsage().rss / 2 ** 20),
    categories,
  };
}

const known = new Set<string>();
if (existsSync('bench/rows/reduce.jsonl')) {
  for (const line of readFileSync('bench/rows/reduce.jsonl', 'utf8').trim().split('\n')) {
    const row = JSON.parse(line) as { model: string; method: string; keep: number; perCategory: number };
    if (row.model === modelHash && row.perCategory === perCategory) known.add(`${row.method} ${row.keep}`);
  }
}
// The first run over all canvas sizes warms up; the second is counted.
const full = (await answerAll(undefined)) && (await answerAll(undefined));
if (!known.has('none 1')) writeRow('reduce', { ...summarise('none', 1, full, full) });
for (const keep of keeps) {
  for (const method of methods) {
    if (known.has(`${method} ${keep}`)) continue;
    try {
      const answered = await answerAll({ method, keep });
      writeRow('reduce', { ...summarise(method, keep, answered, full) });
    } catch (error) {
      process.stderr.write(`${method} ${keep}: ${(error as Error).message}\n`);
    }
  }
}
await engine.dispose();
