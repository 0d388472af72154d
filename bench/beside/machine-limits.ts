import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { Random } from '../../src/base/random.js';
import { input, linear, weight } from '../../src/graph/index.js';
import { float32, Program } from '../../src/runtime/index.js';

/** What this machine does at best, measured in the run that it is compared with. */
export interface MachineLimits {
  threads: number;
  /** The best of several large float32 products in ONNX Runtime. */
  gemmGflops: number;
  /** Rows, inputs and outputs of that product. */
  gemmShape: readonly number[];
  /** Copying past every cache with all threads, bytes read and written both counted. */
  copyGigabytesPerSecond: number;
  /** The same within the last cache. */
  cachedCopyGigabytesPerSecond: number;
}

/** `[rows, inputs, outputs]` */
const products = [
  [1024, 1024, 1024],
  [2048, 2048, 2048],
  [2885, 1024, 4096],
  [2928, 4096, 4096],
] as const;
const toyProducts = [[64, 64, 64]] as const;
const runs = 3;

/** Bytes of the source; there is as much to copy it to. */
const copies = { memory: 2 ** 29, cache: 2 ** 25 };
const toyCopies = { memory: 2 ** 20, cache: 2 ** 18 };

/** Measures both limits; `toy` does so on sizes that say nothing. */
export async function machineLimits({
  threads = availableParallelism(),
  toy = false,
}: {
  threads?: number;
  toy?: boolean;
} = {}): Promise<MachineLimits> {
  const { memory, cache } = toy ? toyCopies : copies;
  let best = { gflops: 0, shape: [] as readonly number[] };
  for (const shape of toy ? toyProducts : products) {
    const gflops = await productGflops(shape, threads);
    if (gflops > best.gflops) best = { gflops, shape };
  }
  return {
    threads,
    gemmGflops: best.gflops,
    gemmShape: best.shape,
    copyGigabytesPerSecond: await copySpeed(memory, threads),
    cachedCopyGigabytesPerSecond: await copySpeed(cache, threads),
  };
}

/** The better of two measurements in each limit, as before and after a run. */
export function betterLimits(first: MachineLimits, second: MachineLimits): MachineLimits {
  const { gemmGflops, gemmShape } = first.gemmGflops >= second.gemmGflops ? first : second;
  const copy = (of: 'copyGigabytesPerSecond' | 'cachedCopyGigabytesPerSecond') => Math.max(first[of], second[of]);
  return {
    threads: first.threads,
    gemmGflops,
    gemmShape,
    copyGigabytesPerSecond: copy('copyGigabytesPerSecond'),
    cachedCopyGigabytesPerSecond: copy('cachedCopyGigabytesPerSecond'),
  };
}

/** The best run of one product; the weight is a constant, which the runtime packs beforehand as it does a model's. */
async function productGflops([rows, inputs, outputs]: readonly number[], threads: number): Promise<number> {
  const random = new Random(2);
  const stretch = Float32Array.from({ length: 4093 }, () => random.normal());
  const numbers = (count: number) => Float32Array.from({ length: count }, (_, i) => stretch[i % stretch.length]);
  const data = new Uint8Array(numbers(outputs * inputs).buffer);
  const x = float32(numbers(rows * inputs), [rows, inputs]);
  const y = linear(input('x', [rows, inputs]), weight('w', [outputs, inputs]));
  const program = await Program.compile({ y }, () => ({ data }), { threads });
  try {
    const into = { y: float32(new Float32Array(rows * outputs), [rows, outputs]) };
    await program.run({ x }, into);
    let best = 0;
    for (let run = 0; run < runs; run++) {
      const started = performance.now();
      await program.run({ x }, into);
      best = Math.max(best, (2 * rows * inputs * outputs) / (performance.now() - started) / 1e6);
    }
    return best;
  } finally {
    await program.dispose();
  }
}

/** GB/s of the best of several copies, every thread with a part of its own. */
async function copySpeed(bytes: number, threads: number): Promise<number> {
  const part = Math.floor(bytes / threads);
  const repeats = Math.max(1, Math.round(2 ** 28 / bytes));
  const workers = Array.from({ length: threads }, () => {
    const worker = new Worker(new URL('copy-worker.js', import.meta.url), { workerData: { part, repeats } });
    return { worker, next: () => new Promise<unknown>((resolve) => worker.once('message', resolve)) };
  });
  try {
    await Promise.all(workers.map(({ next }) => next()));
    let best = 0;
    for (let run = 0; run < runs; run++) {
      const started = performance.now();
      await Promise.all(
        workers.map(({ worker, next }) => {
          const done = next();
          worker.postMessage('copy');
          return done;
        }),
      );
      best = Math.max(best, (2 * part * threads * repeats) / (performance.now() - started) / 1e6);
    }
    return best;
  } finally {
    await Promise.all(workers.map(({ worker }) => worker.terminate()));
  }
}
