import { TesseraeError } from '../base/error.js';
import { mixSeed, Random } from '../base/random.js';
import { type DrawnComposite, drawComposite } from '../data/compcap/draw-composite.js';
import { COMPOSITE_TYPES, type CompositeType } from '../data/compcap/kind.js';
import { openSources } from '../data/compcap/open-sources.js';
import { drawRoom } from '../data/compcap/small/index.js';
import { CAPTION_REQUESTS, workedAnswer } from '../data/picture/index.js';
import { type ImageConfig, layoutImage, type Size } from '../image/index.js';
import { drawShare } from './draw-share.js';
import type { RawExample } from './example.js';
import type { ExampleSource } from './feed.js';
import { variedQuestions } from './varied-questions.js';

/**
 * Draws small composites as training examples: some with their caption, each with several questions. Training seeds lie below
 * 2^31, those of evaluation above.
 *
 * @param types share of each type; absent: the same for all
 */
export function compositeSource(
  seed: number,
  image: ImageConfig,
  types: Readonly<Record<string, number>> = Object.fromEntries(COMPOSITE_TYPES.map((type) => [type, 1])),
): ExampleSource {
  const held = mixSeed(seed, 0x636f6d70) >>> 1;
  return async ({ split, index, tiles, stage, random }) => {
    const stream = split === 'train' ? seed : held;
    // A thumbnail alone is legible for pictures of its own size, which are the ones that need two tiles.
    const { picture, caption, questions, marks } = await drawWithTiles(stream, index, Math.max(tiles, 2), image, types);
    const turns: RawExample['turns'][number][] = variedQuestions(questions, stage, random).map((question) => ({
      category: question.category,
      question: question.question,
      answer: stage.workings ? workedAnswer(question) : question.answer,
    }));
    // The caption comes first, so that it is the question that fits when room is short.
    if (random.chance(stage.captions))
      turns.unshift({ category: 'caption', question: random.pick(CAPTION_REQUESTS), answer: caption });
    return { picture, turns, marks };
  };
}

/** Draws of one type before another one is drawn: few snippets of code are as tall as four tiles. */
const ATTEMPTS_OF_TYPE = 12;
const ATTEMPTS = 30 * ATTEMPTS_OF_TYPE;

/** Rooms and pictures are drawn until a picture needs this many tiles. */
async function drawWithTiles(
  seed: number,
  index: number,
  tiles: number,
  image: ImageConfig,
  types: Readonly<Record<string, number>>,
): Promise<DrawnComposite> {
  const random = new Random(mixSeed(seed, index, 17));
  const sources = openSources(undefined, 'small');
  const fits = (size: Size): boolean => layoutImage(size, image).tiles.length === tiles;
  let type: CompositeType = 'collage';
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt % ATTEMPTS_OF_TYPE === 0) type = drawShare(random, types) as CompositeType;
    const room = roomWith(random, fits);
    if (!room) break;
    // Draws that fail count on from `redrawn`: attempts keep clear of each other.
    const drawn = await drawComposite({ seed, index, type, sources, size: 'small', room, redrawn: 16 * attempt }, fits);
    if (drawn) return drawn;
  }
  throw noneWith(tiles);
}

/** A room that needs as many tiles itself; none where no room does. */
function roomWith(random: Random, fits: (size: Size) => boolean): Size | undefined {
  for (let tries = 0; tries < 200; tries++) {
    const room = drawRoom(random);
    if (fits(room)) return room;
  }
  return undefined;
}

function noneWith(tiles: number): TesseraeError {
  return new TesseraeError('composites-tiles', {
    expected: `small composites that need ${tiles} tiles`,
    received: 'none',
    action:
      'Take that number out of "tiles" in the training configuration: small composites have at most 256x256 pixels.',
  });
}
