/**
 * Run by webgpu.test.ts in a process of its own: a driver that fails takes the process with it. Prints one JSON line.
 *
 *     node program.mjs same|leave|fused|none
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Engine } from '../../dist/generate/engine.js';
import { loadModel } from '../../dist/generate/index.js';
import { input, mul } from '../../dist/graph/index.js';
import { openCheckpoint } from '../../dist/model/checkpoint.js';
import { prefillGraph } from '../../dist/model/decoder.js';
import { Scope } from '../../dist/model/scope.js';
import { float32, Program } from '../../dist/runtime/index.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const nano = join(root, 'models', 'tesserae-nano');
const { InferenceSession } = createRequire(join(root, 'package.json'))('onnxruntime-node');

/** What every run was given and gave, as `name location`. */
const seen = new Set();
const plainRun = InferenceSession.prototype.run;
InferenceSession.prototype.run = async function (feeds, ...rest) {
  const results = await plainRun.call(this, feeds, ...rest);
  for (const [name, { location }] of Object.entries(feeds)) seen.add(`in ${name} ${location}`);
  for (const [name, { location }] of Object.entries(results)) seen.add(`out ${name} ${location}`);
  return results;
};

const codeOf = (promise) =>
  promise.then(
    () => 'none',
    (error) => error.code ?? String(error),
  );

/** Token ids of an answer, and all logits on the way. */
async function answer(device, request) {
  const engine = await Engine.open(nano, { threads: 1, device });
  seen.clear();
  const { embeddings } = await engine.prepare(request);
  const { logits, state } = await engine.decoder.prefill(embeddings);
  const steps = [[...logits]];
  const ids = [];
  for (let i = 0; i < 4; i++) {
    ids.push(steps.at(-1).reduce((best, logit, id, all) => (logit > all[best] ? id : best), 0));
    steps.push([...(await engine.decoder.next(state, ids.at(-1)))]);
  }
  await engine.decoder.release(state);
  await engine.dispose();
  return { ids, steps, embeddings: [...embeddings], crossed: [...seen] };
}

const modes = {
  /** The same question on both devices. */
  async same() {
    // Few tokens: the software driver is about a hundred times slower than the processor itself.
    const reduce = { method: 'uniform', keep: 0.2 };
    const images = [join(root, 'examples', 'bar-chart.png')];
    const request = { prompt: 'Which bar is the shortest?', images, reduce };
    return { cpu: await answer('cpu', request), webgpu: await answer('webgpu', request) };
  },

  /** Values on the device: what they allow, and a model's thread that ends in the middle of an answer. */
  async leave() {
    const open = () => Program.compile({ y: mul(input('x', ['n']), 2) }, undefined, { device: 'webgpu', stay: ['y'] });
    const [first, second] = [await open(), await open()];
    const run = async (x) => (await first.run({ x })).y;
    const [kept, freed] = [await run(float32([1, 2])), await run(float32([3, 4]))];
    await freed.dispose();
    const toHost = await Program.compile({ y: mul(input('x', ['n']), 2) }, undefined, { device: 'webgpu' });
    const codes = [await codeOf((async () => kept.data)()), await codeOf(toHost.run({ x: freed }))];
    const misshapen = await codeOf(first.run({ y: kept }));
    const twice = [...(await toHost.run({ x: (await second.run({ x: kept })).y })).y.data];
    await first.dispose();
    await kept.dispose();
    const gone = await codeOf(toHost.run({ x: kept }));
    for (const program of [second, toHost]) await program.dispose();
    const model = await loadModel(nano, { device: 'webgpu', threads: 1 });
    const cut = codeOf(model.answer({ prompt: 'Describe a chart.', raw: true, maxTokens: 400 }));
    await new Promise((resolve) => setTimeout(resolve, 200));
    await model.dispose();
    return { codes: [...codes, misshapen, gone, await cut], twice };
  },

  /** Largest difference between the fused and the plain prompt graph, for prompts of several lengths. */
  async fused() {
    const { text, source, directory } = openCheckpoint(nano);
    const differences = {};
    const { promptMask } = await import('../../dist/generate/text-decoder.js');
    const { ropeTables } = await import('../../dist/model/rope-table.js');
    const { int64 } = await import('../../dist/runtime/index.js');
    const compile = (lowering, device) => {
      const { hidden } = prefillGraph(new Scope(), text, lowering, { from: 0, to: 1 });
      return Program.compile({ hidden }, source, { directory, device, threads: 1 });
    };
    const programs = [
      await compile('training', 'cpu'),
      await compile('training', 'webgpu'),
      await compile('fast', 'webgpu'),
    ];
    for (const length of [8, 31, 32, 40, 72]) {
      const hidden = Float32Array.from({ length: length * text.width }, (_, i) => Math.sin(i * 0.7));
      const { cos, sin } = ropeTables(text.rope, text.headWidth, length);
      const outputs = [];
      for (const program of programs) {
        const all = {
          embeddings: float32(hidden, [1, length, text.width]),
          positions: int64([...Array(length).keys()], [1, length]),
          rope_cos: cos,
          rope_sin: sin,
          ...promptMask(program, length),
        };
        outputs.push((await program.run(all)).hidden.data);
      }
      const [reference, ...others] = outputs;
      const largest = (values) => values.reduce((most, value, i) => Math.max(most, Math.abs(value - reference[i])), 0);
      differences[length] = { plain: largest(others[0]), fused: largest(others[1]) };
    }
    for (const program of programs) await program.dispose();
    return differences;
  },

  /** No adapter: twice, in the thread of a model too, and the processor still works. */
  async none() {
    const failure = await Engine.open(nano, { device: 'webgpu' }).catch(({ code, message }) => ({ code, message }));
    const again = await codeOf(loadModel(nano, { device: 'webgpu' }));
    const unknown = await codeOf(loadModel(nano, { device: 'cuda' }));
    const engine = await Engine.open(nano, { threads: 1 });
    const { length } = await engine.decoder.embed([1, 2]);
    await engine.dispose();
    return { failure, again, unknown, length };
  },
};

console.log(JSON.stringify(await modes[process.argv[2]]()));
