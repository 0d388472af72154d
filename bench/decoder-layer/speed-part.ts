import { join } from 'node:path';
import { Random } from '../../src/base/random.js';
import { layerMultiplyAdds } from '../../src/reduce/index.js';
import { betterLimits, type MachineLimits, machineLimits } from '../beside/machine-limits.js';
import { Peer } from '../beside/peer.js';
import { median, range, takeTurns } from '../beside/turns.js';
import { blockPool, blockSize, q4Bytes, toyBlocks } from './block-pool.js';
import { writeLlamaFile } from './llama-file.js';
import { layerWeights } from './matrices.js';
import { OwnDecoder, type Reading, type Task } from './own-decoder.js';
import { writeOwnFile } from './own-file.js';
import type { DecoderShape } from './shape.js';

export interface PartOptions {
  shape: DecoderShape;
  /** For files of weights; the caller removes it. */
  directory: string;
  threads: number;
  /** Turns of every side at the longest prompt; twice as many at the others. */
  rounds: number;
  toy: boolean;
}

export type Recorder = (row: Record<string, unknown>) => void;

export interface LlamaGreeting {
  version: string;
  release: string;
  features: string;
  batch: number;
  flashAttention: boolean | 'auto';
}

/** Tokens fed behind every prompt. */
const steps = 16;

/** Layers of the two decoders of each side; what one has more is a layer. */
const [few, more] = [1, 2];

/** Bytes per weight in blocks, and per number of keys and values. */
const stored = {
  tesserae: { weight: (blockSize / 2 + 4) / blockSize, cached: 4 },
  llama: { weight: q4Bytes / blockSize, cached: 2 },
};

/** Prefill and decode of a layer at every prompt length. */
export async function measureSpeed({ shape, directory, threads, rounds, toy }: PartOptions, record: Recorder) {
  const pool = blockPool(toy ? toyBlocks : undefined);
  const file = writeOwnFile(directory, shape, more, pool);
  const paths = [few, more].map((layers) => join(directory, `${layers}.gguf`));
  paths.forEach((path, i) => {
    writeLlamaFile(path, shape, [few, more][i], pool);
  });
  const before = await machineLimits({ threads, toy });
  const peer = await Peer.start<LlamaGreeting>(process.execPath, 'llama.mjs', [
    String(threads),
    String(shape.contextLength),
    ...paths,
  ]);
  const own = await Promise.all([few, more].map((layers) => OwnDecoder.open(file, shape, layers, threads)));
  const measured: { promptTokens: number; turns: number; readings: Map<string, Reading[]> }[] = [];
  try {
    const sides = (task: Task) => [
      { name: 'tesserae few', run: () => own[0].run(task) },
      { name: 'llama few', run: () => peer.ask<Reading>({ ...task, model: 0 }) },
      { name: 'tesserae more', run: () => own[1].run(task) },
      { name: 'llama more', run: () => peer.ask<Reading>({ ...task, model: 1 }) },
    ];
    await takeTurns(sides(taskOf(shape, shape.prompts[0])), 1); // the first of everything is not counted
    for (const promptTokens of shape.prompts) {
      const turns = promptTokens === Math.max(...shape.prompts) ? rounds : 2 * rounds;
      const readings = await takeTurns(sides(taskOf(shape, promptTokens)), turns);
      measured.push({ promptTokens, turns, readings });
    }
  } finally {
    await peer.stop();
    await Promise.all(own.map((decoder) => decoder.dispose()));
  }
  const limits = betterLimits(before, await machineLimits({ threads, toy }));
  record({ part: 'limits', ...limits });
  const { version, release, batch, flashAttention, features } = peer.greeting;
  const runtimes = {
    tesserae: { runtime: 'tesserae' },
    llama: { runtime: `llama.cpp ${release} (node-llama-cpp ${version})`, batch, flashAttention, features },
  };
  for (const { promptTokens, turns, readings } of measured) {
    for (const side of ['tesserae', 'llama'] as const) {
      const both = [readings.get(`${side} few`)!, readings.get(`${side} more`)!] as const;
      const row = layerRow(shape, promptTokens, both, stored[side], limits);
      const sameTokens = side === 'llama' ? undefined : agreement(readings);
      record({ part: 'layer', ...runtimes[side], threads, promptTokens, turns, ...row, ...sameTokens });
    }
  }
}

/** A layer from readings of decoders that have one more and one less: differences within a round, and their median. */
function layerRow(
  shape: DecoderShape,
  promptTokens: number,
  [fewer, longer]: readonly [readonly Reading[], readonly Reading[]],
  bytes: { weight: number; cached: number },
  { gemmGflops, copyGigabytesPerSecond }: MachineLimits,
) {
  const differences = (of: 'prefillMs' | 'decodeMs') => longer.map((reading, round) => reading[of] - fewer[round][of]);
  const [prefill, decode] = [differences('prefillMs'), differences('decodeMs')];
  const [prefillMs, decodeMs] = [median(prefill), median(decode)];
  const { width, mlpWidth } = shape;
  const size = { layers: 1, width, intermediate: mlpWidth };
  const gflops = (2 * layerMultiplyAdds(promptTokens, size)) / prefillMs / 1e6;
  const weightBytes = layerWeights(shape) * bytes.weight;
  // Half of the fed tokens are in the cache on average.
  const cacheBytes = 2 * (promptTokens + steps / 2) * width * bytes.cached;
  const decodeGigabytesPerSecond = (weightBytes + cacheBytes) / decodeMs / 1e6;
  return {
    prefillMs,
    prefillRange: range(prefill),
    decodeMs,
    decodeRange: range(decode),
    gflops,
    gemmShare: gflops / gemmGflops,
    weightBytes,
    cacheBytes,
    weightGigabytesPerSecond: weightBytes / decodeMs / 1e6,
    decodeGigabytesPerSecond,
    copyShare: decodeGigabytesPerSecond / copyGigabytesPerSecond,
  };
}

/** How many of the likeliest tokens, of all decoders of the last round, are the same on both sides. */
function agreement(readings: ReadonlyMap<string, readonly Reading[]>) {
  const tokens = (side: string) => ['few', 'more'].flatMap((name) => readings.get(`${side} ${name}`)!.at(-1)!.tokens);
  const [own, theirs] = [tokens('tesserae'), tokens('llama')];
  return { tokens: own.length, sameTokens: own.filter((token, i) => token === theirs[i]).length };
}

/** Random tokens, none of them a mark. */
export function taskOf({ vocabulary }: DecoderShape, promptTokens: number): Task {
  const random = new Random(promptTokens);
  const draw = (length: number) => Array.from({ length }, () => random.integer(3, vocabulary - 1));
  return { prompt: draw(promptTokens), feed: draw(steps) };
}
