import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Random } from '../base/random.js';
import { layoutImage } from '../image/index.js';
import { compositeSource } from './composite-source.js';
import type { Stage } from './config.js';
import { mixedSource } from './mixed-source.js';
import { tinySetup } from './train.testing.js';

const root = mkdtempSync(join(tmpdir(), 'tesserae-composites-'));
afterAll(() => rmSync(root, { recursive: true }));
const { image } = tinySetup(root).setup;

const stage = (change: Partial<Stage> = {}): Stage =>
  ({ captions: 0, questions: 4, workings: true, ...change }) as Stage;

const ask = (source: ReturnType<typeof compositeSource>, change: Partial<Parameters<typeof source>[0]> = {}) =>
  source({ split: 'train', index: 0, tiles: 2, stage: stage(), random: new Random(1), ...change });

describe('small composites as training examples', () => {
  test.each([1, 2, 3, 5])('pictures of %i tiles', async (tiles) => {
    const source = compositeSource(1, image);
    for (let index = 0; index < 6; index++) {
      const { picture, turns, marks } = await ask(source, { tiles, index });
      expect(layoutImage(picture, image).tiles.length).toBe(Math.max(2, tiles));
      expect(turns.length).toBeGreaterThan(0);
      expect(turns.length).toBeLessThanOrEqual(4);
      expect(marks!.length).toBeGreaterThan(0);
      for (const { x, y, width, height } of marks!) {
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
        expect(x + width).toBeLessThanOrEqual(picture.width);
        expect(y + height).toBeLessThanOrEqual(picture.height);
      }
    }
  });

  test('the same index gives the same example, another index or split another one', async () => {
    const source = compositeSource(1, image);
    const first = await ask(source);
    expect(await ask(compositeSource(1, image))).toEqual(first);
    for (const change of [{ index: 1 }, { split: 'held-out' as const }])
      expect((await ask(source, change)).picture).not.toEqual(first.picture);
    expect((await ask(compositeSource(2, image))).picture).not.toEqual(first.picture);
  });

  test('captions, questions and workings are those of the stage; types have their shares', async () => {
    const source = compositeSource(1, image, { table: 1, code: 0 });
    for (let index = 0; index < 4; index++) {
      const { turns } = await ask(source, { index, stage: stage({ captions: 1, questions: 2 }) });
      expect(turns[0].category).toBe('caption');
      expect(turns[0].answer).toMatch(/table/);
      expect(turns.length).toBe(3);
      const plain = await ask(source, { index, stage: stage({ questions: 20, workings: false }) });
      const worked = await ask(source, { index, stage: stage({ questions: 20 }) });
      for (const [at, { question, answer }] of plain.turns.entries()) {
        expect(worked.turns[at].question).toBe(question);
        expect(worked.turns[at].answer.endsWith(answer)).toBe(true);
      }
      expect(worked.turns).not.toEqual(plain.turns);
    }
  });

  test('numbers of tiles that they never need are refused', async () => {
    await expect(ask(compositeSource(1, image), { tiles: 9 })).rejects.toMatchObject({ code: 'composites-tiles' });
  });
});

test('a mix takes examples from its parts by their shares, with what each part has instead of the stage', async () => {
  const named = (name: string, share: number, change = {}) => ({
    ...{ share, ...change },
    source: async ({ stage: { captions, questions } }: { stage: Stage }) => ({
      picture: { width: 1, height: 1, data: new Uint8Array(3) },
      turns: [{ category: name, question: String(captions), answer: String(questions) }],
    }),
  });
  const source = mixedSource(3, [named('a', 3), named('b', 1, { captions: 1, questions: 0 })]);
  const turns = await Promise.all(
    Array.from({ length: 200 }, async (_, index) => (await ask(source, { index })).turns[0]),
  );
  const [a, b] = ['a', 'b'].map((name) => turns.filter(({ category }) => category === name));
  expect(a.length).toBeGreaterThan(125);
  expect(b.length).toBeGreaterThan(30);
  expect(a[0]).toEqual({ category: 'a', question: '0', answer: '4' });
  expect(b[0]).toEqual({ category: 'b', question: '1', answer: '0' });
  expect((await ask(source, { index: 7 })).turns[0]).toEqual(turns[7]);
});
