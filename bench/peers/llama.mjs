/**
 * llama.cpp, by node-llama-cpp, as a peer of bench/decoder-layer.ts.
 *
 *     node bench/peers/llama.mjs THREADS CONTEXT MODEL.gguf…
 *
 * First it says what it is. Then every line is a task `{ model, prompt, feed }`, token ids both, answered by
 * `{ prefillMs, decodeMs, tokens }`: the time of the prompt up to its next token, the median time of a fed token, and the
 * likeliest tokens. The line `"memory"` is answered by this process's `/proc/self/status`.
 */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { getLlama, LlamaLogLevel } from 'node-llama-cpp';

const [threads, contextSize, ...paths] = process.argv.slice(2);
const count = Number(threads);
// The binary that came with the package, or none: nothing is downloaded or built.
const llama = await getLlama({
  gpu: false,
  build: 'never',
  skipDownload: true,
  maxThreads: count,
  logLevel: LlamaLogLevel.error,
});
const sequences = [];
for (const modelPath of paths) {
  const model = await llama.loadModel({ modelPath, ignoreMemorySafetyChecks: true });
  const context = await model.createContext({
    contextSize: Number(contextSize),
    threads: { ideal: count, min: count },
    ignoreMemorySafetyChecks: true,
  });
  sequences.push(context.getSequence());
}
const manifest = new URL('node_modules/node-llama-cpp/package.json', import.meta.url);
const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
const [{ context }] = sequences;
say({
  version,
  release: llama.llamaCppRelease.release,
  features: llama.systemInfo.trim(),
  batch: context.batchSize,
  flashAttention: context.flashAttention,
});

for await (const line of createInterface({ input: process.stdin })) {
  const task = JSON.parse(line);
  say(task === 'memory' ? readFileSync('/proc/self/status', 'utf8') : await run(sequences[task.model], task));
}
await llama.dispose();

async function run(sequence, { prompt, feed }) {
  await sequence.clearHistory();
  const tokens = [];
  const timed = async (ids) => {
    const started = performance.now();
    const items = [...ids.slice(0, -1), [ids.at(-1), { generateNext: { token: true, options: { temperature: 0 } } }]];
    const result = await sequence.controlledEvaluate(items);
    tokens.push(result.at(-1).next.token);
    return performance.now() - started;
  };
  const prefillMs = await timed(prompt);
  const times = [];
  for (const id of feed) times.push(await timed([id]));
  times.sort((a, b) => a - b);
  const decodeMs = (times[(times.length - 1) >> 1] + times[times.length >> 1]) / 2;
  return { prefillMs, decodeMs, tokens };
}

function say(answer) {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
