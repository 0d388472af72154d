/**
 * POPE in the world of tesserae-nano: is there a red star in a collage that training never saw?
 *
 * Pictures are collages with at least three different objects, from the held-out streams of the generator. The
 * `popular` and `adversarial` splits ask about what is most frequent, and most often beside the present object, in a
 * few thousand other collages of the generator. There, objects that share a colour or a shape go together, so that
 * adversarial questions are mostly near misses.
 *
 * Reading and scores are those of POPE (`pope.ts`), the choice of questions is `buildPope`.
 *
 * Differences: the default wording is the generator's own, because a model of this size has met no other; counts come
 * from other collages than those asked about, whose number is too small for ninety objects.
 */
import { z } from 'zod';
import { mixSeed, Random } from '../../base/random.js';
import type { Collage } from '../../data/picture/collage/meta.js';
import { Scene } from '../../data/picture/collage/scene.js';
import { SHAPE_NAMES } from '../../data/picture/collage/shape.js';
import { BENCHMARK_SEED, pictureKind, planSample } from '../../data/picture/index.js';
import { COLOUR_NAMES } from '../../data/picture/palette.js';
import { drawSize } from '../../data/picture/picture-size.js';
import { buildPope, type Scene as PopeScene, popeSplits } from '../build-pope.js';
import { pope, popeItems } from '../pope.js';
import { parseTaskOptions } from '../read-data.js';
import { type SceneStatistics, sceneStatistics } from '../scene-statistics.js';
import type { Task } from '../task.js';
import type { YesNo } from '../yes-no.js';
import { drawGenerated, generatedName } from './generated-picture.js';

/** Present objects asked about in a picture, and as many absent ones. */
const perScene = 3;

/** Collages that frequencies are counted in. */
const statisticsSize = 3000;

const options = z.strictObject({
  /** Edition; its pictures come from a stream of their own. @default 0 */
  seed: z.number().int().nonnegative().default(0),
  /** Pictures of every split, six questions each. @default 100 */
  pictures: z.number().int().positive().default(100),
  /** Question, with `{object}` for "a red star". @default 'Is there {object}?' */
  question: z.string().includes('{object}').default('Is there {object}?'),
});
export type NanoPopeOptions = z.input<typeof options>;

type PopeParsed = ReturnType<typeof pope.parse>;

export const nanoPope: Task<YesNo, PopeParsed, z.infer<typeof options>> = {
  ...pope,
  name: 'nano-pope',
  summary: 'Yes-or-no questions about present and absent objects of generated collages that training never saw.',
  options,
  maxTokens: 48,
  data: undefined,
  async load(given) {
    const { seed, pictures, question } = parseTaskOptions('nano-pope', options, given);
    const scenes = heldOutScenes(BENCHMARK_SEED + seed, pictures);
    const vocabulary = COLOUR_NAMES.flatMap((colour) => SHAPE_NAMES.map((shape) => `${colour} ${shape}`));
    world ??= worldStatistics();
    const statistics = world;
    return popeSplits.flatMap((split) =>
      popeItems(split, buildPope(scenes, { split, perScene, seed, vocabulary, statistics, question }), { images: '' }),
    );
  },
  draw: drawGenerated,
};

/** The first collages of a stream that have enough objects; the order of objects is shuffled, places say nothing. */
function heldOutScenes(seed: number, pictures: number): PopeScene[] {
  const scenes: PopeScene[] = [];
  for (let index = 0; scenes.length < pictures; index++) {
    const source = { kind: 'collage', seed, index };
    const objects = objectsOf(planSample(source).meta as Collage);
    if (objects.length < perScene) continue;
    const random = new Random(mixSeed(seed, index));
    scenes.push({ image: generatedName(source), objects: random.shuffle(objects) });
  }
  return scenes;
}

/** The same for every edition. */
let world: SceneStatistics | undefined;

function worldStatistics(): SceneStatistics {
  const kind = pictureKind('collage');
  const random = new Random(mixSeed(BENCHMARK_SEED, statisticsSize));
  return sceneStatistics(
    Array.from({ length: statisticsSize }, () => ({
      objects: objectsOf(kind.sample(random, drawSize(random)) as Collage),
    })),
  );
}

/** Names of the different objects of a collage, for example `red star`. */
function objectsOf(collage: Collage): string[] {
  return [...new Scene(collage).tally('name').keys()];
}
