import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { goldenPath } from '../../test/golden.js';
import { contrast, mostLikely } from '../decode/index.js';
import { cutTiles, decodeImage, layoutImage } from '../image/index.js';
import { signalKey, tileLayout, validPatches } from '../reduce/index.js';
import { outlierBranch, outlierSignal } from './damro.js';
import { Engine } from './engine.js';
import { openGolden, relativeError } from './golden.testing.js';
import type { DamroRequest, GenerateRequest, GenerateResult } from './request.js';

const damro = (settings: Omit<DamroRequest, 'method'> = {}): DamroRequest => ({ method: 'damro', ...settings });

describe.each(['llava', 'llava-next-llama'])('%s', (name) => {
  const golden = openGolden(name);
  const one = golden.cases.find(({ images }) => images?.length === 1)!;
  const source = goldenPath('images', 'source', one.images![0].file);
  let engine: Engine;

  beforeAll(async () => {
    const mode = one.images![0].mode;
    engine = await Engine.open(golden.folder, { threads: 1, image: mode ? { mode } : {} });
  });
  afterAll(() => engine.dispose());

  const requestOf = (extra: Partial<GenerateRequest>) => {
    return { prompt: one.prompt, raw: true, images: [source], maxTokens: 6, ...extra };
  };
  async function answer(extra: Partial<GenerateRequest>): Promise<GenerateResult> {
    for await (const part of engine.generate(requestOf(extra))) if (part.type === 'finish') return part;
    throw new Error('no result');
  }

  test('golden: one wide head is the sum of the scaled products of all heads', async () => {
    const { vision } = engine.checkpoint.llava!;
    const { tiles, layout } = cutTiles(await decodeImage(source), engine.checkpoint.image!);
    const count = layout.tiles.length;
    const rows = layout.side ** 2 + 1;
    // Scores are q·k / √d of every head; the wide head has q·k summed over all heads, divided by √(heads · d).
    const scores = golden.floats(`${one.name}/vision_cls_scores`);
    for (let layer = 0; layer < vision.layers; layer++) {
      const signal = outlierSignal(damro({ score: 'single-head', layer: layer - vision.layers }));
      const { signals } = await engine.vision!.encode(tiles, count, [signal]);
      const expected = Array.from({ length: count }, (_, tile) => {
        const sums = Array.from({ length: rows }, (_, row) => {
          const at = (head: number) => ((layer * count + tile) * vision.heads + head) * rows + row;
          return Array.from({ length: vision.heads }, (_, head) => scores[at(head)]).reduce((a, b) => a + b, 0);
        });
        const powers = sums.map((sum) => Math.exp(sum / Math.sqrt(vision.heads)));
        const total = powers.reduce((a, b) => a + b, 0);
        return powers.slice(1).map((power) => power / total);
      });
      expect(relativeError(signals.get(signalKey(signal))!, Float32Array.from(expected.flat()))).toBeLessThan(1e-4);
    }
  });

  test('the settings choose other outliers, and the answer follows them', async () => {
    const strong = { alpha: 6, outliers: 4, beta: 0.001 };
    const settings = [{}, { score: 'single-head' }, { layer: 0 }] as const;
    const found = [];
    for (const each of settings) {
      const { images } = await answer({ decode: damro({ ...strong, ...each }) });
      expect(images[0].outliers).toHaveLength(4);
      expect(images[0].cropOutliers).toBeUndefined();
      found.push(images[0].outliers);
    }
    expect(found[1]).not.toEqual(found[0]);
    expect(found[2]).not.toEqual(found[0]);
  });

  test('without outliers the second branch sees no picture', async () => {
    const { ids, embeddings, branch, images } = await engine.prepare(requestOf({ decode: damro({ outliers: 0 }) }));
    const { width } = engine.checkpoint.text;
    const text = ids.flatMap((id, position) => (id === engine.checkpoint.llava!.imageTokenId ? [] : [position]));
    const expected = text.flatMap((position) => [...embeddings.subarray(position * width, (position + 1) * width)]);
    expect(branch).toEqual(Float32Array.from(expected));
    expect(images[0].outliers).toEqual([]);
  });

  test('equal: two caches give what recomputing both branches gives', async () => {
    const settings = { alpha: 3, beta: 0.01, outliers: 5 };
    const request = requestOf({ decode: damro(settings) });
    const { embeddings, branch, ids } = await engine.prepare(request);
    const process = contrast(settings);
    const generated: number[] = [];
    for (let step = 0; step < 6; step++) {
      const added = await engine.decoder.embed([...ids, ...generated]);
      const tail = added.subarray(ids.length * engine.checkpoint.text.width);
      const logitsOf = async (start: Float32Array) => {
        const { logits } = await engine.decoder.prefill(Float32Array.from([...start, ...tail]));
        return logits;
      };
      const logits = process({ logits: await logitsOf(embeddings), branch: await logitsOf(branch!), history: [] });
      generated.push(mostLikely(logits));
    }
    expect((await answer({ decode: damro(settings) })).tokenIds).toEqual(generated);
  });

  test('processors none: sampling options are checked and then ignored', async () => {
    const none = damro({ alpha: 1, beta: 0.0001, processors: 'none' });
    const greedy = await answer({ decode: none });
    expect((await answer({ decode: none, repetitionPenalty: 50 })).tokenIds).toEqual(greedy.tokenIds);
    const drawn = { decode: none, seed: 3, maxTokens: 12 };
    const at = await answer({ ...drawn, temperature: 1 });
    expect((await answer({ ...drawn, temperature: 40, topK: 1 })).tokenIds).toEqual(at.tokenIds);
    // After the contrast the same options leave one candidate, so that nothing is drawn.
    const after = { ...drawn, decode: { ...none, processors: 'after' } } as const;
    expect((await answer({ ...after, temperature: 40, topK: 1 })).tokenIds).not.toEqual(at.tokenIds);
    await expect(answer({ decode: none, topK: 0 })).rejects.toMatchObject({ code: 'sample-option' });
  });

  test.each([
    [{ score: 'received' }, 'per-head-mean'],
    [{ score: 'two-heads' }, 'per-head-mean'],
    [{ partitions: 'crops' }, 'thumbnail'],
    [{ processors: 'before' }, 'after'],
    [{ outliers: -1 }, 'outliers'],
    [{ topk: 10 }, 'topk'],
  ])('%j is refused, naming what there is', async (settings, words) => {
    const failure = await answer({ decode: damro(settings as object) }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'generate-request', message: expect.stringContaining(words) });
  });
});

