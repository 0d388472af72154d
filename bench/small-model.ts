/**
 * tesserae-nano end to end on the pictures of `examples`, here and in transformers: loading, the first token, tokens per second,
 * and whether the greedy tokens are the same.
 *
 *     TESSERAE_PYTHON=/path/to/python node dist-bench/bench/small-model.js [--model DIR] [--threads N] [--rounds 5] [--toy]
 *
 * Both sides start from the file of the picture and take turns. What transformers.js says of the model is asked too. See
 * bench/README.md; `--toy` asks about one picture once and writes no rows.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type GenerateRequest, loadModel, type Model } from '../src/generate/index.js';
import { betterLimits, machineLimits } from './beside/machine-limits.js';
import { Peer } from './beside/peer.js';
import { median, range, takeTurns } from './beside/turns.js';
import { writeRow } from './rows.js';
import { answerCost, modelSizes } from './small-model/cost.js';

const { values: given } = parseArgs({
  options: {
    model: { type: 'string', default: 'models/tesserae-nano' },
    threads: { type: 'string', default: String(availableParallelism()) },
    rounds: { type: 'string', default: '5' },
    toy: { type: 'boolean', default: false },
  },
});
const whole = (name: 'threads' | 'rounds') => {
  const value = Number(given[name]);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new RangeError(`--${name} takes a whole number from 1, not ${given[name]}`);
};
const python = process.env.TESSERAE_PYTHON;
if (!python) throw new Error('TESSERAE_PYTHON must name a Python with torch, transformers and Pillow');
const [threads, toy] = [whole('threads'), given.toy];
const rounds = toy ? 1 : whole('rounds');
const folder = resolve(given.model);
const question = 'Describe the picture.';
const maxTokens = 96;
const pictures = readdirSync('examples')
  .filter((name) => name.endsWith('.png'))
  .sort()
  .slice(0, toy ? 1 : undefined);

const { version, dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const versions = { version, onnxruntime: dependencies['onnxruntime-node'], threads };
const record = (row: object) => {
  if (toy) process.stdout.write(`${JSON.stringify(row)}\n`);
  else writeRow('small-model', { ...versions, ...row });
};

/** One answer of one side. */
interface Answer {
  firstTokenMs: number;
  decodeMsPerToken: number | null;
  tokenIds: number[];
}

const before = await machineLimits({ threads, toy });
const peer = await Peer.start<{ torch: string; transformers: string; importMs: number }>(python, 'small_model.py', [
  String(threads),
  folder,
]);
let model: Model | undefined;

async function load(): Promise<number> {
  await model?.dispose();
  const started = performance.now();
  model = await loadModel(folder, { threads });
  return performance.now() - started;
}

async function answer(request: GenerateRequest): Promise<Answer & { tiles: number }> {
  const { tokenIds, timings, images } = await model!.answer(request);
  const { firstTokenMs, decodeMsPerToken } = timings;
  const [{ grid }] = images;
  return { firstTokenMs, decodeMsPerToken, tokenIds, tiles: grid ? 1 + grid[0] * grid[1] : 1 };
}

const loads = await takeTurns<number>(
  [
    { name: 'own', run: load },
    { name: 'peer', run: () => peer.ask<number>({ load: true }) },
  ],
  rounds,
);
const answered = [];
for (const name of pictures) {
  const picture = resolve('examples', name);
  const own = () => answer({ images: [picture], prompt: question, maxTokens, temperature: 0 });
  const theirs = () => peer.ask<Answer & { promptTokens: number }>({ picture, question, maxTokens });
  const { tiles } = await own(); // compiles and warms up, and so does the other
  const { promptTokens } = await theirs();
  const sides = [
    { name: 'own', run: own },
    { name: 'peer', run: theirs },
  ];
  answered.push({ name, tiles, promptTokens, readings: await takeTurns<Answer>(sides, rounds) });
}
await model!.dispose();
await peer.stop();
const limits = betterLimits(before, await machineLimits({ threads, toy }));
record({ part: 'limits', ...limits });

const sizes = modelSizes(folder);
const { torch, transformers, importMs } = peer.greeting;
const names = { own: 'tesserae fp32', peer: `transformers ${transformers} (PyTorch ${torch}) fp32` };
for (const side of ['own', 'peer'] as const) {
  const times = loads.get(side)!;
  const imported = side === 'peer' ? { importMs } : {};
  record({ part: 'load', runtime: names[side], ms: median(times), msRange: range(times), turns: rounds, ...imported });
}
for (const { name, tiles, promptTokens, readings } of answered) {
  const cost = answerCost(sizes, tiles, promptTokens);
  const expected = readings.get('peer')![0].tokenIds;
  for (const side of ['own', 'peer'] as const) {
    const answers = readings.get(side)!;
    const firstTokenMs = median(answers.map((reading) => reading.firstTokenMs));
    // An answer of one token has no tokens after the first.
    const after = answers.flatMap(({ decodeMsPerToken }) => decodeMsPerToken ?? []);
    const decodeMs = after.length > 0 ? median(after) : undefined;
    const gflops = cost.firstTokenFlops / firstTokenMs / 1e6;
    const weightGigabytesPerSecond = decodeMs && cost.decodeBytes / decodeMs / 1e6;
    record({
      part: 'answer',
      runtime: names[side],
      picture: name,
      tiles,
      promptTokens,
      newTokens: answers[0].tokenIds.length,
      turns: rounds,
      firstTokenMs,
      firstTokenRange: range(answers.map((reading) => reading.firstTokenMs)),
      decodeMs,
      tokensPerSecond: decodeMs && 1000 / decodeMs,
      gflops,
      gemmShare: gflops / limits.gemmGflops,
      weightGigabytesPerSecond,
      copyShare: weightGigabytesPerSecond && weightGigabytesPerSecond / limits.copyGigabytesPerSecond,
      sameTokens: answers.every(({ tokenIds }) => String(tokenIds) === String(expected)),
    });
  }
}
const other = JSON.parse(
  execFileSync(process.execPath, ['bench/peers/transformers_js.mjs', folder], { encoding: 'utf8' }),
);
record({ part: 'transformers.js', runtime: `transformers.js ${other.version}`, answer: other.answer });
