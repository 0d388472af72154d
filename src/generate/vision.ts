import { TesseraeError } from '../base/error.js';
import { type ImageConfig, type ImageLayout, normaliseTiles, patchSide, type VisualToken } from '../image/index.js';
import type { Checkpoint } from '../model/checkpoint.js';
import { framePatches, type LlavaConfig } from '../model/config.js';
import { type FeatureMap, poolMap, resizeMap } from '../model/feature-map.js';
import { qformerGraph } from '../model/qformer.js';
import { projectorGraph, type TowerSignal, towerGraph } from '../model/registry.js';
import { Scope } from '../model/scope.js';
import { headMean, type Signals, signalKey } from '../reduce/index.js';
import { type Device, float32, inferenceLowering, int64, Program } from '../runtime/index.js';
import { gatherRows, joinRows, keptPatches, mapsOf, withNewlines } from './packing.js';
import { ProgramCache } from './program-cache.js';

/** What the tower says about tiles. */
export interface TowerOutput {
  /** Hidden states of the feature layer, `[T, N, Dv]`, CLS row first. */
  hidden: Float32Array;
  /** The signals asked for, as reducers read them. */
  signals: Signals;
}

/** Turns tiles into the rows that stand in a picture's place in the prompt. */
export class VisionEncoder {
  /** One compiled tower per set of signals, by their names. */
  private readonly towers = new ProgramCache();

  private constructor(
    private readonly checkpoint: Checkpoint,
    private readonly config: LlavaConfig,
    private readonly image: ImageConfig,
    /** The projector, or the Q-Former in its place. */
    private readonly connector: Program,
    private readonly newline: Float32Array | undefined,
    private readonly threads?: number,
    private readonly device: Device = 'cpu',
  ) {}

  static async open(checkpoint: Checkpoint, threads?: number, device?: Device): Promise<VisionEncoder> {
    const config = checkpoint.llava!;
    const options = { directory: checkpoint.directory, threads, device };
    const graph = config.qformer
      ? { rows: qformerGraph(new Scope(), config).rows }
      : projectorGraph(new Scope(), config);
    const connector = await Program.compile(graph, checkpoint.source, options);
    const newline = checkpoint.weights.has('image_newline') ? checkpoint.load('image_newline') : undefined;
    const encoder = new VisionEncoder(checkpoint, config, checkpoint.image!, connector, newline, threads, device);
    await encoder.tower([]);
    return encoder;
  }

  /**
   * Runs the tower.
   *
   * @param tiles `[T, 3, side, side]` bytes
   * @param config says how they are normalised. @default as pictures are
   * @throws TesseraeError `weights-missing` where the checkpoint leaves out the layer of a signal
   */
  async encode(
    tiles: Uint8Array,
    count: number,
    signals: readonly TowerSignal[] = [],
    config: ImageConfig = this.image,
  ): Promise<TowerOutput> {
    const side = config.tile;
    const tower = await this.tower(signals);
    const output = await tower.run({ pixels: float32(normaliseTiles(tiles, config), [count, 3, side, side]) });
    const computed = signals.map((signal, i) => {
      const { data, shape } = output[`signal.${i}`];
      const values = data as Float32Array;
      const rows = signal.kind === 'cls-attention' ? headMean(values, count, shape[1]) : values;
      return [signalKey(signal), rows] as const;
    });
    return { hidden: output.hidden.data as Float32Array, signals: new Map(computed) };
  }

  /**
   * Rows `[tokens, D]` of a whole picture: every token of its layout.
   *
   * @param question in the Q-Former's tokens, where the model has one
   */
  async pictureRows(hidden: Float32Array, layout: ImageLayout, question?: readonly number[]): Promise<Float32Array> {
    const { side, shrunk, kept, tokens } = layout;
    if (this.config.qformer) return this.query(hidden, question!);
    if (!shrunk) return this.rows(hidden, tokens);
    const { width } = this.config.text;
    const thumbnail = tokens.slice(0, side * side);
    const projected = await this.project(this.towerRows(hidden, [...thumbnail, ...keptPatches(layout)]));
    const view = projected.subarray(0, thumbnail.length * width);
    const map = { rows: kept!.rows, cols: kept!.cols, width, data: projected.subarray(view.length) };
    return withNewlines(tokens, joinRows([view, resizeMap(map, shrunk.rows, shrunk.cols).data]), this.newline);
  }

