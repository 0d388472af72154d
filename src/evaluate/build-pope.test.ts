import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BuildPopeOptions, buildPope, popeSplits, type Scene } from './build-pope.js';
import { type PopeLine, popeItems } from './pope.js';
import { sceneStatistics } from './scene-statistics.js';

const vocabulary = ['apple', 'ball', 'cat', 'drum', 'egg', 'fan', 'goat', 'hat', 'ink', 'jar', 'key', 'lamp'];
const worlds = fc
  .array(fc.shuffledSubarray(vocabulary, { minLength: 2, maxLength: 6 }), { minLength: 3, maxLength: 12 })
  .map((list) => list.map((objects, at): Scene => ({ image: `${at}.png`, objects })))
  .filter((scenes) => scenes.some(({ objects }) => objects.length >= 3));

const objectOf = ({ text }: PopeLine): string => /^Is there an? (.+) in the image\?$/.exec(text)![1];
const build = (scenes: Scene[], options: BuildPopeOptions) => buildPope(scenes, { vocabulary, ...options });

/** Lines of every scene, with the scene. */
function byScene(scenes: Scene[], lines: PopeLine[]) {
  return scenes
    .map((scene) => ({ scene, lines: lines.filter(({ image }) => image === scene.image) }))
    .filter(({ lines }) => lines.length > 0);
}

describe('POPE questions about known scenes', () => {
  it('are balanced, true and never ask twice', () => {
    fc.assert(
      fc.property(worlds, fc.constantFrom(...popeSplits), fc.nat(), (scenes, split, seed) => {
        const groups = byScene(scenes, build(scenes, { split, seed }));
        expect(groups).toHaveLength(scenes.filter(({ objects }) => objects.length >= 3).length);
        for (const { scene, lines } of groups) {
          expect(
            lines
              .filter(({ label }) => label === 'yes')
              .map(objectOf)
              .sort(),
          ).toEqual(scene.objects.slice(0, 3).sort());
          expect(new Set(lines.map(objectOf)).size).toBe(6);
          for (const line of lines) expect(scene.objects.includes(objectOf(line))).toBe(line.label === 'yes');
        }
      }),
    );
  });

  it('ask in the popular split about the most frequent absent objects', () => {
    fc.assert(
      fc.property(worlds, (scenes) => {
        const { scenes: counts } = sceneStatistics(scenes);
        const countOf = (object: string): number => counts.get(object) ?? 0;
        for (const { scene, lines } of byScene(scenes, build(scenes, { split: 'popular' }))) {
          const asked = lines.filter(({ label }) => label === 'no').map(objectOf);
          const rest = vocabulary.filter((object) => !scene.objects.includes(object) && !asked.includes(object));
          expect(Math.min(...asked.map(countOf))).toBeGreaterThanOrEqual(Math.max(...rest.map(countOf)));
        }
      }),
    );
  });

  it('ask in the adversarial split about the best companion that is absent and not asked about yet', () => {
    fc.assert(
      fc.property(worlds, (scenes) => {
        const { together } = sceneStatistics(scenes);
        for (const { scene, lines } of byScene(scenes, build(scenes, { split: 'adversarial', order: 'official' }))) {
          const asked = new Set<string>();
          for (let at = 0; at < lines.length; at += 2) {
            const countOf = (object: string): number => together.get(objectOf(lines[at]))?.get(object) ?? 0;
            const free = vocabulary.filter((object) => !scene.objects.includes(object) && !asked.has(object));
            const chosen = objectOf(lines[at + 1]);
            expect(countOf(chosen)).toBe(Math.max(...free.map(countOf)));
            asked.add(chosen);
          }
        }
      }),
    );
  });

  it('take any absent object in the random split, each about equally often', () => {
    const scenes = Array.from({ length: 600 }, (_, at) => ({ image: `${at}.png`, objects: ['apple', 'ball', 'cat'] }));
    const counts = new Map<string, number>();
    for (const line of build(scenes, { split: 'random' })) {
      if (line.label === 'no') counts.set(objectOf(line), (counts.get(objectOf(line)) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual(vocabulary.slice(3));
    for (const count of counts.values()) expect(Math.abs(count / 200 - 1)).toBeLessThan(0.25);
  });

  it('are shuffled within a scene, or alternate as in the published files', () => {
    const scenes = Array.from({ length: 40 }, (_, at) => ({ image: `${at}.png`, objects: ['apple', 'ball', 'cat'] }));
    const official = build(scenes, { split: 'random', order: 'official' });
    expect(official.every(({ label }, at) => label === (at % 2 ? 'no' : 'yes'))).toBe(true);
    const first = build(scenes, { split: 'random' }).filter((_, at) => at % 6 === 0);
    expect(new Set(first.map(({ label }) => label)).size).toBe(2);
  });

  it('repeat with the seed, number the questions and fit the task', () => {
    const scenes = [{ image: 'a.png', objects: ['apple', 'ball', 'cat', 'drum'] }];
    const lines = build(scenes, { split: 'random', seed: 4, perScene: 2 });
    expect(lines).toEqual(build(scenes, { split: 'random', seed: 4, perScene: 2 }));
    expect(lines).not.toEqual(build(scenes, { split: 'random', seed: 5, perScene: 2 }));
    expect(lines.map(({ question_id }) => question_id)).toEqual([1, 2, 3, 4]);
    expect(lines.map(({ text }) => text)).toContain('Is there an apple in the image?');
    expect(popeItems('random', lines)[0]).toMatchObject({ id: 'random/1', image: 'a.png', category: 'random' });
  });

  it('are worded as asked for', () => {
    const scenes = [{ image: 'a.png', objects: ['apple'] }];
    const texts = build(scenes, { split: 'random', perScene: 1, question: 'Can you see {object}?' }).map(
      ({ text }) => text,
    );
    expect(texts).toContain('Can you see an apple?');
  });

  it('take counts from elsewhere', () => {
    const scene = { image: 'a.png', objects: ['apple'] };
    const statistics = sceneStatistics([{ objects: ['lamp', 'apple'] }, { objects: ['jar'] }, { objects: ['jar'] }]);
    const asked = (split: BuildPopeOptions['split']) =>
      build([scene], { split, perScene: 1, statistics })
        .filter(({ label }) => label === 'no')
        .map(objectOf);
    expect(asked('popular')).toEqual(['jar']);
    expect(asked('adversarial')).toEqual(['lamp']);
  });

  it('count an object that is named twice in a scene once', () => {
    const { scenes, together } = sceneStatistics([{ objects: ['cat', 'cat', 'hat'] }, { objects: ['cat'] }]);
    expect(scenes).toEqual(
      new Map([
        ['cat', 2],
        ['hat', 1],
      ]),
    );
    expect(together.get('cat')).toEqual(new Map([['hat', 1]]));
  });

  it('are refused where there is nothing to ask', () => {
    const refusal = expect.objectContaining({ code: 'pope-scenes' });
    const scene = { image: 'a.png', objects: ['apple', 'ball', 'cat'] };
    expect(() => buildPope([scene], { split: 'random' })).toThrow(refusal);
    expect(() => build([{ ...scene, objects: ['apple', 'apple', 'ball'] }], { split: 'random' })).toThrow(refusal);
    expect(() => build([], { split: 'popular' })).toThrow(refusal);
    expect(() => build([scene], { split: 'popular', perScene: 0 })).toThrow(refusal);
  });
});
