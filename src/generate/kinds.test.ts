/** What models of one kind refuse, and what they do instead. Reference checkpoints serve as small models of each kind. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goldenPath } from '../../test/golden.js';
import { cutTiles, decodeImage } from '../image/index.js';
import { Engine } from './engine.js';
import { openGolden, relativeError } from './golden.testing.js';
import type { GenerateRequest } from './request.js';

const photo = goldenPath('images', 'source', 'photo.png');
const wide = goldenPath('images', 'source', 'wide.png');
const prompt = 'What is it?';

let engine: Engine;
const open = (name: string) => {
  beforeAll(async () => {
    engine = await Engine.open(goldenPath('checkpoints', name), { threads: 1 });
  });
  afterAll(() => engine.dispose());
};
const prepare = (request: Omit<GenerateRequest, 'prompt'>) => engine.prepare({ prompt, ...request });

describe('a tower without CLS row (SigLIP)', () => {
  open('llava-onevision');

  it('refuses reducers that read it, and names those that work', async () => {
    const reducing = prepare({ images: [wide], reduce: { method: 'hired', keep: 0.5 } });
    await expect(reducing).rejects.toMatchObject({ code: 'reducer-signals' });
    await expect(reducing).rejects.toThrow(
      'Use one of none, random, uniform, hired with {"attention":"received"}, fastervlm with {"attention":"received"}, ' +
        'globalcom2 with {"score":"dissimilarity"}, pyramiddrop.',
    );
  });

  it.each([
    ['hired', { attention: 'received' }],
    ['fastervlm', { attention: 'received' }],
    ['globalcom2', { score: 'dissimilarity' }],
  ] as const)('%s works with %j', async (method, options) => {
    const { images, ids } = await prepare({ images: [wide], reduce: { method, keep: 0.5, options } });
    expect(images[0].kept).toBeLessThan(images[0].visualTokens);
    expect(images[0].kept).toBeGreaterThan(0.3 * images[0].visualTokens);
    expect(ids.filter((id) => id === engine.checkpoint.llava!.imageTokenId)).toHaveLength(images[0].kept);
  });

  it('golden: received attention is the mean over heads of what the reference gives', async () => {
    const golden = openGolden('llava-onevision');
    const { vision, checkpoint } = engine;
    const { heads, layers } = checkpoint.llava!.vision;
    const { tiles, layout } = cutTiles(await decodeImage(wide), checkpoint.image!);
    const signals = Array.from({ length: layers }, (_, layer) => ({ kind: 'received-attention' as const, layer }));
    const output = await vision!.encode(tiles, layout.tiles.length, signals);
    const all = golden.floats('wide/vision_mean_attention'); // layers, tiles, heads, patches
    const patches = layout.side ** 2;
    signals.forEach(({ layer }) => {
      const expected = Float32Array.from({ length: layout.tiles.length * patches }, (_, i) => {
        const start = (layer * layout.tiles.length + Math.floor(i / patches)) * heads * patches + (i % patches);
        return Array.from({ length: heads }, (_, head) => all[start + head * patches]).reduce((a, b) => a + b) / heads;
      });
      expect(relativeError(output.signals.get(`received-attention/${layer}`)!, expected)).toBeLessThan(5e-5);
    });
  });

  it('a map shrunk after the projector has no patches to choose from; all of it, or fewer inside the decoder, is fine', async () => {
    const reducing = prepare({ images: [photo], reduce: { method: 'random', keep: 0.5 } });
    await expect(reducing).rejects.toMatchObject({ code: 'reducer-layout' });
    await expect(reducing).rejects.toThrow('7×10');
    const { images } = await prepare({ images: [photo], reduce: { method: 'none' } });
    expect(images[0]).toMatchObject({ visualTokens: 86, kept: 86 });
    const { staged } = await prepare({ images: [photo], reduce: { method: 'pyramiddrop' } });
    expect(staged!.visual).toHaveLength(86);
    expect(staged!.drops.length).toBeGreaterThan(0);
  });
});

describe('videos', () => {
  open('llava-next-video');

  it('are not reduced before the decoder, but inside it together with pictures', async () => {
    const reducing = prepare({ videos: [[photo, photo]], reduce: { method: 'uniform', keep: 0.5 } });
    await expect(reducing).rejects.toMatchObject({ code: 'reducer-layout' });
    await expect(reducing).rejects.toThrow('Use pyramiddrop');
    const { staged, images } = await prepare({
      images: [photo],
      videos: [[photo, photo]],
      reduce: { method: 'pyramiddrop' },
    });
    expect(staged!.visual).toHaveLength(images[0].visualTokens + 8);
  });

  it('report which frames were seen; those of a batch are the same as one by one', async () => {
    const frames = [photo, wide, photo, wide, photo, wide, photo, wide, wide, photo];
    const { videos, embeddings } = await prepare({ videos: [frames], frames: 10 });
    expect(videos).toEqual([{ path: null, totalFrames: 10, frames: [...frames.keys()], visualTokens: 40 }]);
    const one = await prepare({ videos: [[photo]] });
    const width = engine.checkpoint.text.width;
    const rows = (prepared: { ids: number[]; embeddings: Float32Array }, from: number) => {
      const start = prepared.ids.indexOf(engine.checkpoint.llava!.video!.tokenId) + from;
      return prepared.embeddings.slice(start * width, (start + 4) * width);
    };
    const ids = (await prepare({ videos: [frames], frames: 10 })).ids;
    expect(relativeError(rows({ ids, embeddings }, 36), rows(one, 0))).toBeLessThan(1e-5);
    expect((await prepare({ videos: [frames] })).videos![0].frames).toEqual([0, 1, 2, 3, 5, 6, 7, 9]);
  });

  it('must have as many marks as there are, and room', async () => {
    const raw = engine.prepare({ prompt: 'USER: <video>\n<video> ASSISTANT:', raw: true, videos: [[photo]] });
    await expect(raw).rejects.toMatchObject({ code: 'video-count' });
    await expect(raw).rejects.toThrow('as many videos as the prompt has video marks: 2; received 1 video');
    const endless = prepare({ videos: [new Array(1100).fill(photo)], frames: 1100 });
    await expect(endless).rejects.toMatchObject({ code: 'context-length' });
  });
});

describe('queries of a Q-Former (InstructBLIP)', () => {
  open('instructblip');

  it('are no patches', async () => {
    const reducing = prepare({ images: [photo], reduce: { method: 'random', keep: 0.5 } });
    await expect(reducing).rejects.toMatchObject({ code: 'reducer-layout' });
    await expect(reducing).rejects.toThrow('queries of a Q-Former. Use pyramiddrop');
  });

  it('depend on the question', async () => {
    const first = await engine.prepare({ prompt: 'What is shown?', images: [photo] });
    const second = await engine.prepare({ prompt: 'What is written?', images: [photo] });
    const rows = 6 * engine.checkpoint.text.width;
    expect(first.ids.slice(0, 6)).toEqual(new Array(6).fill(engine.checkpoint.llava!.imageTokenId));
    expect(relativeError(first.embeddings.slice(0, rows), second.embeddings.slice(0, rows))).toBeGreaterThan(1e-3);
  });

  it('read a question of limited length, and no videos', async () => {
    const long = engine.prepare({ prompt: 'what is it '.repeat(40), images: [photo] });
    await expect(long).rejects.toMatchObject({ code: 'context-length' });
    await expect(long).rejects.toThrow('64 tokens of the Q-Former');
    await expect(prepare({ videos: [[photo]] })).rejects.toMatchObject({ code: 'no-video' });
  });

  it('damro: the second branch looks at the outliers alone, and has as many rows', async () => {
    const decode = { method: 'damro', outliers: 3 } as const;
    const { branch, embeddings } = await prepare({ images: [photo], decode });
    expect(branch).toHaveLength(embeddings.length);
    expect(relativeError(branch!, embeddings)).toBeGreaterThan(1e-3);
  });
});