describe('partitions all', () => {
  const { image } = (() => {
    const size = { width: 300, height: 90 };
    const config = { tile: 56, patch: 14, mode: 'anyres', multiMode: 'anyres', newline: true, cls: true };
    const rest = { select: 'default', pinpoints: [[56, 112]], orientation: 'hw', unpadRounding: 'exact' };
    return { image: layoutImage(size, { ...config, ...rest } as never) };
  })();
  const patches = image.side ** 2;
  const scores = Float32Array.from({ length: image.tiles.length * patches }, (_, i) => (i * 7) % 31);

  test('the thumbnail by strength, then every crop in the order of the picture, no padding, one newline per row', () => {
    const { outliers, cropOutliers, tokens } = outlierBranch(image, scores, damro({ outliers: 3, partitions: 'all' }));
    const strength = (tile: number, patch: number) => scores[tile * patches + patch];
    const layout = tileLayout(image, image.tiles.length);
    for (const [tile, found] of [outliers, ...cropOutliers!].entries()) {
      const room = [...validPatches(layout, tile)].sort((a, b) => strength(tile, b) - strength(tile, a) || a - b);
      expect(found).toEqual(room.slice(0, 3));
    }
    const name = ({ kind, tile, row, col }: (typeof tokens)[0]) =>
      kind === 'newline' ? 'newline' : `${tile}/${row * image.side + col}`;
    expect(tokens.slice(0, 3).map(name)).toEqual(outliers.map((patch) => `0/${patch}`));
    const crops = tokens.slice(3);
    const chosen = new Set(cropOutliers!.flatMap((found, i) => found.map((patch) => `${i + 1}/${patch}`)));
    const inOrder = image.tokens.map(name).filter((each) => chosen.has(each));
    expect(crops.map(name).filter((each) => each !== 'newline')).toEqual(inOrder);
    const mapRows = new Set(crops.filter(({ kind }) => kind !== 'newline').map(({ row }) => row));
    expect(crops.filter(({ kind }) => kind === 'newline')).toHaveLength(mapRows.size);
  });

  test('more outliers than a crop shows: all of them; more than the thumbnail has: refused', () => {
    const { cropOutliers } = outlierBranch(image, scores, damro({ outliers: patches, partitions: 'all' }));
    const layout = tileLayout(image, image.tiles.length);
    const shown = cropOutliers!.map((_, i) => validPatches(layout, i + 1).length);
    expect(Math.min(...shown)).toBeLessThan(patches);
    expect(cropOutliers!.map(({ length }) => length)).toEqual(shown);
    expect(() => outlierBranch(image, scores, damro({ outliers: patches + 1, partitions: 'all' }))).toThrow(
      expect.objectContaining({ code: 'outlier-count' }),
    );
  });
});
