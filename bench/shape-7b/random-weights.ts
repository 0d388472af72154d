import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Random } from '../../src/base/random.js';
import type { WeightSource } from '../../src/graph/index.js';

export type WeightKind = 'fp32' | 'q8' | 'q4';

const block = 32;
const file = 'weights.bin';

/** Matrices that a converter would store in blocks. */
const matrix = /(_proj|\.fc\d|\.linear_\d|lm_head)\.weight$/;

/** Random weights of a model without a checkpoint. */
export interface RandomWeights {
  directory: string;
  source(name: string): WeightSource;
  dispose(): void;
}

/**
 * Random weights in a temporary file. All weights of one kind begin at the same place: the runtime packs each for itself,
 * so speed and memory are those of different numbers, and the file stays small.
 *
 * @param shapes name → shape of every weight
 */
export function randomWeights(
  shapes: ReadonlyMap<string, readonly number[]>,
  kindOf: (name: string) => WeightKind,
): RandomWeights {
  const directory = mkdtempSync(join(tmpdir(), 'tesserae-shape-'));
  const sizeOf = (name: string) => shapes.get(name)!.reduce((product, size) => product * size, 1);
  const blocksOf = (name: string) => {
    const [rows, columns] = shapes.get(name)!;
    return rows * Math.ceil(columns / block);
  };
  const bitsOf = (name: string) =>
    matrix.test(name) ? ({ fp32: undefined, q8: 8, q4: 4 } as const)[kindOf(name)] : undefined;
  const names = [...shapes.keys()];
  const largest = (of: (name: string) => number) => Math.max(...names.map(of));
  const scaleBytes = 4 * largest((name) => (bitsOf(name) ? blocksOf(name) : 0));
  const codeBytes = largest((name) => (bitsOf(name) ?? 0) * 4 * (bitsOf(name) ? blocksOf(name) : 0));
  const ones = 4 * largest((name) => (isNorm(name) ? sizeOf(name) : 0));
  const plain = 4 * largest((name) => (bitsOf(name) ? 0 : sizeOf(name)));

  const random = new Random(7);
  const regions: Record<string, number> = {};
  const descriptor = openSync(join(directory, file), 'w');
  let end = 0;
  const write = (region: string, bytes: number, pattern: NodeJS.ArrayBufferView) => {
    regions[region] = end;
    for (let done = 0; done < bytes; done += pattern.byteLength) {
      writeSync(descriptor, pattern, 0, Math.min(pattern.byteLength, bytes - done), end + done);
    }
    end += Math.ceil(bytes / 64) * 64;
  };
  const bell = Float32Array.from({ length: 2 ** 20 }, () => 0.02 * random.normal());
  // Uniform codes times these scales have the same deviation as the plain numbers.
  for (const bits of [4, 8]) {
    const scale = (0.02 * Math.sqrt(12)) / 2 ** bits;
    write(
      `scales${bits}`,
      scaleBytes,
      Float32Array.from({ length: 2 ** 16 }, () => scale * (0.5 + random.uniform())),
    );
  }
  write(
    'codes',
    codeBytes,
    Uint32Array.from({ length: 2 ** 20 }, () => random.bits()),
  );
  write('ones', ones, new Float32Array(2 ** 12).fill(1));
  write('plain', Math.min(plain, 2 ** 26), bell);
  // The rest of the embedding table is a hole in the file: its rows are never looked up.
  ftruncateSync(descriptor, regions.plain + plain);
  closeSync(descriptor);

  const place = (region: string, length: number) => ({ location: file, offset: regions[region], length });
  return {
    directory,
    source(name) {
      const bits = bitsOf(name);
      if (!bits) return place(isNorm(name) ? 'ones' : 'plain', 4 * sizeOf(name));
      const blocks = blocksOf(name);
      return { bits, block, codes: place('codes', blocks * 4 * bits), scales: place(`scales${bits}`, 4 * blocks) };
    },
    dispose: () => rmSync(directory, { recursive: true, force: true }),
  };
}

const isNorm = (name: string) => /norm\d?\.weight$|layrnorm\.weight$/.test(name);
