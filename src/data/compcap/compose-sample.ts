import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { messageOf, TesseraeError } from '../../base/error.js';
import { mixSeed, Random } from '../../base/random.js';
import { checkCaption } from './check-caption.js';
import { KINDS_OF_SIZE } from './composite-kinds.js';
import { fontFiles } from './fonts.js';
import type { AnyCompositeKind, CompositeQuestion, CompositeSize, CompositeType, Size } from './kind.js';
import { type Likeness, likenessOf } from './likeness.js';
import { encodeComposite, type PaintedComposite, paintComposite } from './paint-composite.js';
import type { CompositeRecord } from './record.js';
import type { Sources } from './sources.js';
import { type WriteOptions, type WrittenCaption, writeCaption } from './write/write-caption.js';
import type { NamedGenerate } from './write/writer.js';

/** Name and version of what makes samples; part of every record. */
export const GENERATOR = `tesserae ${(createRequire(import.meta.url)('../../../package.json') as { version: string }).version}`;

export interface SampleRequest {
  seed: number;
  index: number;
  type: CompositeType;
  sources: Sources;
  /** @default 'large' */
  size?: CompositeSize;
  /** Most pixels of a small picture. @default drawn */
  room?: Size;
  /** Writes captions; without it templates do. */
  writer?: NamedGenerate;
  writing?: WriteOptions;
  /** How many draws were thrown away before this one. @default 0 */
  redrawn?: number;
}

/** A record with its picture. */
export interface ComposedSample {
  record: CompositeRecord;
  /** PNG or JPEG file. */
  bytes: Buffer;
  likeness: Likeness;
}

/** Types whose pictures are like photographs; the others are flat drawings, which PNG keeps sharp and small. */
const PHOTOGRAPHIC: readonly CompositeType[] = ['collage', 'image-text'];

/** A kind with the metadata that it drew: all else follows from them. */
export interface DrawnMetadata {
  kind: AnyCompositeKind;
  meta: Size;
  /** Random numbers for one purpose, 1 for metadata, 2 for the caption's wording, 3 for questions. */
  stream: (purpose: number) => Random;
}

/** A caption that agrees with its metadata. */
export interface TrueCaption {
  caption: string;
  /** Statements in it that were compared. */
  statements: number;
  /** @default the template */
  written?: WrittenCaption;
}

/**
 * Makes one sample: the same request gives the same record and the same bytes, whatever was made before.
 *
 * @throws TesseraeError `composite-type-missing`, `caption-false` when a template caption contradicts its metadata (a bug)
 */
export async function composeSample(request: SampleRequest): Promise<ComposedSample> {
  const drawn = await drawMetadata(request);
  const captioned = await captionMetadata(drawn, request);
  const painted = await paintComposite(drawn.kind, drawn.meta, request.sources);
  const bytes = encodeComposite(painted, formatOf(request.type));
  const questions = drawn.kind.questions(drawn.meta, drawn.stream(3));
  const likeness = likenessOf(painted.surface, captioned.caption);
  return { record: recordOf(request, drawn, captioned, painted, questions), bytes, likeness };
}

/**
 * First step of a sample: chooses a kind of the type and draws its metadata.
 *
 * @throws TesseraeError `composite-type-missing`
 */
export async function drawMetadata(request: SampleRequest): Promise<DrawnMetadata> {
  const { seed, index, type, sources, size = 'large', room, redrawn = 0 } = request;
  const kinds = KINDS_OF_SIZE[size][type];
  if (kinds.length === 0) {
    throw new TesseraeError('composite-type-missing', {
      expected: 'a type with kinds',
      received: type,
      action: 'Give it no share.',
    });
  }
  const stream = (purpose: number): Random =>
    new Random([1, 2, 3, 4].map((word) => mixSeed(word, purpose, seed, index, redrawn)));
  const random = stream(1);
  const kind = random.pick(kinds);
  return { kind, meta: await kind.sample(random, sources, room), stream };
}

/**
 * Second step: the caption, by the writer or the template, compared with the metadata.
 *
 * @throws TesseraeError `caption-false`
 */
