import { TesseraeError } from '../../base/error.js';
import { mixSeed, Random } from '../../base/random.js';
import type { Picture } from '../../image/picture.js';
import type { Mark, Question, Size } from './kind.js';
import { PICTURE_KINDS, pictureKind } from './picture-kinds.js';
import { drawSize } from './picture-size.js';
import { type MarkedPicture, paintPicture } from './surface.js';

/** Names one sample of an endless stream. */
export interface SampleOptions {
  /** Name of a kind. @default drawn evenly from all kinds */
  kind?: string;
  /** The stream: training uses 0 to 2^31 - 1, the benchmark streams lie above (see `benchmarkItems`). */
  seed: number;
  /** Place in the stream, 0 and up; samples do not depend on their neighbours. */
  index: number;
  /** @default drawn by `drawSize` */
  size?: Size;
}

/** Everything known about a picture, without its pixels. */
export interface SamplePlan {
  kind: string;
  seed: number;
  index: number;
  /** Plain JSON; `pictureKind(kind)` draws, describes and checks it. */
  meta: Size;
  caption: string;
  questions: Question[];
}

/** A picture with its caption and questions. */
export interface PictureSample extends SamplePlan {
  picture: Picture;
  /** Where texts and drawn things are, in pixels. */
  marks: Mark[];
}

/** Requests that a caption answers. */
export const CAPTION_REQUESTS = [
  'Describe the picture.',
  'Describe the image in detail.',
  'What does the picture show?',
  'Write a caption for this picture.',
] as const;

/**
 * Draws one sample: the same options give the same pixels, texts and questions on every run.
 *
 * @throws TesseraeError `picture-kind-unknown`, `sample-range` for a seed or index that is not a whole number from 0 up
 * @example
 * const { picture, caption, questions } = drawSample({ seed: 1, index: 0, kind: 'bar-chart' });
 */
export function drawSample(options: SampleOptions): PictureSample {
  const plan = planSample(options);
  return { ...plan, ...renderMarked(plan) };
}

/** As `drawSample`, without painting. */
export function planSample({ kind: name, seed, index, size }: SampleOptions): SamplePlan {
  for (const value of [seed, index]) {
    if (Number.isSafeInteger(value) && value >= 0) continue;
    throw new TesseraeError('sample-range', {
      expected: 'a seed and an index that are whole numbers from 0 up',
      received: String(value),
      action: 'Count samples from 0.',
    });
  }
  const random = randomOf(seed, index);
  const drawn = random.pick(PICTURE_KINDS);
  const kind = name === undefined ? drawn : pictureKind(name);
  const meta = kind.sample(random, size ?? drawSize(random));
  return {
    kind: kind.name,
    seed,
    index,
    meta,
    caption: kind.caption(meta, random),
    questions: kind.questions(meta, random),
  };
}

/** Paints the picture of a kind from its metadata. */
export function renderPicture(plan: Pick<SamplePlan, 'kind' | 'meta'>): Picture {
  return renderMarked(plan).picture;
}

function renderMarked({ kind, meta }: Pick<SamplePlan, 'kind' | 'meta'>): MarkedPicture {
  return paintPicture(meta, (painter) => pictureKind(kind).render(meta, painter));
}

/** All 128 bits of the state depend on seed and index: 32 bits would repeat samples within a long training run. */
function randomOf(seed: number, index: number): Random {
  return new Random([1, 2, 3, 4].map((word) => mixSeed(word, seed, index)));
}
