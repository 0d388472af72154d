import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadTokenizer } from '../text/index.js';
import type { TrainConfig } from './config.js';
import type { TrainSetup } from './setup.js';
import { directFeed, tinySetup } from './train.testing.js';

const root = mkdtempSync(join(tmpdir(), 'tesserae-feed-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

type Stages = TrainConfig['stages'];
const rates = { vision: 0.001, projector: 0.001, decoder: 0.001 };
const stage = { steps: 4, batch: 2, textLength: 48, captions: 0, questions: 2, rates };
const stages = (first: object, second: object) => [
  { ...stage, name: 'first', ...first },
  { ...stage, name: 'second', ...second },
];

function nanoTokenizer({ modelFiles }: TrainSetup) {
  const read = (name: string) => JSON.parse(readFileSync(join(modelFiles, name), 'utf8'));
  return loadTokenizer({ tokenizerJson: read('tokenizer.json'), tokenizerConfig: read('tokenizer_config.json') });
}

describe('DirectFeed', () => {
  test('a stage may have tiles of its own; one tile is a view of 64 patches', async () => {
    const { setup, path } = tinySetup(root, {
      tiles: { 3: 1 },
      stages: stages({ tiles: { 1: 1 } }, {}) as Stages,
    });
    const feed = await directFeed(setup, path);
    for (let step = 0; step < 8; step++) {
      const { shape, feeds } = await feed.batch(step, 0);
      const tiles = step < 4 ? 1 : 3;
      expect(shape.tiles).toBe(tiles);
      expect(feeds.tiles.shape[0]).toBe(stage.batch * tiles);
      const patches = Array.from(feeds.visual_index.data as BigInt64Array, Number).filter(
        (row) => row < stage.batch * tiles * 64,
      );
      if (tiles === 1) expect(patches).toEqual([...Array(stage.batch * 64).keys()]);
    }
    // What is held out comes as in the last stage.
    expect((await feed.heldOut()).map(({ shape }) => shape.tiles)).toEqual([3]);
  });

  test('shares of tiles are kept, and the same step is always the same batch', async () => {
    const shares = { 1: 0.5, 2: 0.25, 5: 0.25 };
    const { setup, path } = tinySetup(root, { stages: stages({ steps: 60, batch: 1, tiles: shares }, {}) as Stages });
    const feed = await directFeed(setup, path);
    const seen = { 1: 0, 2: 0, 5: 0 } as Record<number, number>;
    for (let step = 0; step < 60; step++) seen[(await feed.batch(step, 0)).shape.tiles] += 1;
    expect(seen[1] / 60).toBeCloseTo(0.5, 0);
    for (const tiles of [1, 2, 5]) expect(seen[tiles]).toBeGreaterThan(5);
    expect(await feed.batch(7, 0)).toEqual(await feed.batch(7, 0));
  });

  test.each([
    ['of the run', { tiles: { 4: 1 } }],
    ['of a stage', { stages: stages({}, { tiles: { 2: 0.5, 7: 0.5 } }) as Stages }],
  ])('a number of tiles %s that no picture has is refused at the start', (_, change) => {
    expect(() => tinySetup(root, change)).toThrow(expect.objectContaining({ code: 'train-tiles' }));
  });

  test('drops change no picture and no question that has room, only the shape and five more arrays', async () => {
    const both = [{}, { pyramiddrop: { variant: 'paper', after: [1], lambda: 0.5 } as TrainConfig['pyramiddrop'] }];
    const batches = [];
    for (const change of both) {
      const { setup, path } = tinySetup(root, { ...change, stages: stages({}, {}) as Stages });
      batches.push(await (await directFeed(setup, path)).batch(0, 0));
    }
    const [plain, dropped] = batches;
    expect(plain.shape.staged).toBeUndefined();
    expect(dropped.shape).toMatchObject({ sequence: plain.shape.sequence, learned: plain.shape.learned });
    const { visual, kept, ranking_rows: rows, ranking_weights: weights, look_rows: look, ...rest } = dropped.feeds;
    expect(rest).toEqual(plain.feeds);
    expect([visual, kept, rows, weights, look].every((value) => value !== undefined)).toBe(true);
  });

  test('kinds of pictures are drawn by their shares', async () => {
    const change = { captions: 1, questions: 0, textLength: 200 };
    const only = async (kind: string) => {
      const data = { source: 'pictures', kinds: { [kind]: 1 } } as const;
      const { setup, path } = tinySetup(root, { data, stages: stages(change, change) as Stages });
      const { feeds } = await (await directFeed(setup, path)).batch(0, 0);
      return nanoTokenizer(setup).decode(Array.from(feeds.targets.data as BigInt64Array, Number));
    };
    const [tables, charts] = [await only('table'), await only('bar-chart')];
    expect(tables).toMatch(/table/);
    expect(tables).not.toMatch(/chart|collage/);
    expect(charts).toMatch(/chart/);
    expect(charts).not.toMatch(/table|collage/);
  });

  test('a category that is emphasised comes more than once before the others come again', async () => {
    const change = { questions: 8, textLength: 400, batch: 4 };
    const shares = async (emphasis?: Record<string, number>) => {
      const { setup, path } = tinySetup(root, {
        tiles: { 3: 1 },
        stages: stages({ ...change, emphasis }, {}) as Stages,
      });
      const { answers } = await (await directFeed(setup, path)).batch(0, 0);
      const count = answers.filter(({ category }) => category === 'count').length;
      return { count, others: answers.length - count };
    };
    const [plain, emphasised] = [await shares(), await shares({ count: 3 })];
    expect(emphasised.count).toBeGreaterThan(plain.count * 1.5);
    expect(emphasised.count + emphasised.others).toBe(plain.count + plain.others);
  });

  test('drops in a share of the steps, and never where training is judged', async () => {
    const change = {
      pyramiddrop: { variant: 'paper', after: [1], lambda: 0.5 },
      pyramiddropShare: 0.5,
      batch: 1,
      steps: 40,
    };
    const { setup, path } = tinySetup(root, { tiles: { 1: 1 }, stages: stages(change, change) as Stages });
    const feed = await directFeed(setup, path);
    let dropped = 0;
    for (let step = 0; step < 40; step++) dropped += Number((await feed.batch(step, 0)).shape.staged !== undefined);
    expect(dropped).toBeGreaterThan(8);
    expect(dropped).toBeLessThan(32);
    for (const { shape } of await feed.heldOut()) expect(shape.staged).toBeUndefined();
  });

  test('thinned pictures have fewer visual tokens in sequences of the same length; held-out ones are whole', async () => {
    const change = { thinned: { share: 1, least: 0.2 } };
    const { setup, path } = tinySetup(root, { tiles: { 2: 1 }, stages: stages(change, change) as Stages });
    const plain = tinySetup(root, { tiles: { 2: 1 }, stages: stages({}, {}) as Stages });
    const [feed, whole] = [await directFeed(setup, path), await directFeed(plain.setup, plain.path)];
    const placed = ({ feeds }: Awaited<ReturnType<typeof feed.batch>>) =>
      Array.from(feeds.visual_inverse.data as BigInt64Array, Number).filter((row) => row < feeds.ids.data.length)
        .length;
    const [thin, full] = [await feed.batch(0, 0), await whole.batch(0, 0)];
    expect(thin.shape).toEqual(full.shape);
    expect(placed(thin)).toBeLessThan(placed(full));
    expect(placed(thin)).toBeGreaterThanOrEqual(Math.floor(0.2 * placed(full)));
    const judged = await feed.heldOut();
    (await whole.heldOut()).forEach((batch, i) => {
      expect(placed(judged[i])).toBe(placed(batch));
    });
  });
});
