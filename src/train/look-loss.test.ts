import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Engine } from '../generate/engine.js';
import { float32 } from '../runtime/index.js';
import { writeModelFolder } from '../weights/index.js';
import type { TrainConfig } from './config.js';
import type { RawExample } from './example.js';
import { DirectFeed } from './feed.js';
import { freshParameters } from './parameters.js';
import { initialWeights } from './setup.js';
import { openSource } from './source.js';
import { StepPrograms } from './step.js';
import { tinySetup } from './train.testing.js';
import { trainedModel } from './trained-model.js';

const root = mkdtempSync(join(tmpdir(), 'tesserae-look-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const patches = 64;
/** As in the loss, which keeps the logarithm of nothing finite. */
const minusLog = (p: number) => -Math.log(p + 1e-6);

/** One picture with one question, its batch, and an engine with the same weights; attention looks far from evenly. */
async function looking(change: Partial<TrainConfig> = {}) {
  const rates = { vision: 0.001, projector: 0.001, decoder: 0.001 };
  const stage = { name: 'answers', steps: 1, batch: 1, textLength: 64, captions: 0, questions: 1, rates };
  const weightless = { lookWeight: 1, summaryWeight: 0, patchWeight: 0 };
  const { setup, path } = tinySetup(
    root,
    { stages: [stage] as TrainConfig['stages'], tiles: { 3: 1 }, ...weightless, ...change },
    4,
  );
  const open = await openSource(setup, path);
  const drawn: RawExample[] = [];
  const feed = new DirectFeed(setup.config, setup.image, setup.text, setup.model.text, async (query) => {
    drawn.push(await open(query));
    return drawn[0];
  });
  const batch = await feed.batch(0, 0);
  const weights = new Map(
    [...initialWeights(setup)].map(([name, { shape, data }]) => {
      const factor = /embed_tokens|class_embedding/.test(name) ? 20 : /q_proj/.test(name) ? 4 : 1;
      return [
        name,
        float32(
          (data as Float32Array).map((x) => x * factor),
          shape,
        ),
      ] as const;
    }),
  );
  const folder = mkdtempSync(join(root, 'engine-'));
  writeModelFolder(folder, trainedModel(setup.modelFiles, freshParameters(weights), setup.config));
  return { setup, batch, drawn: drawn[0], weights, engine: await Engine.open(folder, { threads: 1 }) };
}

describe('attention that is taught', () => {
  test('equal: the CLS row is judged by the attention that reducers read, in three layers', async () => {
    const { setup, batch, weights, engine } = await looking();
    const programs = new StepPrograms(setup.model, setup.loss, 1);
    const layers = [0, -2, -1];
    const signals = layers.map((layer) => ({ kind: 'cls-attention', layer, form: 'probabilities' }) as const);
    const tiles = batch.shape.tiles;
    const seen = await engine.vision!.encode(batch.feeds.tiles.data as Uint8Array, tiles, signals);
    for (const patch of [3, patches + 17, 2 * patches + 63]) {
      const target = new Float32Array(tiles * patches);
      target[patch] = 1;
      const feeds = { ...batch.feeds, look_patches: float32(target, [tiles, patches]) };
      const { look } = await programs.run({ ...batch, feeds }, weights, [], 'names');
      const expected = layers.map((layer) =>
        minusLog(seen.signals.get(`cls-attention/${layer}/probabilities`)![patch]),
      );
      expect(look).toBeCloseTo(expected.reduce((a, b) => a + b) / 3, 4);
    }
    await programs.dispose();
    await engine.dispose();
  });

  test('equal: a question is judged by the attention that ranks its visual tokens', async () => {
    // Where the reducer drops by default, so that every layer that is taught also drops.
    const options = { variant: 'paper', lambda: 0.5 } as const;
    const { setup, batch, drawn, weights, engine } = await looking({ pyramiddrop: options });
    expect(batch.shape.staged!.taught).toEqual(batch.shape.staged!.drops.map(({ afterLayer }) => afterLayer));
    const programs = new StepPrograms(setup.model, setup.loss, 1);
    const reduce = [{ method: 'pyramiddrop' as const, options }];
    const prompt = await engine.prepare({ images: [drawn.picture], prompt: drawn.turns[0].question, reduce });
    const ranks: { scores: number[]; chosen: number[] }[] = [];
    const select = (scores: ArrayLike<number>, keep: number) => {
      const chosen = prompt.staged!.select(scores, keep);
      ranks.push({ scores: Array.from(scores), chosen: Array.from(chosen) });
      return chosen;
    };
    await engine.decoder.prefill(prompt.embeddings, undefined, { ...prompt.staged!, select });
    expect(ranks.length).toBeGreaterThan(1);
    const rows = Array.from(batch.feeds.visual.data as BigInt64Array, Number).flatMap((is, row) => (is ? [row] : []));
    expect(ranks[0].scores.length).toBe(rows.length);
    const { look_patches: patchShares, look_rows: rowShares } = batch.feeds;
    const nowhere = float32(new Float32Array(patchShares.data.length), patchShares.shape);
    // One that leaves at once, and one that stays to the end.
    const survivor = ranks.reduceRight((at, { chosen }) => chosen[at], 0);
    const leaver = rows.findIndex((_, token) => !ranks[0].chosen.includes(token));
    for (const token of [survivor, leaver]) {
      const target = new Float32Array(rowShares.data.length);
      target[rows[token] * rowShares.shape[2]] = 1;
      const feeds = { ...batch.feeds, look_patches: nowhere, look_rows: float32(target, rowShares.shape) };
      let [expected, at] = [0, token];
      for (const { scores, chosen } of ranks) {
        if (at >= 0) expected += minusLog(scores[at]);
        at = at < 0 ? at : chosen.indexOf(at);
      }
      const { look } = await programs.run({ ...batch, feeds }, weights, []);
      expect(look).toBeCloseTo(expected, 3);
    }
    await programs.dispose();
    await engine.dispose();
  });

  test('law: a step along the gradient of looking brings attention closer, and the language loss is as without', async () => {
    const { setup, batch, weights, engine } = await looking({
      pyramiddrop: { variant: 'paper', after: [1, 3], lambda: 0.5 },
    });
    await engine.dispose();
    const trained = [...weights.keys()].filter((name) => /q_proj|class_embedding/.test(name));
    const programs = new StepPrograms(setup.model, setup.loss, 1);
    const plain = new StepPrograms(setup.model, { ...setup.loss, lookWeight: 0 }, 1);
    const before = await programs.run(batch, weights, trained);
    expect((await plain.run(batch, weights, [])).language).toBeCloseTo(before.language, 6);
    const norm = Math.hypot(...before.gradients.map(({ data }) => Math.hypot(...(data as Float32Array))));
    const moved = new Map(weights);
    trained.forEach((name, i) => {
      const { data, shape } = weights.get(name)!;
      const gradient = before.gradients[i].data as Float32Array;
      moved.set(
        name,
        float32(
          (data as Float32Array).map((x, j) => x - (0.02 * gradient[j]) / norm),
          shape,
        ),
      );
    });
    expect((await programs.run(batch, moved, [])).look).toBeLessThan(before.look);
    await programs.dispose();
    await plain.dispose();
  });
});
