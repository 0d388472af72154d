/**
 * Two promises of the model's own thread, measured: the caller's event loop stays free while the model reads a long prompt, and
 * memory stays flat over many answers.
 *
 * `node --expose-gc dist-bench/bench/responsive.js [--model DIR] [--generations 1000] [--prefills 20]`, see bench/README.md. The
 * delay is that of Node's own histogram, which samples the loop every millisecond; beside it stands the same for an idle loop of
 * the same length, which is what the machine costs without us.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type GenerateRequest, loadModel, type Model } from '../src/generate/index.js';
import { writeRow } from './rows.js';

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: fileURLToPath(new URL('../../models/tesserae-nano', import.meta.url)) },
    generations: { type: 'string', default: '1000' },
    prefills: { type: 'string', default: '20' },
  },
});
const generations = Number(values.generations);
const prefills = Number(values.prefills);

/** A picture that AnyRes cuts into four crops and a thumbnail, as pixels, so that no decoder is measured with it. */
function picture(side: number) {
  const data = new Uint8Array(3 * side * side);
  for (let i = 0; i < data.length; i++) data[i] = ((Math.floor(i / 3) % side) * 5 + (i % 3) * 80) % 256;
  return { width: side, height: side, data };
}

/** Milliseconds that timers of this thread came late while `work` ran. */
async function delays(work: () => Promise<unknown>) {
  const histogram = monitorEventLoopDelay({ resolution: 1 });
  histogram.enable();
  const started = performance.now();
  await work();
  const milliseconds = performance.now() - started;
  histogram.disable();
  const at = (percentile: number) => histogram.percentile(percentile) / 1e6;
  return { p50: at(50), p99: at(99), longest: histogram.max / 1e6, samples: histogram.count, milliseconds };
}

async function responsive(model: Model, request: GenerateRequest): Promise<void> {
  const first = await model.answer(request); // compiles and warms up
  let prefillMs = 0;
  let visionMs = 0;
  const busy = await delays(async () => {
    for (let i = 0; i < prefills; i++) {
      const { timings } = await model.answer(request);
      prefillMs += timings.prefillMs / prefills;
      visionMs += timings.visionMs / prefills;
    }
  });
  const idle = await delays(() => wait(busy.milliseconds));
  writeRow('responsive', {
    measurement: 'event-loop delay of the caller, ms',
    model: model.facts.modelType,
    tiles: first.images.map(({ grid }) => (grid ? 1 + grid[0] * grid[1] : 1)),
    visualTokens: first.images.map(({ visualTokens }) => visualTokens),
    prefills,
    visionMs,
    prefillMs,
    busy,
    idle,
  });
}

async function memory(model: Model, request: GenerateRequest): Promise<void> {
  const resident = () => {
    globalThis.gc?.();
    return Math.round(process.memoryUsage.rss() / 2 ** 20);
  };
  const warmUp = Math.min(50, Math.ceil(generations / 5));
  const every = Math.max(1, Math.floor((generations - warmUp) / 10));
  const megabytes: number[] = [];
  const started = performance.now();
  for (let done = 0; done <= generations; done++) {
    if (done >= warmUp && (done - warmUp) % every === 0) megabytes.push(resident());
    if (done < generations) await model.answer(request);
  }
  const minutes = (performance.now() - started) / 60_000;
  const growth = megabytes[megabytes.length - 1] - megabytes[0];
  writeRow('responsive', {
    measurement: 'resident memory over generations, MB',
    model: model.facts.modelType,
    generations,
    warmUp,
    minutes,
    megabytes,
    growth,
  });
}

const model = await loadModel(values.model);
const side = 256;
const images = [picture(side), picture(side), picture(side)];
await responsive(model, { images, prompt: 'Describe the pictures.', maxTokens: 1 });
await memory(model, { images: images.slice(0, 1), prompt: 'Describe the picture.', maxTokens: 16 });
await model.dispose();
