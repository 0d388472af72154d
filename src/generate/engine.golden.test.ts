import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mostLikely } from '../decode/index.js';
import { cutTiles, decodeImage, multiPictureConfig, normaliseTiles } from '../image/index.js';
import { qformerGraph } from '../model/qformer.js';
import { captureTowerGraph } from '../model/registry.js';
import { Scope } from '../model/scope.js';
import { float32, int64, Program } from '../runtime/index.js';
import { Engine } from './engine.js';
import { framesOf, type GoldenCase, imagesOf, openGolden, relativeError } from './golden.testing.js';
import { questionIds } from './prompt.js';

/** Limits for fused kernels (test/golden/README.md, "Tolerances"). */
const limit = { features: 1e-4, attention: 5e-5, logits: 1e-4 };

const checkpoints = [
  'llava',
  'llava-bf16',
  'llava-next-llama',
  'llava-next-mistral',
  'llava-next-qwen2',
  'llava-next-video',
  'llava-onevision',
  'instructblip',
  'text-llama-linear',
  'text-llama-llama3',
  'text-mistral',
  'text-qwen2',
];

describe.each(checkpoints)('%s', (name) => {
  const golden = openGolden(name);
  const modes = [...new Set(golden.cases.map((c) => c.images?.[0]?.mode))];
  const engines = new Map<string | undefined, Engine>();
  const engineFor = (c: GoldenCase) => engines.get(c.images?.[0]?.mode)!;

  beforeAll(async () => {
    for (const mode of modes) engines.set(mode, await Engine.open(golden.folder, { image: mode ? { mode } : {} }));
  });
  afterAll(async () => {
    for (const engine of engines.values()) await engine.dispose();
  });

  test.each(golden.cases.map((c) => [c.name, c] as const))(
    '%s: prompt, logits, and greedy tokens through the cache',
    async (_, c) => {
      const engine = engineFor(c);
      const videos = c.video && [await framesOf(c)];
      const { ids, embeddings } = await engine.prepare({ prompt: c.prompt, raw: true, images: imagesOf(c), videos });
      expect(ids).toEqual(golden.integers(`${c.name}/input_ids`));

      const rows = Array.from({ length: 8 }, (_, i) => ids.length - 8 + i);
      const { logits, state } = await engine.decoder.prefill(embeddings, rows);
      expect(relativeError(logits, golden.floats(`${c.name}/logits_last8`))).toBeLessThan(limit.logits);

      const vocabulary = engine.decoder.config.vocabulary;
      const steps = golden.floats(`${c.name}/step_logits`);
      let next = mostLikely(logits.subarray(7 * vocabulary));
      const generated = [next];
      for (let step = 0; step < 23; step++) {
        const after = await engine.decoder.next(state, next);
        if (step < 8) {
          const expected = steps.subarray(step * vocabulary, (step + 1) * vocabulary);
          expect(relativeError(after, expected), `step ${step}`).toBeLessThan(limit.logits);
        }
        next = mostLikely(after);
        generated.push(next);
      }
      expect(generated).toEqual(golden.integers(`${c.name}/generated_ids`));
    },
  );

  const seeing = golden.cases.filter((c) => golden.has(`${c.name}/vision_features`));
  test.runIf(seeing.length > 0)('hidden states, attention and packed rows of the pictures', async () => {
    for (const c of seeing) {
      const { checkpoint, vision } = engineFor(c);
      const config = checkpoint.llava!;
      const capture = await Program.compile(captureTowerGraph(new Scope(), config), checkpoint.source, {
        directory: checkpoint.directory,
      });
      const hidden: number[] = [];
      const rows: number[] = [];
      const attention: number[][] = Array.from({ length: config.vision.layers }, () => []);
      const received = golden.has(`${c.name}/vision_mean_attention`);
      const signal = received ? 'receivedAttention' : 'clsAttention';
      const paths = imagesOf(c);
      const image = paths.length > 1 ? multiPictureConfig(checkpoint.image!) : checkpoint.image!;
      const question = questionIds(c.prompt, checkpoint);
      for (const path of paths) {
        const { tiles, layout } = cutTiles(await decodeImage(path), image);
        const side = checkpoint.image!.tile;
        const pixels = float32(normaliseTiles(tiles, checkpoint.image!), [layout.tiles.length, 3, side, side]);
        const captured = await capture.run({ pixels });
        for (const [layer, all] of attention.entries())
          all.push(...(captured[`${signal}.${layer}`].data as Float32Array));
        const { hidden: fast } = await vision!.encode(tiles, layout.tiles.length);
        expect(relativeError(fast, captured.hidden.data as Float32Array)).toBeLessThan(limit.features);
        hidden.push(...fast);
        rows.push(...(await vision!.pictureRows(fast, layout, question)));
      }
      await capture.dispose();
      expect(relativeError(Float32Array.from(hidden), golden.floats(`${c.name}/vision_features`))).toBeLessThan(
        limit.features,
      );
      expect(relativeError(Float32Array.from(rows), golden.floats(`${c.name}/image_features`))).toBeLessThan(
        limit.features,
      );
      const expected = golden.floats(`${c.name}/vision_${received ? 'mean' : 'cls'}_attention`);
      const actual = Float32Array.from(attention.flat());
      expect(actual.length).toBe(expected.length);
      expect(Math.max(...actual.map((value, i) => Math.abs(value - expected[i])))).toBeLessThan(limit.attention);
    }
  });

  const watching = golden.cases.filter(({ video }) => video);
  test.runIf(watching.length > 0)('tiles, hidden states and rows of the frames', async () => {
    for (const c of watching) {
      const { checkpoint, vision } = engineFor(c);
      const frames = (await framesOf(c)).map((frame) => cutTiles(frame, checkpoint.frame!).tiles);
      const tiles = new Uint8Array(Buffer.concat(frames));
      expect(tiles).toEqual(new Uint8Array(golden.bytes(`${c.name}/frames_u8`)));
      const { hidden } = await vision!.encode(tiles, frames.length, [], checkpoint.frame);
      expect(relativeError(hidden, golden.floats(`${c.name}/frame_features`))).toBeLessThan(limit.features);
      const rows = Float32Array.from([...(await vision!.frameRows(hidden)), ...vision!.videoEnd]);
      expect(relativeError(rows, golden.floats(`${c.name}/video_features`))).toBeLessThan(limit.features);
    }
  });

  const asking = golden.cases.filter((c) => golden.has(`${c.name}/qformer_output`));
  test.runIf(asking.length > 0)('what the Q-Former reads, looks at and finds', async () => {
    for (const c of asking) {
      const { checkpoint } = engineFor(c);
      const question = questionIds(c.prompt, checkpoint)!;
      expect(question).toEqual(golden.integers(`${c.name}/qformer_input_ids`));
      const { queries, crossAttention } = qformerGraph(new Scope(), checkpoint.llava!);
      const looks = Object.fromEntries(crossAttention.map((attention, i) => [`look.${i}`, attention]));
      const program = await Program.compile({ queries, ...looks }, checkpoint.source, {
        directory: checkpoint.directory,
      });
      const features = golden.floats(`${c.name}/vision_features`);
      const { width } = checkpoint.llava!.vision;
      const output = await program.run({
        features: float32(features, [1, features.length / width, width]),
        ids: int64(question, [1, question.length]),
        positions: int64([...question.keys()], [1, question.length]),
      });
      await program.dispose();
      const found = output.queries.data as Float32Array;
      expect(relativeError(found, golden.floats(`${c.name}/qformer_output`))).toBeLessThan(limit.features);
      const looked = crossAttention.flatMap((_, i) => [...(output[`look.${i}`].data as Float32Array)]);
      const expected = golden.floats(`${c.name}/qformer_cross_attention`);
      expect(looked).toHaveLength(expected.length);
      expect(Math.max(...looked.map((value, i) => Math.abs(value - expected[i])))).toBeLessThan(limit.attention);
    }
  });
});
