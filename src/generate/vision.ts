import { TesseraeError } from '../base/error.js';
import { type ImageConfig, normaliseTiles, patchSide, type VisualToken } from '../image/index.js';
import type { Checkpoint } from '../model/checkpoint.js';
import type { LlavaConfig } from '../model/config.js';
import { projectorGraph, type TowerSignal, towerGraph } from '../model/registry.js';
import { Scope } from '../model/scope.js';
import { headMean, type Signals, signalKey } from '../reduce/index.js';
import { float32, Program } from '../runtime/index.js';
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
    private readonly projector: Program,
    private readonly newline: Float32Array | undefined,
    private readonly threads?: number,
  ) {}

  static async open(checkpoint: Checkpoint, threads?: number): Promise<VisionEncoder> {
    const config = checkpoint.llava!;
    const options = { directory: checkpoint.directory, threads };
    const projector = await Program.compile(projectorGraph(new Scope(), config), checkpoint.source, options);
    const newline = checkpoint.weights.has('image_newline') ? checkpoint.load('image_newline') : undefined;
    const encoder = new VisionEncoder(checkpoint, config, checkpoint.image!, projector, newline, threads);
    await encoder.tower([]);
    return encoder;
  }

  /**
   * Runs the tower.
   *
   * @param tiles `[T, 3, side, side]` bytes
   * @throws TesseraeError `weights-missing` where the checkpoint leaves out the layer of a signal
   */
  async encode(tiles: Uint8Array, count: number, signals: readonly TowerSignal[] = []): Promise<TowerOutput> {
    const side = this.image.tile;
    const tower = await this.tower(signals);
    const output = await tower.run({ pixels: float32(normaliseTiles(tiles, this.image), [count, 3, side, side]) });
    const computed = signals.map((signal, i) => {
      const values = output[`signal.${i}`].data as Float32Array;
      const rows = signal.kind === 'cls-attention' ? headMean(values, count, this.config.vision.heads) : values;
      return [signalKey(signal), rows] as const;
    });
    return { hidden: output.hidden.data as Float32Array, signals: new Map(computed) };
  }

  /**
   * Rows `[tokens, D]` of the decoder for visual tokens: only the tower rows that they stand for are projected, and newline
   * rows are put in between.
   */
  async rows(hidden: Float32Array, tokens: readonly VisualToken[]): Promise<Float32Array> {
    const { vision, text } = this.config;
    const side = patchSide(this.image);
    const perTile = side * side + 1;
    const seen = tokens.filter((token) => token.kind !== 'newline');
    const chosen = new Float32Array(seen.length * vision.width);
    seen.forEach((token, i) => {
      const row = token.tile * perTile + (token.kind === 'cls' ? 0 : 1 + token.row * side + token.col);
      chosen.set(hidden.subarray(row * vision.width, (row + 1) * vision.width), i * vision.width);
    });
    const { rows } = await this.projector.run({ features: float32(chosen, [seen.length, vision.width]) });
    const projected = rows.data as Float32Array;
    if (seen.length === tokens.length) return projected;
    const packed = new Float32Array(tokens.length * text.width);
    let next = 0;
    tokens.forEach((token, i) => {
      if (token.kind === 'newline') packed.set(this.newline!, i * text.width);
      else {
        packed.set(projected.subarray(next * text.width, (next + 1) * text.width), i * text.width);
        next += 1;
      }
    });
    return packed;
  }

  async dispose(): Promise<void> {
    await this.towers.dispose();
    await this.projector.dispose();
  }

  private tower(signals: readonly TowerSignal[]): Promise<Program> {
    const key = signals.map(signalKey).join(' ');
    return this.towers.get(key, async () => {
      const scope = new Scope();
      const graph = towerGraph(scope, this.config, signals);
      const missing = [...scope.shapes.keys()].find((name) => !this.checkpoint.weights.has(name));
      if (missing !== undefined) {
        throw new TesseraeError('weights-missing', {
          expected: `the weight ${missing} for ${key}`,
          received: 'a checkpoint without it',
          action: 'Use a complete checkpoint, or a method that asks for earlier layers.',
        });
      }
      const { source, directory } = this.checkpoint;
      return Program.compile(graph, source, { directory, threads: this.threads });
    });
  }
}
