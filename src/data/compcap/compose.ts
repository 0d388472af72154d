import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { TesseraeError } from '../../base/error.js';
import { writeFileAtomic } from '../../base/file.js';
import { createProgress, type ProgressStream } from '../../base/progress.js';
import { composeShards } from './compose-pool.js';
import { fontsDigest, GENERATOR } from './compose-sample.js';
import { diskError, readShardManifest, type ShardManifest, type ShardTask } from './compose-shard.js';
import { KINDS_OF_SIZE } from './composite-kinds.js';
import { indexFolder } from './folder-source.js';
import { COMPOSITE_SIZES, COMPOSITE_TYPES, type CompositeSize } from './kind.js';
import { LikenessIndex } from './likeness.js';
import { openSources } from './open-sources.js';
import { FORMATS, type Format, shardName } from './shard-format.js';
import { checkShares, PAPER_SHARES, planTypes, type Shares } from './shares.js';
import { addCounts, type Counts, reportCounts, type TypeReport } from './statistics.js';
import type { WriteOptions } from './write/write-caption.js';
import { asGenerate, type Writer } from './write/writer.js';

export interface ComposeOptions {
  /** Folder of the data set; a folder that an interrupted run of the same settings left is completed. */
  out: string;
  count: number;
  /** @default 0 */
  seed?: number;
  /** @default those of the paper */
  shares?: Shares;
  /** `small` for models that see 256 x 256 pixels; only our own drawings are made small. @default 'large' */
  size?: CompositeSize;
  /** @default 'llava' */
  format?: Format;
  /** Folder of captioned pictures for collages and image-text. @default our own drawings */
  images?: string;
  /** Threads; the data set does not depend on it. @default the number of processors */
  workers?: number;
  /** Samples of one shard. @default 256 */
  shardSize?: number;
  /** Writes the captions; what fails its check three times gets the template's. @default templates only */
  writer?: Writer;
  writing?: WriteOptions;
  /** Samples at once while a writer is waited for. @default 8 */
  concurrency?: number;
  /** Where progress goes. @default none */
  progress?: ProgressStream;
  signal?: AbortSignal;
}

/** The last file of a data set, `manifest.json`. */
export interface DatasetManifest {
  settings: Settings;
  samples: number;
  types: TypeReport[];
  /** Pairs across shards that are nearly the same; within a shard they are drawn again. */
  nearDuplicates: { id: string; like: string }[];
  sources: { usable: number; skipped: string[] };
  /** Draws that failed and were drawn again. */
  failures: string[];
  files: { path: string; sha256: string; bytes: number }[];
}

/** What samples depend on. */
interface Settings {
  generator: string;
  fonts: string;
  count: number;
  seed: number;
  shares: Shares;
  /** Absent in data sets of large pictures, as in those begun before there were others. */
  size?: CompositeSize;
  format: Format;
  shardSize: number;
  images: string | null;
  captions: string;
}

const SETTINGS_FILE = 'compose.json';
const INDEX_FILE = 'sources.json';
const MANIFEST_FILE = 'manifest.json';

/**
 * Makes a data set of composite pictures with captions that agree with them. Shards are complete or absent, `manifest.json`
 * comes last; an interrupted run is completed by the same call, and the files are the same as without the interruption.
 *
 * @throws TesseraeError `folder-in-use`, `shares-invalid`, `size-unknown`, `size-images`, `composite-type-missing`,
 *   `format-unknown`, `disk-full`, and those of `indexFolder`
 * @example
 * const { types } = await composeDataset({ out: 'composites', count: 1000, shares: { ...PAPER_SHARES, chart: 60 } });
 */
export async function composeDataset(options: ComposeOptions): Promise<DatasetManifest> {
  const { out, workers, writing, signal } = options;
  const settings = settingsOf(options);
  prepare(out, settings);
  const done = readJson<DatasetManifest>(join(out, MANIFEST_FILE));
  if (done) return done;
  const skipped = await indexSources(out, options.images);
  const tasks = tasksOf(out, settings);
  const pending = tasks.filter(({ shard }) => !readShardManifest(out, shard));
  const before = settings.count - pending.reduce((sum, { types }) => sum + types.length, 0);
  const progress =
    options.progress &&
    createProgress({ total: settings.count, done: before, label: 'compose', stream: options.progress });
  let made = before;
  try {
    const indexPath = options.images === undefined ? undefined : join(out, INDEX_FILE);
    const writer = options.writer && asGenerate(options.writer);
    const inline = workers === 0 || writer !== undefined || pending.length === 0;
    await composeShards(pending, {
      sources: inline ? openSources(indexPath, settings.size) : openSources(),
      workers,
      indexPath,
      writer,
      writing,
      concurrency: writer ? (options.concurrency ?? 8) : 1,
      signal,
      onSample: () => progress?.update(++made),
    });
  } finally {
    progress?.close();
  }
  return finish(out, settings, tasks, skipped);
}

