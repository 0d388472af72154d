import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { goldenPath } from '../../test/golden.js';
import { cutTiles, decodeImage } from '../image/index.js';
import type { TowerSignal } from '../model/registry.js';
import { headMean, type ReducerName, reducers, signalKey } from '../reduce/index.js';
import { Engine } from './engine.js';
import { openGolden } from './golden.testing.js';
import type { ReduceRequest } from './reduction.js';
import type { GenerateRequest, GenerateResult } from './request.js';

const visionReducers = (Object.keys(reducers) as ReducerName[]).filter((name) => reducers[name].stage === 'vision');

describe.each(['llava', 'llava-next-llama', 'llava-next-mistral', 'llava-next-qwen2'])('%s', (name) => {
  const golden = openGolden(name);
  const one = golden.cases.find(({ images }) => images?.length === 1)!;
  const sources = one.images!.map(({ file }) => goldenPath('images', 'source', file));
  let engine: Engine;
  let plain: GenerateResult;

  async function answer(extra: Partial<GenerateRequest> = {}): Promise<GenerateResult> {
    const request = { prompt: one.prompt, raw: true, images: sources, maxTokens: 8, ...extra };
    for await (const part of engine.generate(request)) if (part.type === 'finish') return part;
    throw new Error('no result');
  }
  const failure = (extra: object) => expect(answer(extra)).rejects;

  beforeAll(async () => {
    const mode = one.images![0].mode;
    engine = await Engine.open(golden.folder, { threads: 1, image: mode ? { mode } : {} });
    plain = await answer();
  });
  afterAll(() => engine.dispose());

  test('law: keeping everything answers as no reduction does', async () => {
    expect(plain.tokenIds).toEqual(golden.integers(`${one.name}/generated_ids`).slice(0, 8));
    for (const method of visionReducers) {
      const { tokenIds, images } = await answer({ reduce: { method, keep: 1 } });
      expect(tokenIds, method).toEqual(plain.tokenIds);
      expect(images[0].kept, method).toBe(images[0].visualTokens);
    }
  });

  test('law: a count is kept exactly, whatever the method', async () => {
    for (const method of visionReducers.filter((each) => each !== 'none')) {
      const { images } = await answer({ reduce: { method, keep: 9, options: { newlines: 'none' } } });
      const { kept, selection } = images[0];
      expect(kept, method).toBe(9);
      expect(selection!.kept.flat(), method).toHaveLength(9);
      expect(images[0].visualTokens).toBe(plain.images[0].visualTokens);
    }
  });

  test.runIf(name !== 'llava')(
    'a picture so narrow that its crops have no column keeps thumbnail and newlines',
    async () => {
      // 1×40 pixels: the crops' part of the prompt is newlines alone, also without a reducer.
      const narrow = { width: 1, height: 40, data: new Uint8Array(120).map((_, i) => (i * 37) % 256) };
      const images = [narrow];
      const whole = await answer({ images });
      const patches = engine.checkpoint.image!;
      const thumbnail = (patches.tile / patches.patch) ** 2;
      expect(whole.images[0].visualTokens).toBeGreaterThan(thumbnail);
      for (const method of visionReducers) {
        const same = await answer({ images, reduce: { method, keep: 1 } });
        expect(same.tokenIds, method).toEqual(whole.tokenIds);
        const { kept, selection } = (await answer({ images, reduce: { method, keep: 5 } })).images[0];
        if (method === 'none') continue;
        expect(selection!.kept.map(({ length }) => length)).toEqual([5, ...selection!.kept.slice(1).map(() => 0)]);
        expect(kept, method).toBe(5 + whole.images[0].visualTokens - thumbnail);
      }
    },
  );

  const two = golden.cases.find(({ images }) => images?.length === 2);
  test.runIf(two)('every picture is reduced by itself', async () => {
    const images = two!.images!.map(({ file }) => goldenPath('images', 'source', file));
    const request = { prompt: two!.prompt, images };
    const options = { newlines: 'none' };
    const both = await answer({ ...request, reduce: { method: 'fastervlm', keep: 6, options } });
    expect(both.images.map(({ kept }) => kept)).toEqual([6, 6]);
    expect(both.images[0].selection).not.toEqual(both.images[1].selection);
    const turned = await answer({
      ...request,
      images: images.toReversed(),
      reduce: { method: 'fastervlm', keep: 6, options },
    });
    expect(turned.images.map(({ selection }) => selection)).toEqual(both.images.map((i) => i.selection).toReversed());
    const plainIds = (await answer(request)).tokenIds;
    expect((await answer({ ...request, reduce: { method: 'globalcom2', keep: 1 } })).tokenIds).toEqual(plainIds);
    expect((await answer({ ...request, decode: { method: 'damro', alpha: 0 } })).tokenIds).toEqual(plainIds);
  });

  test('golden: head means of the CLS row in every layer, before and after the softmax', async () => {
    const { tiles, layout } = cutTiles(await decodeImage(sources[0]), engine.checkpoint.image!);
    const { layers, heads } = engine.checkpoint.llava!.vision;
    const count = layout.tiles.length;
    for (const [form, tensor] of [
      ['probabilities', 'vision_cls_attention'],
      ['logits', 'vision_cls_scores'],
    ] as const) {
      const all = golden.floats(`${one.name}/${tensor}`);
      const signals = Array.from({ length: layers }, (_, i): TowerSignal => {
        return { kind: 'cls-attention', layer: i % 2 ? i : i - layers, form };
      });
      const output = await engine.vision!.encode(tiles, count, signals);
      signals.forEach((signal, layer) => {
        const rows = all.subarray((layer * all.length) / layers, ((layer + 1) * all.length) / layers);
        const expected = headMean(rows, count, heads);
        const actual = output.signals.get(signalKey(signal))!;
        const scale = Math.max(...expected.map(Math.abs));
        expect(Math.max(...actual.map((value, i) => Math.abs(value - expected[i]))) / scale).toBeLessThan(1e-4);
      });
    }
  });

  test.each([
    [{ method: 'hired' }, 'reduce-request'],
    [{ method: 'hired', keep: 0 }, 'keep-range'],
    [{ method: 'hired', keep: 1.5 }, 'keep-range'],
    [{ method: 'uniform', keep: 100_000 }, 'keep-range'],
    [{ method: 'fewer', keep: 1 }, 'reducer-name'],
    [{ method: 'fastervlm', keep: 0.5, options: { layer: 40 } }, 'reducer-signals'],
    [{ method: 'fastervlm', keep: 0.5, options: { depth: 1 } }, 'reducer-options'],
    [{ method: 'fastervlm', keep: 0.5, layer: 1 }, 'generate-request'],
  ] as [ReduceRequest, string][])('%j is refused: %s', async (reduce, code) => {
    await failure({ reduce }).toMatchObject({ code });
  });

  test('two methods before the decoder are refused', async () => {
    const reduce = ['uniform', 'random'].map((method) => ({ method, keep: 0.5 }) as ReduceRequest);
    await failure({ reduce }).toMatchObject({ code: 'reduce-request' });
  });

  test('law: drops inside the decoder that drop nothing change nothing', async () => {
    for (const settings of [{ keep: 1 }, { options: { lambda: 1 } }]) {
      const { tokenIds, visualTokensPerLayer } = await answer({ reduce: { method: 'pyramiddrop', ...settings } });
      expect(tokenIds).toEqual(plain.tokenIds);
      expect(new Set(visualTokensPerLayer)).toEqual(new Set([plain.images[0].visualTokens]));
    }
    expect(plain.visualTokensPerLayer).toBeUndefined();
  });

  test('a reducer before the decoder and one inside it: the second starts from what the first left', async () => {
    const inside = { method: 'pyramiddrop', options: { after: [1, 2], ratios: [0.5, 0] } } as const;
    const { images, visualTokensPerLayer, tokenIds } = await answer({
      reduce: [{ method: 'hired', keep: 0.5 }, inside],
    });
    const { kept } = images[0];
    expect(kept).toBeLessThan(images[0].visualTokens);
    const { layers } = engine.checkpoint.text;
    expect(visualTokensPerLayer).toEqual([kept, Math.floor(kept / 2), ...Array(layers - 2).fill(0)]);
    expect(tokenIds).not.toEqual(plain.tokenIds);
  });

  test.each([
    [{ options: { after: [1, 40] } }, 'reducer-options'],
    [{ keep: 0 }, 'keep-range'],
    [{ keep: 100_000 }, 'keep-range'],
  ])('pyramiddrop with %j is refused: %s', async (settings, code) => {
    await failure({ reduce: { method: 'pyramiddrop', ...settings } }).toMatchObject({ code });
  });

  test('law: damro of strength 0, and of beta 1, takes the tokens of greedy decoding', async () => {
    for (const strength of [{ alpha: 0 }, { beta: 1 }]) {
      const { tokenIds, images } = await answer({ decode: { method: 'damro', ...strength } });
      expect(tokenIds).toEqual(plain.tokenIds);
      expect(images[0].outliers).toHaveLength(10);
    }
  });

  test('damro changes the answer, also of a reduced picture, and samples from its seed', async () => {
    const decode = { method: 'damro', alpha: 4, outliers: 3 } as const;
    expect((await answer({ decode })).tokenIds).not.toEqual(plain.tokenIds);
    const loose = { ...decode, beta: 0.001 };
    const sampled = { decode: loose, reduce: { method: 'hired', keep: 0.5 }, temperature: 20, seed: 5 } as const;
    const first = await answer(sampled);
    expect(first.images[0].kept).toBeLessThan(first.images[0].visualTokens);
    expect((await answer(sampled)).tokenIds).toEqual(first.tokenIds);
    expect((await answer({ ...sampled, seed: 6 })).tokenIds).not.toEqual(first.tokenIds);
  });

  test('the second branch sees the outliers, strongest first, and the newline of AnyRes', async () => {
    const { branch, embeddings } = await engine.prepare({
      prompt: one.prompt,
      raw: true,
      images: sources,
      decode: { method: 'damro', outliers: 3 },
    });
    const newline = engine.checkpoint.llava!.modelType === 'llava_next' ? 1 : 0;
    const { width } = engine.checkpoint.text;
    expect((embeddings.length - branch!.length) / width).toBe(plain.images[0].visualTokens - 3 - newline);
  });

  test.each([
    [{ alpha: -1 }, 'generate-request'],
    [{ beta: 1.1 }, 'generate-request'],
    [{ outliers: 17 }, 'outlier-count'],
    [{ layer: 9 }, 'generate-request'],
  ])('damro with %j is refused: %s', async (options, code) => {
    await failure({ decode: { method: 'damro', ...options } }).toMatchObject({ code });
  });
});