  /**
   * Rows `[tokens, D]` for some visual tokens: only the tower rows that they stand for are projected, and newline rows are put
   * in between. A Q-Former looks at these rows alone, and gives as many rows as ever.
   */
  async rows(
    hidden: Float32Array,
    tokens: readonly VisualToken[],
    question?: readonly number[],
  ): Promise<Float32Array> {
    const seen = this.towerRows(
      hidden,
      tokens.filter(({ kind }) => kind !== 'newline'),
    );
    if (this.config.qformer) return this.query(seen, question!);
    return withNewlines(tokens, await this.project(seen), this.newline);
  }

  /** Rows of frames, `[T, N, Dv]` → `[rows, D]`: every frame's map of patches made smaller, before or after the projector. */
  async frameRows(hidden: Float32Array): Promise<Float32Array> {
    const { vision, text, video } = this.config;
    const { after, pool, stride } = video!;
    const side = patchSide(this.image);
    const to = framePatches(video!, side);
    const smaller = (map: FeatureMap) =>
      pool === 'bilinear' ? resizeMap(map, to, to).data : poolMap(map, stride, pool).data;
    const maps = mapsOf(hidden, side, vision.width, this.image.cls ? 1 : 0);
    if (after === 'tower') return this.project(joinRows(maps.map(smaller)));
    const projected = await this.project(joinRows(maps.map(({ data }) => data)));
    return joinRows(mapsOf(projected, side, text.width).map(smaller));
  }

  /** The row that ends a video; none in models without it. */
  get videoEnd(): Float32Array {
    return (this.config.video?.newline && this.newline) || new Float32Array(0);
  }

  async dispose(): Promise<void> {
    await this.towers.dispose();
    await this.connector.dispose();
  }

  /** Rows of the tower that tokens stand for. */
  private towerRows(
    hidden: Float32Array,
    tokens: readonly Pick<VisualToken, 'kind' | 'tile' | 'row' | 'col'>[],
  ): Float32Array {
    const side = patchSide(this.image);
    const first = this.image.cls ? 1 : 0;
    const rows = tokens.map(({ kind, tile, row, col }) => {
      const start = tile * (side * side + first);
      return kind === 'cls' ? start : start + first + row * side + col;
    });
    return gatherRows(hidden, this.config.vision.width, rows);
  }

  /** Tower rows `[R, Dv]` → decoder rows `[R, D]`. */
  private async project(features: Float32Array): Promise<Float32Array> {
    const { width } = this.config.vision;
    const { rows } = await this.connector.run({ features: float32(features, [features.length / width, width]) });
    return rows.data as Float32Array;
  }

  /** What the Q-Former finds in tower rows `[R, Dv]` about a question: decoder rows `[queries, D]`. */
  private async query(features: Float32Array, question: readonly number[]): Promise<Float32Array> {
    const { width } = this.config.vision;
    const { rows } = await this.connector.run({
      features: float32(features, [1, features.length / width, width]),
      ids: int64(question, [1, question.length]),
      positions: int64([...question.keys()], [1, question.length]),
    });
    return rows.data as Float32Array;
  }

  private tower(signals: readonly TowerSignal[]): Promise<Program> {
    const key = signals.map(signalKey).join(' ');
    return this.towers.get(key, async () => {
      const scope = new Scope();
      const graph = towerGraph(scope, this.config, signals, inferenceLowering(this.device));
      const missing = [...scope.shapes.keys()].find((name) => !this.checkpoint.weights.has(name));
      if (missing !== undefined) {
        throw new TesseraeError('weights-missing', {
          expected: `the weight ${missing} for ${key}`,
          received: 'a checkpoint without it',
          action: 'Use a complete checkpoint, or a method that asks for earlier layers.',
        });
      }
      const { source, directory } = this.checkpoint;
      return Program.compile(graph, source, { directory, threads: this.threads, device: this.device });
    });
  }
}
