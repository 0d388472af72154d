import type { Random } from '../../../base/random.js';
import type { SourcePicture, Sources } from '../sources.js';

export const RETRIEVALS = ['random', 'similarity', 'entity'] as const;

export type Retrieval = (typeof RETRIEVALS)[number];

/** Largest |ln(ratio of picture / ratio of cell)| of a picture that a cell takes. */
export const RATIO_TOLERANCE = 0.1;
/** So many most similar pictures are drawn from. */
const NEIGHBOURS = 20;
/** A large folder is ranked in part: enough neighbours are found, and time stays bounded. */
const RANKED = 4000;

/** True when a picture fills a cell of this ratio with little cropping. */
export function fitsRatio({ width, height }: { width: number; height: number }, ratio: number): boolean {
  return Math.abs(Math.log(width / height / ratio)) <= RATIO_TOLERANCE;
}

/** `count` different pictures, drawn evenly; none when there are too few. */
export function drawRandom(random: Random, sources: Sources, count: number): SourcePicture[] | undefined {
  return drawDifferent(count, () => sources.pick(random));
}

/** An anchor, drawn evenly, and pictures drawn from the 20 most like it. */
export function drawSimilar(random: Random, sources: Sources, count: number): SourcePicture[] | undefined {
  const anchor = sources.pick(random);
  const neighbours = nearest(random, sources, anchor, () => true);
  return neighbours.length < count - 1 ? undefined : [anchor, ...random.sample(neighbours, count - 1)];
}

/** Pictures that show one entity, which more than two pictures show; fewer than `most` where there are not enough. */
export function drawEntity(random: Random, sources: Sources, most: number): SourcePicture[] | undefined {
  const entities = [...sources.entities()];
  if (entities.length === 0) return undefined;
  const [, places] = random.pick(entities);
  return random.sample(places, Math.min(most, places.length)).map((place) => sources.at(place));
}

/** A picture for every cell, each of its cell's ratio; with an anchor, from the most similar ones that fit. */
export function drawForCells(
  random: Random,
  sources: Sources,
  ratios: readonly number[],
  similar: boolean,
): SourcePicture[] | undefined {
  const chosen: SourcePicture[] = [];
  const anchor = drawFitting(random, sources, ratios[0], []);
  if (!anchor) return undefined;
  chosen.push(anchor);
  const ranked = similar ? rank(random, sources, anchor) : [];
  for (const ratio of ratios.slice(1)) {
    let picture: SourcePicture | undefined;
    if (similar) {
      const pool = ranked.filter((other) => fitsRatio(other, ratio)).slice(0, NEIGHBOURS);
      const free = pool.filter((other) => !chosen.includes(other));
      picture = free.length > 0 ? random.pick(free) : undefined;
    } else picture = drawFitting(random, sources, ratio, chosen);
    if (!picture) return undefined;
    chosen.push(picture);
  }
  return chosen;
}

/** The pictures most like the anchor among those that pass the filter, best first, without the anchor. */
export function nearest(
  random: Random,
  sources: Sources,
  anchor: SourcePicture,
  filter: (other: SourcePicture) => boolean,
): SourcePicture[] {
  return rank(random, sources, anchor).filter(filter).slice(0, NEIGHBOURS);
}

/** All pictures, of a large source a part, from the most to the least similar. */
function rank(random: Random, sources: Sources, anchor: SourcePicture): SourcePicture[] {
  const step = Math.max(1, Math.ceil(sources.size / RANKED));
  const ranked: { picture: SourcePicture; score: number }[] = [];
  for (let place = step === 1 ? 0 : random.integer(0, step - 1); place < sources.size; place += step) {
    const picture = sources.at(place);
    if (picture.id !== anchor.id) ranked.push({ picture, score: sources.similarity(anchor, picture) });
  }
  ranked.sort((a, b) => b.score - a.score || (a.picture.id < b.picture.id ? -1 : 1));
  return ranked.map(({ picture }) => picture);
}

/** Tries at most this often before a ratio counts as missing. */
const TRIES = 400;

function drawFitting(
  random: Random,
  sources: Sources,
  ratio: number,
  chosen: readonly SourcePicture[],
): SourcePicture | undefined {
  for (let tries = 0; tries < TRIES; tries++) {
    const picture = sources.pick(random);
    if (fitsRatio(picture, ratio) && !chosen.includes(picture)) return picture;
  }
  return undefined;
}

function drawDifferent(count: number, draw: () => SourcePicture): SourcePicture[] | undefined {
  const chosen = new Map<string, SourcePicture>();
  for (let tries = 0; tries < 20 * count && chosen.size < count; tries++) {
    const picture = draw();
    chosen.set(picture.id, picture);
  }
  return chosen.size === count ? [...chosen.values()] : undefined;
}