function settingsOf(options: ComposeOptions): Settings {
  const { count, seed = 0, shares = PAPER_SHARES, format = 'llava', shardSize = 256, images, writer } = options;
  const { size = 'large' } = options;
  checkShares(shares);
  checkSize(size, images);
  if (!FORMATS.includes(format)) {
    throw new TesseraeError('format-unknown', {
      expected: `a format of ${FORMATS.join(', ')}`,
      received: String(format),
      action: 'Choose one of them.',
    });
  }
  const missing = COMPOSITE_TYPES.filter((type) => shares[type] > 0 && KINDS_OF_SIZE[size][type].length === 0);
  if (missing.length > 0) {
    throw new TesseraeError('composite-type-missing', {
      expected: 'shares of types that can be drawn',
      received: missing.join(', '),
      action: 'Give them no share.',
    });
  }
  const captions = writer ? asGenerate(writer).name : 'template';
  return {
    generator: GENERATOR,
    fonts: fontsDigest(),
    count,
    seed,
    shares,
    ...(size === 'large' ? {} : { size }),
    format,
    shardSize,
    images: images ?? null,
    captions,
  };
}

/** @throws TesseraeError `size-unknown`, `size-images` */
export function checkSize(size: CompositeSize, images?: string): void {
  if (!COMPOSITE_SIZES.includes(size)) {
    throw new TesseraeError('size-unknown', {
      expected: `a size of ${COMPOSITE_SIZES.join(', ')}`,
      received: String(size),
      action: 'Choose one of them.',
    });
  }
  if (size === 'small' && images !== undefined) {
    throw new TesseraeError('size-images', {
      expected: 'small composites of our own drawings',
      received: `a folder of pictures, "${images}"`,
      action: 'Leave the folder out, or make large composites: captions of photographs are too long for small ones.',
    });
  }
}

/** Claims the folder for these settings; another data set in it is left alone. */
function prepare(out: string, settings: Settings): void {
  const path = join(out, SETTINGS_FILE);
  const known = readJson<Settings>(path);
  const foreign = !known && existsSync(out) && readdirSync(out).length > 0;
  if (foreign || (known && JSON.stringify(known) !== JSON.stringify(settings))) {
    const differing = known
      ? Object.keys(settings).filter(
          (key) => JSON.stringify(known[key as keyof Settings]) !== JSON.stringify(settings[key as keyof Settings]),
        )
      : [];
    throw new TesseraeError('folder-in-use', {
      expected: 'an empty folder, or one that a run of the same settings began',
      received: `"${out}", ${foreign ? 'which holds something else' : `begun with another ${differing.join(', ')}`}`,
      action: 'Choose another folder, or delete it first.',
    });
  }
  try {
    mkdirSync(out, { recursive: true });
    if (!known) writeFileAtomic(path, `${JSON.stringify(settings, null, 2)}\n`);
  } catch (cause) {
    throw diskError(cause, out);
  }
}

/** Indexes the user's folder once; a resumed run goes on with the same pictures. */
async function indexSources(out: string, images: string | undefined): Promise<string[]> {
  if (images === undefined) return [];
  const path = join(out, INDEX_FILE);
  const known = readJson<{ skipped: string[] }>(path);
  if (known) return known.skipped;
  const index = await indexFolder(images);
  writeFileAtomic(path, JSON.stringify(index));
  return index.skipped;
}

function tasksOf(out: string, { count, seed, shares, size, format, shardSize }: Settings): ShardTask[] {
  const types = planTypes(count, shares);
  return Array.from({ length: Math.ceil(count / shardSize) }, (_, shard) => {
    const first = shard * shardSize;
    return { out, shard, first, types: types.slice(first, first + shardSize), seed, format, size };
  });
}

/** Adds up the shards, joins what must be one file, and writes the manifest. */
function finish(out: string, settings: Settings, tasks: readonly ShardTask[], skipped: string[]): DatasetManifest {
  const counts: Counts = {};
  const files: DatasetManifest['files'] = [];
  const nearDuplicates: DatasetManifest['nearDuplicates'] = [];
  const failures: string[] = [];
  const likeness = new LikenessIndex();
  for (const { shard } of tasks) {
    const manifest = readShardManifest(out, shard) as ShardManifest;
    addCounts(counts, manifest.counts);
    failures.push(...manifest.failures);
    files.push(...manifest.files.filter(({ path }) => !path.startsWith('images/')));
    for (const { id, look, words } of manifest.likenesses) {
      const like = likeness.add(id, { look, words });
      if (like) nearDuplicates.push({ id, like });
    }
  }
  const usable =
    settings.images === null
      ? openSources(undefined, settings.size).size
      : (readJson<{ pictures: unknown[] }>(join(out, INDEX_FILE))?.pictures.length ?? 0);
  const manifest: DatasetManifest = {
    settings,
    samples: settings.count,
    types: reportCounts(counts),
    nearDuplicates,
    sources: { usable, skipped },
    failures,
    files,
  };
  try {
    if (settings.format === 'llava') joinConversations(out, tasks);
    writeFileAtomic(join(out, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
  } catch (cause) {
    throw diskError(cause, out);
  }
  return manifest;
}

/** One JSON list of all conversations, as LLaVA's training reads it; a shard at a time is in memory. */
function joinConversations(out: string, tasks: readonly ShardTask[]): void {
  const path = join(out, 'llava.json');
  const file = openSync(`${path}.tmp`, 'w');
  try {
    writeSync(file, '[\n');
    tasks.forEach(({ shard }, i) => {
      const lines = readFileSync(join(out, `${shardName(shard)}.llava.jsonl`), 'utf8').trimEnd();
      writeAll(file, (i === 0 ? '' : ',\n') + lines.replaceAll('\n', ',\n'));
    });
    writeSync(file, '\n]\n');
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.tmp`, path);
}

function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let offset = 0; offset < bytes.length; ) offset += writeSync(file, bytes, offset);
}

function readJson<T>(path: string): T | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : undefined;
}
