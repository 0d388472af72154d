import { Random } from '../../src/base/random.js';
import { keptTokens } from '../../src/generate/kept-tokens.js';
import { VisionEncoder } from '../../src/generate/vision.js';
import { cutTiles, type ImageLayout } from '../../src/image/index.js';
import { Scope } from '../../src/model/scope.js';
import {
  findReducer,
  headMean,
  reducers,
  type Signal,
  signalKey,
  tileLayout,
  towerFlops,
  type VisionReducer,
} from '../../src/reduce/index.js';
import { float32, Program } from '../../src/runtime/index.js';
import { medianMs, type Recorder } from './measure.js';
import { randomCheckpoint, type Storage, signalGraph } from './random-checkpoint.js';
import { keeps, keptCount, type Shape } from './shapes.js';

interface Settings {
  storage: Storage;
  repeats: number;
  threads?: number;
}

/** The whole tower on all tiles, the projector at every kept count, and every method's choice. */
export async function measureVision(shape: Shape, { storage, repeats, threads }: Settings, record: Recorder) {
  const { checkpoint, weights } = randomCheckpoint(shape, storage);
  const encoder = await VisionEncoder.open(checkpoint, threads);
  try {
    const { tiles, layout } = cutTiles(randomPicture(shape.picture), shape.image);
    const { vision, featureLayer } = shape.llava;
    const count = layout.tiles.length;
    await encoder.encode(tiles.subarray(0, tiles.length / count), 1);
    let hidden = new Float32Array(0);
    const see = async () => {
      ({ hidden } = (await encoder.encode(tiles, count)) as { hidden: Float32Array<ArrayBuffer> });
    };
    const ms = await medianMs(repeats, see, { warm: false });
    const size = { layers: featureLayer, width: vision.width, intermediate: vision.mlpWidth };
    const gflops = towerFlops(count, layout.side ** 2 + 1, size) / ms / 1e6;
    record({
      shape: shape.name,
      part: 'tower',
      weights: storage.tower,
      tiles: count,
      layers: featureLayer,
      ms,
      gflops,
    });

    const patches = layout.tokens.filter(({ kind }) => kind !== 'newline');
    for (const keep of keeps) {
      const tokens = keptCount(shape, keep);
      const projected = await medianMs(repeats, () => encoder.rows(hidden, patches.slice(0, tokens)));
      record({ shape: shape.name, part: 'projector', tokens, ms: projected });
    }
    for (const name of Object.keys(reducers)) {
      const reducer = findReducer(name);
      if (reducer.stage !== 'vision' || name === 'none') continue;
      const choose = await chooser(reducer, shape, layout, hidden, checkpoint.source, weights.directory, threads);
      for (const keep of keeps) {
        if (keep === 1) continue;
        const tokens = keptCount(shape, keep);
        const ms = await medianMs(repeats, () => choose.run(tokens));
        record({ shape: shape.name, part: 'selection', method: name, keep, tokens, ms });
      }
      await choose.dispose();
    }
  } finally {
    await encoder.dispose();
    weights.dispose();
  }
}

/**
 * A method's choice from the tower's states: its signals, each as a program of its own (an upper bound: inside the tower a
 * signal shares projections with the layer that it belongs to), the mean over heads, the selection, the order of tokens.
 */
async function chooser(
  reducer: VisionReducer,
  shape: Shape,
  layout: ImageLayout,
  hidden: Float32Array,
  source: Parameters<typeof Program.compile>[1],
  directory: string,
  threads?: number,
) {
  const places = tileLayout(layout, layout.tiles.length);
  const compiled = await Promise.all(
    reducer.needs().map(async (signal: Signal) => {
      const graph = { y: signalGraph(new Scope(), shape, signal) };
      return { signal, program: await Program.compile(graph, source, { directory, threads }) };
    }),
  );
  const state = float32(hidden, [places.tiles, layout.side ** 2 + 1, shape.llava.vision.width]);
  return {
    async run(tokens: number): Promise<void> {
      const signals = new Map<string, Float32Array>();
      for (const { signal, program } of compiled) {
        const { y } = await program.run({ state });
        signals.set(signalKey(signal), headMean(y.data as Float32Array, places.tiles, shape.llava.vision.heads));
      }
      const selection = reducer.select(signals, places, { tokens });
      const kept = keptTokens(layout, selection).filter(({ kind }) => kind !== 'newline');
      if (kept.length !== tokens) throw new RangeError(`${reducer.name} kept ${kept.length} of ${tokens} tokens`);
    },
    async dispose(): Promise<void> {
      for (const { program } of compiled) await program.dispose();
    },
  };
}

function randomPicture(side: number) {
  const random = new Random(3);
  return {
    width: side,
    height: side,
    data: Uint8Array.from({ length: 3 * side * side }, () => random.integer(0, 255)),
  };
}
