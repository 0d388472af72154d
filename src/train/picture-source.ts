import { mixSeed, Random } from '../base/random.js';
import { CAPTION_REQUESTS, drawSample, workedAnswer } from '../data/picture/index.js';
import { drawSize } from '../data/picture/picture-size.js';
import { type ImageConfig, layoutImage } from '../image/index.js';
import { drawShare } from './draw-share.js';
import type { RawExample } from './example.js';
import type { ExampleSource } from './feed.js';
import { variedQuestions } from './varied-questions.js';

/**
 * Draws the pictures of nano's world as training examples: some with their dense caption, each with several questions.
 *
 * @param kinds share of each kind; absent: the same for all
 */
export function pictureSource(
  seed: number,
  image: ImageConfig,
  kinds?: Readonly<Record<string, number>>,
): ExampleSource {
  const held = mixSeed(seed, 0x6576616c);
  return ({ split, index, tiles, stage, random }) => {
    const streamSeed = split === 'train' ? seed : held;
    // A thumbnail alone is legible for pictures of its own size, which are the ones that need two tiles where there are crops.
    const needed = image.mode === 'anyres' ? Math.max(tiles, 2) : tiles;
    const size = sizeWithTiles(new Random(mixSeed(streamSeed, index, 7)), needed, image);
    const kind = kinds && drawShare(new Random(mixSeed(streamSeed, index, 11)), kinds);
    const sample = drawSample({ kind, seed: streamSeed, index, size });
    const turns: RawExample['turns'][number][] = variedQuestions(sample.questions, stage, random).map((question) =>
      stage.workings ? { ...question, answer: workedAnswer(question) } : question,
    );
    // The caption comes first, so that it is the question that fits when room is short.
    if (random.chance(stage.captions)) {
      turns.unshift({ category: 'caption', question: random.pick(CAPTION_REQUESTS), answer: sample.caption });
    }
    return { picture: sample.picture, turns, marks: sample.marks };
  };
}

/** Sizes are drawn as the world draws them, until one needs this many tiles. */
function sizeWithTiles(random: Random, tiles: number, image: ImageConfig) {
  for (;;) {
    const size = drawSize(random);
    if (layoutImage(size, image).tiles.length === tiles) return size;
  }
}
