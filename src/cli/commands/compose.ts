import { type Command, Option } from 'commander';
import { TesseraeError } from '../../base/error.js';
import { writeFileAtomic } from '../../base/file.js';
import {
  COMPOSITE_SIZES,
  type ComposeOptions,
  type CompositeSize,
  checkSize,
  composeDataset,
  composeGallery,
  type DatasetManifest,
  FORMATS,
  type Format,
  folderSource,
  indexFolder,
  openSources,
  PAPER_SHARES,
  parseShares,
} from '../../data/compcap/index.js';
import { integer } from '../argument.js';
import type { CommandContext } from '../context.js';
import { requireFolder, requireWritable } from '../path.js';

interface Options {
  count?: number;
  out?: string;
  seed: number;
  shares?: string;
  size: CompositeSize;
  format: Format;
  workers?: number;
  images?: string;
  gallery?: string;
}

/** Of so many samples at the paper's shares every type has enough for a gallery. */
const galleryCount = 400;

/** `tesserae compose`: composite pictures with detailed captions that agree with them, in the manner of CompCap. */
export function configure(command: Command, context: CommandContext): void {
  const paper = Object.entries(PAPER_SHARES).map(([type, share]) => `${type}=${share}`);
  command
    .option(
      '--count <n>',
      `number of samples (a gallery alone needs none: ${galleryCount})`,
      integer({ min: 1, max: 10_000_000 }),
    )
    .option('--out <folder>', 'folder of the data set; an interrupted run is completed by the same command')
    .option('--seed <n>', 'stream of samples', integer({ min: 0 }), 0)
    .option('--shares <list>', `mix of types (default: the paper's ${paper.join(',')})`)
    .addOption(
      new Option('--size <name>', 'large pictures, or small ones of at most 256x256 pixels with short captions')
        .choices(COMPOSITE_SIZES)
        .default('large'),
    )
    .addOption(new Option('--format <name>', 'files to write').choices(FORMATS).default('llava'))
    .option(
      '--workers <n>',
      'threads; the data set does not depend on it (default: all processors)',
      integer({ min: 0, max: 256 }),
    )
    .option('--images <folder>', 'captioned pictures for collages and image-text (default: drawings of our own)')
    .option('--gallery <file>', 'also, or only, write a page that shows samples of every type')
    .action((options: Options) => compose(options, context));
}

async function compose(options: Options, { stdout, stderr, signal }: CommandContext): Promise<void> {
  const { count = galleryCount, out, seed, size, format, workers, images, gallery } = options;
  const shares = options.shares === undefined ? PAPER_SHARES : parseShares(options.shares);
  checkSize(size, images);
  if (images !== undefined) requireFolder(images, 'a folder of captioned pictures');
  if (gallery !== undefined) requireWritable(gallery, 'an HTML file');
  if (out === undefined && gallery === undefined) {
    throw new TesseraeError('nothing-to-write', {
      expected: '--out or --gallery',
      received: 'neither',
      action: 'Say where the samples go.',
    });
  }
  if (out !== undefined && options.count === undefined) {
    throw new TesseraeError('count-missing', {
      expected: '--count with --out',
      received: 'none',
      action: 'Say how many samples the data set has.',
    });
  }
  if (out !== undefined) {
    const dataset: ComposeOptions = {
      ...{ out, count, seed, shares, size, format, workers, images },
      ...{ progress: stderr, signal },
    };
    stdout.write(report(await composeDataset(dataset)));
  }
  if (gallery === undefined) return;
  const sources = images === undefined ? openSources(undefined, size) : folderSource(await indexFolder(images));
  writeFileAtomic(gallery, await composeGallery({ count, seed, shares, sources, size }));
}

/** One line per type: measured values beside those of the paper. */
function report({ types, nearDuplicates, sources, failures }: DatasetManifest): string {
  const rows = types.map(({ type, samples, share, paperShare, meanLength, paperLength, passRate }) =>
    [
      type.padEnd(10),
      `${samples} samples`.padStart(15),
      `${share} % (paper ${paperShare} %)`.padStart(26),
      `${meanLength} characters (paper ${paperLength})`.padStart(32),
      ...(passRate === undefined ? [] : [`${(100 * passRate).toFixed(1)} % of captions by the model`]),
    ].join('  '),
  );
  const skipped =
    sources.skipped.length > 0
      ? [`${sources.skipped.length} source pictures left out, the first: ${sources.skipped[0]}`]
      : [];
  const alike =
    nearDuplicates.length > 0 ? [`${nearDuplicates.length} near-duplicates across shards, see manifest.json`] : [];
  const failed =
    failures.length > 0 ? [`${failures.length} draws failed and were drawn again, the first: ${failures[0]}`] : [];
  return `${[...rows, ...skipped, ...alike, ...failed].join('\n')}\n`;
}
