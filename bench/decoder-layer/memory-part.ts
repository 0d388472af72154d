import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Peer } from '../beside/peer.js';
import { ownMemory, type ProcessMemory, parseStatus } from '../beside/process-memory.js';
import { blockPool, toyBlocks } from './block-pool.js';
import { writeLlamaFile } from './llama-file.js';
import { OwnDecoder, type Reading } from './own-decoder.js';
import { type OwnFile, writeOwnFile } from './own-file.js';
import type { DecoderShape } from './shape.js';
import { type LlamaGreeting, type PartOptions, type Recorder, taskOf } from './speed-part.js';

/** Of 32 layers as many run as fit anywhere. What does not grow with layers weighs more here than in the whole model. */
const layers = 8;

interface Order {
  file: OwnFile;
  shape: DecoderShape;
  threads: number;
}

/** Most memory that each side's process had while it read the shorter prompt and fed tokens, against weights and cache. */
export async function measureMemory({ shape, directory, threads, toy }: PartOptions, record: Recorder): Promise<void> {
  const pool = blockPool(toy ? toyBlocks : undefined);
  const task = taskOf(shape, shape.prompts[0]);
  const positions = task.prompt.length + task.feed.length;
  const write = (runtime: string, weightBytes: number, bytesPerNumber: number, memory: ProcessMemory) => {
    const cacheBytes = layers * 2 * positions * shape.width * bytesPerNumber;
    const needed = weightBytes + cacheBytes;
    const row = { runtime, threads, layers, promptTokens: task.prompt.length, weightBytes, cacheBytes, ...memory };
    record({ part: 'memory', ...row, timesNeeded: memory.peak / needed });
  };

  const file = writeOwnFile(directory, shape, layers, pool);
  const order: Order = { file, shape, threads };
  const own = await promisify(execFile)(process.execPath, [fileURLToPath(import.meta.url), JSON.stringify(order)]);
  write('tesserae', file.bytes, 4, JSON.parse(own.stdout));
  rmSync(join(directory, 'weights.bin'));

  const path = join(directory, 'memory.gguf');
  const bytes = writeLlamaFile(path, shape, layers, pool);
  const args = [String(threads), String(positions), path];
  const peer = await Peer.start<LlamaGreeting>(process.execPath, 'llama.mjs', args);
  try {
    await peer.ask<Reading>({ ...task, model: 0 });
    const memory = parseStatus(await peer.ask<string>('memory'));
    write(`llama.cpp ${peer.greeting.release} (node-llama-cpp ${peer.greeting.version})`, bytes, 2, memory);
  } finally {
    await peer.stop();
  }
}

/** The library's side, in a process of its own: prints what it had. */
async function runAlone({ file, shape, threads }: Order): Promise<void> {
  const decoder = await OwnDecoder.open(file, shape, layers, threads);
  await decoder.run(taskOf(shape, shape.prompts[0]));
  process.stdout.write(JSON.stringify(ownMemory()));
  await decoder.dispose();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runAlone(JSON.parse(process.argv[2]));
