import { Random } from '../../src/base/random.js';
import { TextDecoder } from '../../src/generate/text-decoder.js';
import { embed, input, reshape, type Tensor } from '../../src/graph/index.js';
import type { TextConfig } from '../../src/model/config.js';
import { decoderHead, decoderSegment } from '../../src/model/llama.js';
import { ropeTables } from '../../src/model/rope-table.js';
import { Scope } from '../../src/model/scope.js';
import { decoderScores, layerMultiplyAdds, pyramiddrop } from '../../src/reduce/index.js';
import { float32, int64, Program } from '../../src/runtime/index.js';
import { medianMs, type Recorder } from './measure.js';
import { randomCheckpoint, type Storage } from './random-checkpoint.js';
import { decoderSize, promptLengths, pyramidDrops, type Shape } from './shapes.js';

interface Settings {
  storage: Storage;
  repeats: number;
  threads?: number;
}

/** Tokens decoded behind every prompt. */
const steps = 8;

/** A decoder layer at every prompt length, in prefill and in decode, the output head, and PyramidDrop's ranking. */
export async function measureDecoder(shape: Shape, { storage, repeats, threads }: Settings, record: Recorder) {
  const { checkpoint, weights } = randomCheckpoint(shape, storage);
  const options = { directory: weights.directory, threads };
  const compile = (graph: Record<string, Tensor>) => Program.compile(graph, checkpoint.source, options);
  const decoder = await TextDecoder.open(checkpoint, threads);
  const { text } = shape.llava;
  try {
    const head = await compile({ logits: decoderHead(new Scope(), text, input('x', [1, text.width])) });
    const one = float32(randomRows(1, text.width), [1, text.width]);
    const headMs = await medianMs(10 * repeats, () => head.run({ x: one }));
    record({ shape: shape.name, part: 'head', ms: headMs });
    await head.dispose();

    const lengths = promptLengths(shape);
    await decoder.prefill(randomRows(lengths[lengths.length - 1], text.width));
    for (const promptTokens of lengths) {
      const embeddings = randomRows(promptTokens, text.width);
      let result = await timedPrefill(decoder, embeddings);
      for (let i = 1; i < repeats; i++) {
        const again = await timedPrefill(decoder, embeddings);
        if (again.ms < result.ms) result = again;
      }
      const decodeMs = await medianMs(steps, () => decoder.next(result.state, 1));
      const perLayer = (ms: number) => (ms - headMs) / text.layers;
      record({
        shape: shape.name,
        part: 'decoder-layer',
        weights: storage.decoder,
        promptTokens,
        measuredLayers: text.layers,
        prefillMs: perLayer(result.ms),
        decodeMs: perLayer(decodeMs),
        gflops: (2 * layerMultiplyAdds(promptTokens, decoderSize(shape))) / perLayer(result.ms) / 1e6,
      });
    }
    const rank = await compile(rankGraph(text));
    for (const { present, keep } of stages(shape)) {
      const promptTokens = present + shape.textTokens;
      const ms = await medianMs(repeats, ranking(rank, text, promptTokens, present, keep));
      record({ shape: shape.name, part: 'rank', promptTokens, ms });
    }
    await rank.dispose();
  } finally {
    await decoder.dispose();
    weights.dispose();
  }
}

async function timedPrefill(decoder: TextDecoder, embeddings: Float32Array) {
  const started = performance.now();
  const { state } = await decoder.prefill(embeddings);
  return { ms: performance.now() - started, state };
}

/** Visual tokens before and after each drop. */
function stages(shape: Shape): { present: number; keep: number }[] {
  const drops = pyramidDrops(shape);
  return drops.map(({ keep }, i) => ({ present: i === 0 ? shape.visualTokens : drops[i - 1].keep, keep }));
}

/** What a drop asks of the next layer: the last row's rotated query, and all keys. */
function rankGraph(text: TextConfig): Record<string, Tensor> {
  const outputs: Record<string, Tensor> = {};
  const tables = {
    positions: input('positions', [1, 'S'], 'int64'),
    cos: input('rope_cos', ['rope', text.headWidth / 2]),
    sin: input('rope_sin', ['rope', text.headWidth / 2]),
  };
  const look = (q: Tensor, k: Tensor) => {
    outputs.query = embed(reshape(q, ['S', text.heads * text.headWidth]), input('rows', [1], 'int64'));
    outputs.key = k;
    return q;
  };
  decoderSegment(new Scope(), text, input('x', [1, 'S', text.width]), tables, look, 0, 1);
  return outputs;
}

/** One drop of PyramidDrop on random hidden states: projections, scores, choice. */
function ranking(rank: Program, text: TextConfig, length: number, present: number, keep: number) {
  const { heads, kvHeads, headWidth, width } = text;
  const { cos, sin } = ropeTables(text.rope, headWidth, length);
  const ascending = Array.from({ length }, (_, i) => i);
  const feeds = {
    x: float32(randomRows(length, width), [1, length, width]),
    positions: int64(ascending, [1, length]),
    rope_cos: cos,
    rope_sin: sin,
    rows: int64([length - 1]),
  };
  return async () => {
    const { query, key } = await rank.run(feeds);
    const scores = decoderScores({
      query: query.data as Float32Array,
      key: key.data as Float32Array,
      rows: [length - 1],
      heads,
      kvHeads,
      headWidth,
      visualStart: 0,
      visualTokens: length,
    });
    const kept = pyramiddrop.select(scores.subarray(0, present), keep);
    if (kept.length !== keep) throw new RangeError(`pyramiddrop kept ${kept.length} of ${keep} tokens`);
  };
}

/** Rows of embeddings; one stretch of random numbers, repeated. */
function randomRows(count: number, width: number): Float32Array<ArrayBuffer> {
  const random = new Random(5);
  const stretch = Float32Array.from({ length: 4096 }, () => random.normal());
  return Float32Array.from({ length: count * width }, (_, i) => stretch[(i * 7) % 4093]);
}
