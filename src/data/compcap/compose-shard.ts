import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { TesseraeError } from '../../base/error.js';
import { writeFileAtomic } from '../../base/file.js';
import { type ComposedSample, composeAgain } from './compose-sample.js';
import type { CompositeSize, CompositeType } from './kind.js';
import { type Likeness, LikenessIndex } from './likeness.js';
import { type Format, type ShardFile, sha256, shardFiles, shardName } from './shard-format.js';
import type { Sources } from './sources.js';
import { type Counts, countSample } from './statistics.js';
import type { WriteOptions } from './write/write-caption.js';
import type { NamedGenerate } from './write/writer.js';

/** What a thread needs to make one shard. */
export interface ShardTask {
  out: string;
  shard: number;
  /** Index of its first sample. */
  first: number;
  types: readonly CompositeType[];
  seed: number;
  format: Format;
  /** @default 'large' */
  size?: CompositeSize;
}

/** The last file of a shard: where it stands, the shard is complete. */
export interface ShardManifest {
  shard: number;
  samples: number;
  files: { path: string; sha256: string; bytes: number }[];
  counts: Counts;
  likenesses: ({ id: string } & Likeness)[];
  /** Draws that failed and were drawn again, with the reason. */
  failures: string[];
}

export interface ShardOptions {
  sources: Sources;
  writer?: NamedGenerate;
  writing?: WriteOptions;
  /** Samples in work at once, for writers that wait for a network. @default 1 */
  concurrency?: number;
  /** Called after every sample. */
  onSample?: () => void;
  signal?: AbortSignal;
}

/** Draws after which a near-duplicate is kept. */
const MOST_REDRAWS = 4;

export function shardManifestPath(out: string, shard: number): string {
  return join(out, 'shards', `${shardName(shard)}.json`);
}

/** The manifest of a complete shard, if it is complete. */
export function readShardManifest(out: string, shard: number): ShardManifest | undefined {
  const path = shardManifestPath(out, shard);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as ShardManifest) : undefined;
}

/**
 * Makes and writes one shard: every file under a temporary name and then renamed, the shard's manifest last. What an
 * interrupted run left of it is written again; samples depend on seed and index only.
 *
 * @throws TesseraeError `disk-full` and whatever samples throw
 */
export async function composeShard(task: ShardTask, options: ShardOptions): Promise<ShardManifest> {
  const { samples, failures } = await composeSamples(task, options);
  const counts: Counts = {};
  for (const { record, bytes } of samples) countSample(counts, record, bytes.length);
  const files = shardFiles(task.shard, samples, task.format);
  try {
    writeFiles(task, files);
    const manifest: ShardManifest = {
      shard: task.shard,
      samples: samples.length,
      files: files.map(({ path, bytes }) => ({ path, sha256: sha256(bytes), bytes: bytes.length })),
      counts,
      likenesses: samples.map(({ record, likeness }) => ({ id: record.id, ...likeness })),
      failures,
    };
    writeFileAtomic(shardManifestPath(task.out, task.shard), JSON.stringify(manifest));
    return manifest;
  } catch (cause) {
    throw diskError(cause, task.out);
  }
}

/** Pictures go into a folder of a temporary name, which is renamed when all are there; then the file that names them. */
function writeFiles({ out, shard }: ShardTask, files: readonly ShardFile[]): void {
  const folder = join(out, 'images', shardName(shard));
  const partial = `${folder}.partial`;
  for (const left of [folder, partial]) rmSync(left, { recursive: true, force: true });
  const pictures = files.filter(({ path }) => dirname(path) !== '.');
  if (pictures.length > 0) {
    mkdirSync(partial, { recursive: true });
    for (const { path, bytes } of pictures) writeFileSync(join(partial, basename(path)), bytes);
    renameSync(partial, folder);
  }
  for (const { path, bytes } of files) if (dirname(path) === '.') writeFileAtomic(join(out, path), bytes);
}

async function composeSamples(
  task: ShardTask,
  options: ShardOptions,
): Promise<{ samples: ComposedSample[]; failures: string[] }> {
  const { first, types, seed, size } = task;
  const { sources, writer, writing, concurrency = 1, onSample, signal } = options;
  const samples: ComposedSample[] = [];
  const failures: string[] = [];
  const make = (place: number, redrawn: number): Promise<ComposedSample> => {
    signal?.throwIfAborted();
    return composeAgain(
      {
        seed,
        index: first + place,
        type: types[place],
        size,
        sources,
        writer,
        writing: { ...writing, signal },
        redrawn,
      },
      (failure) => failures.push(failure),
    );
  };
  let next = 0;
  const work = async (): Promise<void> => {
    for (let place = next++; place < types.length; place = next++) {
      samples[place] = await make(place, 0);
      onSample?.();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  const index = new LikenessIndex();
  for (let place = 0; place < samples.length; place++) {
    for (let tries = 0; tries < MOST_REDRAWS && index.find(samples[place].likeness); tries++)
      samples[place] = await make(place, samples[place].record.provenance.redrawn + 1);
    index.add(samples[place].record.id, samples[place].likeness);
  }
  // Samples may be made side by side: order must not depend on which was faster.
  return { samples, failures: failures.sort() };
}

/** A full disk in words; anything else as it is. */
export function diskError(cause: unknown, out: string): unknown {
  const { code } = cause as NodeJS.ErrnoException;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return cause;
  return new TesseraeError('disk-full', {
    expected: `space on the disk of "${out}"`,
    received: String(code),
    action: 'Free some space and run the same command again: it goes on after the last complete shard.',
    cause,
  });
}
