import { describe, expect, it } from 'vitest';
import type { Collage } from '../../data/picture/collage/meta.js';
import { Scene } from '../../data/picture/collage/scene.js';
import { BENCHMARK_SEED, planSample, renderPicture } from '../../data/picture/index.js';
import { popeSplits } from '../build-pope.js';
import { judge } from '../evaluate.testing.js';
import type { Item } from '../task.js';
import { nanoPope } from './nano-pope.js';

const items = await nanoPope.load({});

const objectOf = ({ question }: Item): string => /^Is there an? (\w+ \w+)\?$/.exec(question)![1];

/** Objects of the collage that an item names. */
function objectsOf({ image }: Item): Set<string> {
  const [, seed, index] = /^collage-(\d+)-(\d+)\.png$/.exec(image!)!;
  const plan = planSample({ kind: 'collage', seed: Number(seed), index: Number(index) });
  expect(plan.seed).toBeGreaterThanOrEqual(BENCHMARK_SEED);
  return new Set(new Scene(plan.meta as Collage).objects.map(({ name }) => name));
}

describe('the questions', () => {
  it.each(popeSplits)('are at least 500 in the %s split, half of them yes, three of each in a picture', (split) => {
    const asked = items.filter(({ category }) => category === split);
    expect(asked.length).toBeGreaterThanOrEqual(500);
    const yes = new Map<string, number>();
    for (const { cluster, truth } of asked) yes.set(cluster, (yes.get(cluster) ?? 0) + Number(truth === 'yes'));
    expect(new Set(yes.values())).toEqual(new Set([3]));
    expect(asked).toHaveLength(6 * yes.size);
  });

  it('are true of pictures that training never draws', () => {
    for (const item of items.filter((_, at) => at % 7 === 0)) {
      expect([item.id, objectsOf(item).has(objectOf(item))]).toEqual([item.id, item.truth === 'yes']);
    }
  });

  it('ask the same pictures about the same present objects in every split', () => {
    const [random, ...others] = popeSplits.map((split) =>
      items
        .filter(({ category, truth }) => category === split && truth === 'yes')
        .map((item) => `${item.image} ${objectOf(item)}`)
        .sort(),
    );
    for (const other of others) expect(other).toEqual(random);
  });

  it('are near misses in the adversarial split, and the same few objects in the popular one', () => {
    const absent = (split: string) => items.filter(({ category, truth }) => category === split && truth === 'no');
    const near = (split: string) =>
      absent(split).filter((item) => {
        const [colour, shape] = objectOf(item).split(' ');
        return [...objectsOf(item)].some((object) => object.startsWith(colour) || object.endsWith(shape));
      }).length / absent(split).length;
    expect(near('adversarial')).toBeGreaterThan(0.9);
    expect(near('random')).toBeLessThan(0.8);
    const different = (split: string) => new Set(absent(split).map(objectOf)).size;
    expect(different('popular')).toBeLessThan(20);
    expect(different('random')).toBeGreaterThan(60);
  });

  it('repeat, differ between editions, and grow with the number of pictures', async () => {
    const small = await nanoPope.load({ pictures: 4 });
    expect(small).toEqual(await nanoPope.load({ pictures: 4, seed: 0 }));
    expect(small).toHaveLength(3 * 6 * 4);
    const images = new Set(items.map(({ image }) => image));
    for (const { image } of small) expect(images).toContain(image);
    for (const { image } of await nanoPope.load({ pictures: 4, seed: 1 })) expect(images).not.toContain(image);
  });

  it('may be worded otherwise', async () => {
    const question = 'Is there {object} in the image?';
    const [item] = await nanoPope.load({ pictures: 1, question });
    expect(item.question).toMatch(/^Is there an? \w+ \w+ in the image\?$/);
  });

  it.each([{ pictures: 0 }, { question: 'Is there a star?' }, { files: {} }, { seed: 1.5 }])(
    'are refused for %j',
    async (options) => {
      await expect(nanoPope.load(options)).rejects.toMatchObject({ code: 'task-options', message: /nano-pope/ });
    },
  );
});

it('draws the picture that an item names', () => {
  const [, index] = /-(\d+)\.png$/.exec(items[0].image!)!;
  const plan = planSample({ kind: 'collage', seed: BENCHMARK_SEED, index: Number(index) });
  expect(nanoPope.draw!(items[0].image!)).toEqual(renderPicture(plan));
  for (const name of ['photo.png', 'collage-1-2.jpg', '../collage-1-2.png', 'photo-1-2.png']) {
    expect(() => nanoPope.draw!(name)).toThrow(expect.objectContaining({ name: 'TesseraeError' }));
  }
});

it('is scored as POPE is', () => {
  const { metrics, perCategory } = nanoPope.score(judge(nanoPope, items, () => 'yes'));
  expect(metrics).toMatchObject({ accuracy: 50, yesShare: 100, meanAccuracy: 50 });
  expect(metrics.meanF1).toBeCloseTo(66.67, 2);
  expect(Object.keys(perCategory)).toEqual([...popeSplits]);
});
