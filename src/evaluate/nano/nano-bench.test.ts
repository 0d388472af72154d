import { describe, expect, it } from 'vitest';
import { BENCHMARK_SEED, CATEGORIES, planSample, renderPicture } from '../../data/picture/index.js';
import type { Item } from '../task.js';
import { type NanoTruth, nanoBench } from './nano-bench.js';

const options = { perCategory: 24, captions: 6 };
const items = await nanoBench.load(options);

/** Records of answers that a function gives. */
const judged = (answer: (item: Item<NanoTruth>, index: number) => string) =>
  items.map((item, index) => {
    const text = answer(item, index);
    const parsed = nanoBench.parse(text, item);
    const { id, category, cluster, truth } = item;
    return { id, category, cluster, truth, text, parsed, score: nanoBench.grade(parsed, truth) };
  });

const caption = ({ category }: Item<NanoTruth>) => category === 'caption';

it('asks as much in every category, about pictures that training never draws', () => {
  const counts = CATEGORIES.map((category) => items.filter((item) => item.category === category).length);
  expect(counts).toEqual(CATEGORIES.map(() => 24));
  expect(items.filter(caption).length).toBe(6);
  expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
  for (const { truth } of items) expect(truth.seed).toBeGreaterThanOrEqual(BENCHMARK_SEED);
});

it('draws the picture that an item names, and shows the answer as its truth', () => {
  const { image, truth } = items[items.length - 1];
  expect(image).toBe(`${truth.kind}-${truth.seed}-${truth.index}.png`);
  expect(nanoBench.draw!(image!)).toEqual(renderPicture(planSample(truth)));
  expect(nanoBench.truthText!(truth)).toBe(truth.answer);
});

describe('score', () => {
  it('is 100 for right answers, in any case, spacing and with a full stop', () => {
    const { metrics, perCategory } = nanoBench.score(judged((item) => ` ${item.truth.answer.toUpperCase()}.\n`));
    expect(metrics).toEqual({ accuracy: 100, recall: 100, precision: 100 });
    expect(Object.keys(perCategory)).toEqual([...CATEGORIES, 'caption']);
  });

  it('is half of existence for "yes", and nothing for silence', () => {
    const yes = nanoBench.score(judged(() => 'yes'));
    expect(yes.perCategory.existence.accuracy).toBe(50);
    expect(yes.perCategory.caption.recall).toBe(0);
    expect(nanoBench.score(judged(() => '')).metrics).toMatchObject({ accuracy: 0, recall: 0, precision: Number.NaN });
  });

  it('counts every question once', () => {
    const wrongAt = items.findIndex((item) => !caption(item));
    const { metrics } = nanoBench.score(judged((item, i) => (i === wrongAt ? 'nonsense' : item.truth.answer)));
    expect(metrics.accuracy).toBeCloseTo((100 * (24 * 6 - 1)) / (24 * 6), 10);
  });

  it('charges captions for missing and for false facts', () => {
    const someoneElses = items.filter(caption).map(({ truth }) => truth.answer);
    const swapped = judged((item) =>
      caption(item) ? someoneElses[(someoneElses.indexOf(item.truth.answer) + 1) % someoneElses.length] : '',
    );
    const { recall, precision } = nanoBench.score(swapped).metrics;
    expect(recall).toBeLessThan(60);
    expect(precision).toBeLessThan(60);
  });
});

it('refuses unknown options', async () => {
  await expect(nanoBench.load({ perCategoy: 3 })).rejects.toMatchObject({ code: 'task-options' });
});
