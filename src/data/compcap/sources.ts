import { TesseraeError } from '../../base/error.js';
import type { Random } from '../../base/random.js';
import type { Box, Size } from '../picture/kind.js';
import type { Canvas } from './canvas.js';

/** A captioned picture that composite pictures are made of. */
export interface SourcePicture extends Size {
  /** Unique within its source. */
  id: string;
  /** What the picture shows, in one or more sentences. */
  caption: string;
  /** The caption as words that can follow `shows`, where it can: `two red boats on a lake`. */
  phrase?: string;
  /** `unknown` where the user's folder does not say. */
  licence: string;
  /** Things that the caption names: what entity retrieval looks for. */
  entities: readonly Entity[];
}

/** A thing in the words of captions. */
export interface Entity {
  name: string;
  plural?: string;
}

/** Captioned pictures: our own drawn objects, or a user's folder. */
export interface Sources {
  readonly size: number;
  /** By place, 0 to `size` - 1. */
  at(index: number): SourcePicture;
  /** @throws TesseraeError `source-unknown` */
  find(id: string): SourcePicture;
  pick(random: Random): SourcePicture;
  /** Cosine similarity of looks plus cosine similarity of captions, -2 to 2. */
  similarity(a: SourcePicture, b: SourcePicture): number;
  /** Names of entities that more than two pictures show, each with the places of its pictures. */
  entities(): ReadonlyMap<string, readonly number[]>;
  /**
   * Paints the picture into a box of the canvas: centre crop to the box's ratio, then scaled.
   *
   * @throws TesseraeError `source-unreadable`
   */
  paint(id: string, canvas: Pick<Canvas, 'context'>, box: Box): Promise<void>;
}

/** What every source can do with pictures that it has as a list. */
interface PictureList<Picture extends SourcePicture> extends Omit<Sources, 'paint'> {
  find(id: string): Picture;
  /** Place of a picture by its id. */
  placeOf(id: string): number;
}

/**
 * Everything of a source but painting.
 *
 * @param looks of each picture, of length 1
 * @param whose for messages, for example `the embedded source`
 */
export function pictureList<Picture extends SourcePicture>(
  pictures: readonly Picture[],
  looks: readonly Float32Array[],
  whose: string,
): PictureList<Picture> {
  const places = new Map(pictures.map((picture, index) => [picture.id, index]));
  const words = pictures.map(({ caption }) => wordVector(caption));
  const entities = groupEntities(pictures.map((picture) => picture.entities));
  const placeOf = (id: string): number => {
    const place = places.get(id);
    if (place !== undefined) return place;
    throw new TesseraeError('source-unknown', {
      expected: `the id of a picture of ${whose}`,
      received: id,
      action: 'Draw the sample with the source that it was made from.',
    });
  };
  return {
    size: pictures.length,
    at: (index) => pictures[index],
    find: (id) => pictures[placeOf(id)],
    placeOf,
    pick: (random) => random.pick(pictures),
    similarity: (a, b) => {
      const [i, j] = [placeOf(a.id), placeOf(b.id)];
      return cosine(looks[i], looks[j]) + cosine(words[i], words[j]);
    },
    entities: () => entities,
  };
}

/** Entities that occur more than twice, with the places of their pictures. */
export function groupEntities(lists: Iterable<readonly Entity[]>): Map<string, number[]> {
  const places = new Map<string, number[]>();
  let place = 0;
  for (const entities of lists) {
    for (const name of new Set(entities.map((entity) => entity.name)))
      places.set(name, [...(places.get(name) ?? []), place]);
    place++;
  }
  return new Map([...places].filter(([, list]) => list.length > 2));
}

/** The vector scaled to length 1, or as it is where it is zero. */
export function unitVector(vector: ArrayLike<number>): Float32Array {
  const scaled = Float32Array.from(vector);
  const length = Math.sqrt(scaled.reduce((sum, value) => sum + value * value, 0));
  return length === 0 ? scaled : scaled.map((value) => value / length);
}

/** Cosine of the angle between two vectors of length 1. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let dot = 0;
  for (let i = 0; i < a.length; i++) dot += a[i] * b[i];
  return Math.max(-1, Math.min(1, dot));
}

const WORD_BUCKETS = 256;
const EMPTY_WORDS = new Set('a an the and or of in on at with to is are by from under over its it as for'.split(' '));

/** A caption as counts of its content words, hashed into 256 buckets, scaled to length 1. */
export function wordVector(caption: string): Float32Array {
  const vector = new Float32Array(WORD_BUCKETS);
  for (const word of caption.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    if (EMPTY_WORDS.has(word)) continue;
    let hash = 0x811c9dc5;
    for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
    vector[(hash ^ (hash >>> 15)) & (WORD_BUCKETS - 1)]++;
  }
  return unitVector(vector);
}

/** Content words of a caption, each once, lower case. */
export function contentWords(caption: string): string[] {
  const words = caption.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words)].filter((word) => !EMPTY_WORDS.has(word) && word.length > 2);
}