export async function captionMetadata(
  { kind, meta, stream }: DrawnMetadata,
  { seed, index, writer, writing }: SampleRequest,
): Promise<TrueCaption> {
  const claims = kind.claims(meta);
  const written = writer && (await writeCaption(kind, meta, mixSeed(seed, index), writer, writing));
  const caption = written?.text ?? kind.caption(meta, stream(2));
  const { statements, errors } = checkCaption(caption, claims);
  if (errors.length > 0) {
    throw new TesseraeError('caption-false', {
      expected: 'a template caption that agrees with its metadata',
      received: `${kind.name}, seed ${seed}, index ${index}: ${errors.join(' ')}`,
      action: 'Report this; meanwhile leave the type out with --shares.',
    });
  }
  return { caption, statements, written };
}

/** The file format of a type's pictures. */
export function formatOf(type: CompositeType): 'png' | 'jpeg' {
  return PHOTOGRAPHIC.includes(type) ? 'jpeg' : 'png';
}

/** Last step: all that is known about the picture. */
export function recordOf(
  { seed, index, type, redrawn = 0 }: SampleRequest,
  { kind, meta }: DrawnMetadata,
  { caption, statements, written }: TrueCaption,
  { elements }: PaintedComposite,
  questions: CompositeQuestion[],
): CompositeRecord {
  const id = `${type}-${String(index).padStart(6, '0')}`;
  return {
    id,
    type,
    kind: kind.name,
    image: `${id}.${formatOf(type) === 'jpeg' ? 'jpg' : 'png'}`,
    width: meta.width,
    height: meta.height,
    caption,
    captionBy: written?.by ?? 'template',
    questions,
    elements,
    provenance: {
      generator: GENERATOR,
      seed,
      index,
      redrawn,
      fonts: fontsDigest(),
      sources: sourcesOf(meta),
      statements,
      ...(written ? { tries: written.tries } : {}),
      meta,
    },
  };
}

/** Draws that may fail one after the other before the run stops. */
const MOST_FAILURES = 8;

/**
 * As `composeSample`, but a draw that fails (a text that does not fit, a caption that is not true, a source picture that
 * became unreadable) is told to `onFailure` and drawn again, so that one sample does not stop a long run, nor its restart.
 *
 * @throws the last failure after eight in a row; the reason of `writing.signal`
 */
export function composeAgain(request: SampleRequest, onFailure: (failure: string) => void): Promise<ComposedSample> {
  return redrawing(request, composeSample, onFailure);
}

/** Makes something of a request, again with the next draw where it fails; throws as `composeAgain` does. */
export async function redrawing<T>(
  request: SampleRequest,
  make: (request: SampleRequest) => Promise<T>,
  onFailure: (failure: string) => void = () => {},
): Promise<T> {
  for (let redrawn = request.redrawn ?? 0; ; redrawn++) {
    try {
      return await make({ ...request, redrawn });
    } catch (error) {
      request.writing?.signal?.throwIfAborted();
      const code = error instanceof TesseraeError ? error.code : 'fault';
      if (code === 'composite-type-missing' || redrawn - (request.redrawn ?? 0) >= MOST_FAILURES) throw error;
      onFailure(
        `${request.type} ${request.index}: ${code}: ${error instanceof TesseraeError ? error.received : messageOf(error)}`,
      );
    }
  }
}

let digest: string | undefined;

/** Changes when any shipped font changes, and with it the pixels of texts. */
export function fontsDigest(): string {
  digest ??= createHash('sha256')
    .update(
      fontFiles()
        .map(({ sha256 }) => sha256)
        .join(''),
    )
    .digest('hex')
    .slice(0, 16);
  return digest;
}

/** Every source picture that the metadata name, wherever they do. */
function sourcesOf(meta: unknown): { id: string; licence: string }[] {
  const found = new Map<string, string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { id, picture, licence } = value as Record<string, unknown>;
    const name = typeof id === 'string' ? id : picture;
    if (typeof name === 'string' && typeof licence === 'string') found.set(name, licence);
    for (const part of Object.values(value)) visit(part);
  };
  visit(meta);
  return [...found].map(([id, licence]) => ({ id, licence }));
}
