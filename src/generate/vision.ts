import { type ImageConfig, type ImageLayout, normaliseTiles, patchSide } from '../image/index.js';
import type { Checkpoint } from '../model/checkpoint.js';
import type { LlavaConfig } from '../model/config.js';
import { projectorGraph, towerGraph } from '../model/registry.js';
import { Scope } from '../model/scope.js';
import { float32, Program } from '../runtime/index.js';

/** Turns tiles into the rows that stand in a picture's place in the prompt. */
export class VisionEncoder {
  private constructor(
    private readonly config: LlavaConfig,
    private readonly image: ImageConfig,
    private readonly tower: Program,
    private readonly projector: Program,
    private readonly newline: Float32Array | undefined,
  ) {}

  static async open(checkpoint: Checkpoint, threads?: number): Promise<VisionEncoder> {
    const config = checkpoint.llava!;
    const options = { directory: checkpoint.directory, threads };
    const [tower, projector] = await Promise.all([
      Program.compile(towerGraph(new Scope(), config), checkpoint.source, options),
      Program.compile(projectorGraph(new Scope(), config), checkpoint.source, options),
    ]);
    const newline = checkpoint.weights.has('image_newline') ? checkpoint.load('image_newline') : undefined;
    return new VisionEncoder(config, checkpoint.image!, tower, projector, newline);
  }

  /**
   * Encodes one picture.
   *
   * @param tiles `[T, 3, side, side]` bytes
   * @returns rows `[tokens, D]` in the order of `layout.tokens`, newline rows included
   */
  async encode(tiles: Uint8Array, layout: ImageLayout): Promise<Float32Array> {
    const hidden = await this.hidden(tiles, layout.tiles.length);
    return this.pack(hidden, layout);
  }

  /** Hidden states of the feature layer, `[T, N, Dv]`, CLS row first. */
  async hidden(tiles: Uint8Array, count: number): Promise<Float32Array> {
    const side = this.image.tile;
    const pixels = float32(normaliseTiles(tiles, this.image), [count, 3, side, side]);
    const { hidden } = await this.tower.run({ pixels });
    return hidden.data as Float32Array;
  }

  /** Projects the rows that the tokens stand for, and only those; newlines are put in between. */
  async pack(hidden: Float32Array, layout: ImageLayout): Promise<Float32Array> {
    const { vision, text } = this.config;
    const side = patchSide(this.image);
    const perTile = side * side + 1;
    const tokens = layout.tokens.filter((token) => token.kind !== 'newline');
    const chosen = new Float32Array(tokens.length * vision.width);
    tokens.forEach((token, i) => {
      const row = token.tile * perTile + (token.kind === 'cls' ? 0 : 1 + token.row * side + token.col);
      chosen.set(hidden.subarray(row * vision.width, (row + 1) * vision.width), i * vision.width);
    });
    const { rows } = await this.projector.run({ features: float32(chosen, [tokens.length, vision.width]) });
    const projected = rows.data as Float32Array;
    if (tokens.length === layout.tokens.length) return projected;
    const packed = new Float32Array(layout.tokens.length * text.width);
    let next = 0;
    layout.tokens.forEach((token, i) => {
      if (token.kind === 'newline') packed.set(this.newline!, i * text.width);
      else {
        packed.set(projected.subarray(next * text.width, (next + 1) * text.width), i * text.width);
        next += 1;
      }
    });
    return packed;
  }

  async dispose(): Promise<void> {
    await this.tower.dispose();
    await this.projector.dispose();
  }
}
