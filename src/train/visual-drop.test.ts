import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Random } from '../base/random.js';
import { Engine } from '../generate/engine.js';
import { selectTop } from '../reduce/rank.js';
import { float32, int64, type Value } from '../runtime/index.js';
import { writeModelFolder } from '../weights/index.js';
import type { Batch } from './batch.js';
import type { TrainConfig } from './config.js';
import type { RawExample } from './example.js';
import { DirectFeed } from './feed.js';
import { freshParameters } from './parameters.js';
import { initialWeights, type TrainSetup } from './setup.js';
import { openSource } from './source.js';
import { StepPrograms, type StepResult } from './step.js';
import { tinySetup } from './train.testing.js';
import { trainedModel } from './trained-model.js';

const root = mkdtempSync(join(tmpdir(), 'tesserae-drop-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const layers = 4;
type Drops = NonNullable<TrainConfig['pyramiddrop']>;
const twoDrops: Drops = { variant: 'paper', after: [1, 3], lambda: 0.4 };

/** A setup with drops whose batches are of so many pictures and questions, its first batch, and the pictures in it. */
async function dropping(pyramiddrop: Drops, batch: number, questions: number, tiles = 2) {
  const stage = { name: 'answers', steps: 1, batch, textLength: 64, captions: 0, questions, workings: false };
  const stages = [{ ...stage, rates: { vision: 0.001, projector: 0.001, decoder: 0.001 } }] as TrainConfig['stages'];
  const { setup, path } = tinySetup(root, { stages, pyramiddrop, tiles: { [tiles]: 1 } }, layers);
  const open = await openSource(setup, path);
  const drawn: RawExample[] = [];
  const feed = new DirectFeed(setup.config, setup.image, setup.text, setup.model.text, async (query) => {
    drawn.push(await open(query));
    return drawn[drawn.length - 1];
  });
  return { setup, batch: await feed.batch(0, 0), drawn, weights: strongWeights(setup) };
}

/** Weights as drawn, but for embeddings and queries: attention must differ enough for ranks to be clear. */
function strongWeights(setup: TrainSetup): Map<string, Value> {
  return new Map(
    [...initialWeights(setup)].map(([name, { shape, data }]) => {
      const factor = /embed_tokens/.test(name) ? 20 : /language_model.*q_proj/.test(name) ? 3 : 1;
      return [
        name,
        float32(
          (data as Float32Array).map((x) => x * factor),
          shape,
        ),
      ];
    }),
  );
}

async function lossOf(
  setup: TrainSetup,
  batch: Batch,
  weights: Map<string, Value>,
  trained: string[] = [],
): Promise<StepResult> {
  const programs = new StepPrograms(setup.model, setup.loss, 1);
  try {
    return await programs.run(batch, weights, trained);
  } finally {
    await programs.dispose();
  }
}

/** Rows of picture `b` that reach the last layer. */
function reached({ reached }: StepResult, batch: Batch, b: number): number[] {
  const length = reached!.length / batch.shape.pictures;
  return Array.from(reached!.subarray(b * length, (b + 1) * length), Number).filter((row) => row >= 0);
}

/** Rows of picture `b` that hold anything, and those of them that are visual tokens. */
function rowsOf({ feeds, shape }: Batch, b: number) {
  const part = (name: string) =>
    Array.from((feeds[name].data as BigInt64Array).subarray(b * shape.sequence, (b + 1) * shape.sequence), Number);
  const [segments, visual] = [part('segments'), part('visual')];
  const filled = [...segments.keys()].filter((row) => segments[row] >= 0);
  return { filled, visual: filled.filter((row) => visual[row] === 1) };
}

describe('drops in the trainer', () => {
  test('equal: drops that keep everything give the plain loss and gradients', async () => {
    const { setup, batch, weights } = await dropping(twoDrops, 3, 4);
    const { pictures, sequence, staged, ...rest } = batch.shape;
    const drops = staged!.drops.map(({ afterLayer }) => ({ afterLayer, sequence }));
    const everything = Array.from({ length: pictures }, (_, b) => rowsOf(batch, b).visual.length);
    const kept = int64(
      everything.flatMap((count) => drops.map(() => count)),
      [pictures, drops.length],
    );
    const all = { ...batch, shape: { ...batch.shape, staged: { ...staged!, drops } }, feeds: { ...batch.feeds, kept } };
    const plain = { ...batch, shape: { pictures, sequence, ...rest } };
    const trained = [...weights.keys()];
    const [a, b] = [await lossOf(setup, all, weights, trained), await lossOf(setup, plain, weights, trained)];
    expect(a.language).toBe(b.language);
    expect(a.predicted).toEqual(b.predicted);
    trained.forEach((name, i) => {
      const [x, y] = [a, b].map(({ gradients }) => gradients[i].data as Float32Array);
      const largest = Math.max(...y.map(Math.abs));
      expect(Math.max(...x.map((v, j) => Math.abs(v - y[j]))), name).toBeLessThanOrEqual(1e-5 * largest);
    });
    for (let picture = 0; picture < pictures; picture++) {
      expect(reached(a, all, picture)).toEqual(rowsOf(batch, picture).filled);
    }
  });

  test('law: text stays, visual tokens leave as planned, also where a picture has fewer than others', async () => {
    const { setup, batch, weights } = await dropping(twoDrops, 6, 3, 5);
    const result = await lossOf(setup, batch, weights);
    const counts = new Set<number>();
    for (let b = 0; b < batch.shape.pictures; b++) {
      const { filled, visual } = rowsOf(batch, b);
      const left = reached(result, batch, b);
      const isVisual = new Set(visual);
      // Two times ⌈0.6 · n⌉ leave.
      const first = visual.length - Math.ceil(0.6 * visual.length);
      expect(left.filter((row) => isVisual.has(row)).length).toBe(first - Math.ceil(0.6 * first));
      expect(left.filter((row) => !isVisual.has(row))).toEqual(filled.filter((row) => !isVisual.has(row)));
      expect(left).toEqual([...left].sort((x, y) => x - y));
      counts.add(visual.length);
    }
    expect(counts.size).toBeGreaterThan(1);
  });

  test('law: gradients agree with central differences', async () => {
    const { setup, batch, weights } = await dropping(twoDrops, 2, 2);
    const programs = new StepPrograms(setup.model, { ...setup.loss, summaryWeight: 0, patchWeight: 0 }, 1);
    // Heads and the last layer of the tower have no part in answers.
    const idle = /_head\.weight$|post_layernorm|vision_model\.encoder\.layers\.2/;
    const used = [...weights.keys()].filter((name) => !idle.test(name));
    const base = await programs.run(batch, weights, used);
    const random = new Random(3);
    const groups: [string, RegExp][] = [
      ['tower', /^vision/],
      ['projector', /projector|newline/],
      ['table', /embed_tokens/],
      ['early layers', /model\.layers\.[01]/],
      ['late layers', /model\.layers\.[23]|model\.norm/],
    ];
    for (const [group, pattern] of groups) {
      // Random, but uphill everywhere: what the entries add does not cancel, so that it stands out of the rounding.
      const direction = new Map(
        used
          .filter((name) => pattern.test(name))
          .map((name) => {
            const gradient = base.gradients[used.indexOf(name)].data as Float32Array;
            const size = weights.get(name)!.data as Float32Array;
            return [name, gradient.map((g, i) => Math.sign(g) * Math.abs(random.normal() * size[i]))];
          }),
      );
      const length = Math.hypot(...[...direction.values()].map((d) => Math.hypot(...d)));
      const at = async (step: number) => {
        const moved = new Map(weights);
        for (const [name, d] of direction) {
          const { data, shape } = weights.get(name)!;
          const values = (data as Float32Array).map((x, i) => x + (step * d[i]) / length);
          moved.set(name, float32(values, shape));
        }
        const { language, reached } = await programs.run(batch, moved, used);
        return { loss: language, same: `${reached}` === `${base.reached}` };
      };
      // Across a border between two choices the loss jumps: steps are shortened until nothing changes places.
      let h = 2 ** -4;
      let points: { loss: number; same: boolean }[];
      do {
        h /= 2;
        points = [await at(h), await at(-h), await at(2 * h), await at(-2 * h)];
      } while (!points.every(({ same }) => same) && h > 2 ** -14);
      expect(
        points.map(({ same }) => same),
        group,
      ).toEqual([true, true, true, true]);
      const [near, far] = [points[0].loss - points[1].loss, points[2].loss - points[3].loss];
      const numeric = (8 * near - far) / (12 * h);
      let analytic = 0;
      for (const [name, d] of direction) {
        const gradient = base.gradients[used.indexOf(name)].data as Float32Array;
        gradient.forEach((g, i) => {
          analytic += (g * d[i]) / length;
        });
      }
      expect(Math.abs(analytic / numeric - 1), group).toBeLessThan(2e-3);
    }
    await programs.dispose();
  });
});

describe('drops in the trainer and in the engine', () => {
  /** The engine over the same weights. */
  async function openEngine(setup: TrainSetup, weights: Map<string, Value>): Promise<Engine> {
    const folder = mkdtempSync(join(root, 'engine-'));
    writeModelFolder(folder, trainedModel(setup.modelFiles, freshParameters(weights), setup.config));
    return Engine.open(folder, { threads: 1 });
  }

  const reduce = (options: Drops) => [{ method: 'pyramiddrop' as const, options }];

  test.each<Drops>([twoDrops, { variant: 'official', after: [2], ratios: [0.3] }, { variant: 'paper', lambda: 0 }])(
    'equal: one question keeps the same rows and costs the same, %j',
    async (options) => {
      const { setup, batch, weights, drawn } = await dropping(options, 1, 1);
      const trained = await lossOf(setup, batch, weights);
      const engine = await openEngine(setup, weights);
      const [{ question, answer }] = drawn[0].turns;
      const prompt = await engine.prepare({ images: [drawn[0].picture], prompt: question, reduce: reduce(options) });
      let present = [...prompt.staged!.visual];
      const select = (scores: ArrayLike<number>, keep: number) => {
        const chosen = prompt.staged!.select(scores, keep);
        present = Array.from(chosen, (i) => present[i]);
        return chosen;
      };
      const { logits, state } = await engine.decoder.prefill(prompt.embeddings, undefined, {
        ...prompt.staged!,
        select,
      });
      const visual = new Set(rowsOf(batch, 0).visual);
      expect(reached(trained, batch, 0).filter((row) => visual.has(row))).toEqual(present);
      expect(present.length).toBeLessThan(visual.size);

      const { ids, learnFrom } = setup.text.turn(question, answer);
      let loss = 0;
      let next = logits;
      for (const id of ids.slice(learnFrom)) {
        const highest = Math.max(...next);
        const sum = next.reduce((total, x) => total + Math.exp(x - highest), 0);
        loss += (highest + Math.log(sum) - next[id]) / (ids.length - learnFrom);
        next = await engine.decoder.next(state, id);
      }
      await engine.dispose();
      expect(trained.language).toBeCloseTo(loss, 4);
    },
  );

  test('equal: several questions rank together as the mean of what each ranks alone', async () => {
    const options: Drops = { variant: 'paper', after: [2], lambda: 0.3 };
    const { setup, batch, weights, drawn } = await dropping(options, 2, 4);
    const trained = await lossOf(setup, batch, weights);
    const engine = await openEngine(setup, weights);
    for (const [b, { picture, turns }] of drawn.entries()) {
      const learned = batch.feeds.learned_index.data as BigInt64Array;
      const packed = batch.answers.filter(({ from }) => Math.floor(Number(learned[from]) / batch.shape.sequence) === b);
      // Questions come in order; those that found no room are the last.
      expect(packed.length).toBeGreaterThan(1);
      expect(packed.map(({ category }) => category)).toEqual(
        turns.slice(0, packed.length).map((turn) => turn.category),
      );
      const mean: number[] = [];
      let visual: readonly number[] = [];
      for (const { question } of turns.slice(0, packed.length)) {
        const prompt = await engine.prepare({ images: [picture], prompt: question, reduce: reduce(options) });
        visual = prompt.staged!.visual;
        const select = (scores: ArrayLike<number>, keep: number) => {
          Array.from(scores).forEach((score, i) => {
            mean[i] = (mean[i] ?? 0) + score / packed.length;
          });
          return prompt.staged!.select(scores, keep);
        };
        await engine.decoder.prefill(prompt.embeddings, undefined, { ...prompt.staged!, select });
      }
      const kept = visual.length - Math.ceil(0.7 * visual.length);
      const isVisual = new Set(visual);
      const rows = reached(trained, batch, b).filter((row) => isVisual.has(row));
      expect(rows).toEqual(Array.from(selectTop(mean, kept), (i) => visual[i]));
    }
    await engine.dispose();
  });
});
