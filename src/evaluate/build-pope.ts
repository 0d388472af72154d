/**
 * POPE questions about any pictures whose objects are known, for example generated ones.
 *
 * The first objects of a scene are asked about as present; to each belongs one absent object: any (`random`), the one
 * that is in most scenes (`popular`), or the one that is most often together with the present object (`adversarial`).
 * No object is asked about twice in a scene; `popular` and `adversarial` take the next best then, and an arbitrary
 * absent object when none is left.
 *
 * Paper: Li et al., arXiv 2305.10355, section 5. Reference: github.com/AoiDragon/POPE, `main.py`.
 *
 * Differences: questions of a scene are shuffled (the published files alternate yes and no, which a model that looks at
 * the order could use); `order: 'official'` alternates. Equal counts are ordered by the vocabulary.
 */
import { TesseraeError } from '../base/error.js';
import { mixSeed, Random } from '../base/random.js';
import type { PopeLine } from './pope.js';
import { type SceneStatistics, sceneStatistics } from './scene-statistics.js';

/** A picture and what is in it. */
export interface Scene {
  image: string;
  objects: readonly string[];
}

export const popeSplits = ['random', 'popular', 'adversarial'] as const;

export interface BuildPopeOptions {
  split: (typeof popeSplits)[number];
  /** Present objects asked about in a scene, and as many absent ones; scenes with fewer objects are left out. @default 3 */
  perScene?: number;
  /** @default 0 */
  seed?: number;
  /** All objects that may be asked about. @default those of the scenes */
  vocabulary?: readonly string[];
  /** Where counts are taken from, if not from the scenes themselves. */
  statistics?: SceneStatistics;
  /** @default 'shuffled' */
  order?: 'shuffled' | 'official';
  /** `{object}` is the object with its article. @default 'Is there {object} in the image?', as published */
  question?: string;
}

/**
 * A balanced split in the format of the published files.
 *
 * @throws TesseraeError `pope-scenes` if no scene has enough objects, or a scene has too few absent ones
 * @example
 * buildPope([{ image: 'a.png', objects: ['star', 'circle', 'key'] }], { split: 'popular', vocabulary });
 */
export function buildPope(scenes: readonly Scene[], options: BuildPopeOptions): PopeLine[] {
  const { perScene = 3, seed = 0, order = 'shuffled', statistics = sceneStatistics(scenes), split } = options;
  const { question = 'Is there {object} in the image?' } = options;
  if (!(Number.isInteger(perScene) && perScene > 0)) throw badScenes('a positive "perScene"', `${perScene}`);
  const vocabulary = [...new Set(options.vocabulary ?? scenes.flatMap(({ objects }) => objects))];
  const rank = ranking(split, vocabulary, statistics);
  const usable = scenes.filter(({ objects }) => new Set(objects).size >= perScene);
  if (usable.length === 0) throw badScenes(`a scene with at least ${perScene} objects`, `${scenes.length} with fewer`);
  const lines = usable.flatMap(({ image, objects }, at) => {
    const random = new Random(mixSeed(seed, at));
    const present = new Set(objects);
    const absent = vocabulary.filter((object) => !present.has(object));
    if (absent.length < perScene) throw badScenes(`${perScene} absent objects for ${image}`, `${absent.length}`);
    const questions = [...present].slice(0, perScene).flatMap((object) => {
      const chosen = rank(object).find((candidate) => absent.includes(candidate)) ?? random.pick(absent);
      absent.splice(absent.indexOf(chosen), 1);
      const line = (asked: string, label: PopeLine['label']) => ({
        image,
        text: questionAbout(asked, question),
        label,
      });
      return [line(object, 'yes'), line(chosen, 'no')];
    });
    return order === 'official' ? questions : random.shuffle(questions);
  });
  return lines.map((line, at) => ({ question_id: at + 1, ...line }));
}

/** Absent objects in order of preference, for one present object; empty where any will do. */
function ranking(split: BuildPopeOptions['split'], vocabulary: readonly string[], statistics: SceneStatistics) {
  const sorted = (countOf: (object: string) => number): string[] =>
    vocabulary.filter((object) => countOf(object) > 0).sort((a, b) => countOf(b) - countOf(a));
  if (split === 'random') return (): string[] => [];
  if (split === 'popular') {
    const popular = sorted((object) => statistics.scenes.get(object) ?? 0);
    return (): string[] => popular;
  }
  const companions = new Map<string, string[]>();
  return (present: string): string[] => {
    const known = companions.get(present) ?? sorted((object) => statistics.together.get(present)?.get(object) ?? 0);
    companions.set(present, known);
    return known;
  };
}

function questionAbout(object: string, question: string): string {
  return question.replace('{object}', `${/^[aeiou]/i.test(object) ? 'an' : 'a'} ${object}`);
}

function badScenes(expected: string, received: string): TesseraeError {
  return new TesseraeError('pope-scenes', { expected, received, action: 'Add scenes, or extend the vocabulary.' });
}
