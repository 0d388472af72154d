import type { Checkpoint } from '../model/checkpoint.js';
import type { TextConfig } from '../model/config.js';
import { decodeGraph, embedGraph, prefillGraph } from '../model/decoder.js';
import { ropeTables } from '../model/rope-table.js';
import { Scope } from '../model/scope.js';
import { float32, int32, int64, Program, type Value } from '../runtime/index.js';
import { LayerCache } from './kv-cache.js';

/** Rotation tables grow by this many positions. */
const ropeBlock = 1024;

/** A conversation's place in the decoder: cache and position. */
export interface DecoderState {
  caches: LayerCache[];
  /** Position of the next token. */
  position: number;
}

/** Runs the decoder: prompts in one pass, then token by token against a cache that the host owns. */
export class TextDecoder {
  private tables: { cos: Value; sin: Value } | undefined;

  private constructor(
    readonly config: TextConfig,
    private readonly embedding: Program,
    private readonly prompt: Program,
    private readonly step: Program,
  ) {}

  static async open(checkpoint: Checkpoint, threads?: number): Promise<TextDecoder> {
    const config = checkpoint.text;
    const options = { directory: checkpoint.directory, threads };
    const programs = await Promise.all(
      [embedGraph(new Scope(), config), prefillGraph(new Scope(), config), decodeGraph(new Scope(), config)].map(
        (graph) => Program.compile(graph, checkpoint.source, options),
      ),
    );
    return new TextDecoder(config, programs[0], programs[1], programs[2]);
  }

  /** ids `[S]` → embeddings `[S, D]`. */
  async embed(ids: readonly number[]): Promise<Float32Array> {
    const { embeddings } = await this.embedding.run({ ids: int64(ids) });
    return embeddings.data as Float32Array;
  }

  /**
   * Reads a prompt.
   *
   * @param embeddings `[S, D]`
   * @param rows prompt positions that logits are wanted of. @default the last one
   * @returns logits `[rows, V]`, and the state to go on from
   */
  async prefill(
    embeddings: Float32Array,
    rows?: readonly number[],
  ): Promise<{ logits: Float32Array; state: DecoderState }> {
    const { width, layers, kvHeads, headWidth, window } = this.config;
    const length = embeddings.length / width;
    const result = await this.prompt.run({
      embeddings: float32(embeddings, [1, length, width]),
      positions: int64(
        Array.from({ length }, (_, i) => i),
        [1, length],
      ),
      ...this.rope(length),
      ...promptMask(this.prompt, length, window),
      rows: int64(rows ?? [length - 1]),
    });
    const caches = Array.from({ length: layers }, (_, layer) => {
      const cache = new LayerCache(kvHeads, headWidth, window);
      cache.append(
        result[`keys.${layer}`].data as Float32Array,
        result[`values.${layer}`].data as Float32Array,
        length,
      );
      return cache;
    });
    return { logits: result.logits.data as Float32Array, state: { caches, position: length } };
  }

  /** Feeds one token: logits `[V]` of the next; the state moves on. */
  async next(state: DecoderState, id: number): Promise<Float32Array> {
    const feeds: Record<string, Value> = {
      ids: int64([id], [1, 1]),
      positions: int64([state.position], [1, 1]),
      ...this.rope(state.position + 1),
    };
    for (const [layer, cache] of state.caches.entries()) Object.assign(feeds, cache.feeds(layer));
    const result = await this.step.run(feeds);
    state.caches.forEach((cache, layer) => {
      cache.append(result[`key.${layer}`].data as Float32Array, result[`value.${layer}`].data as Float32Array, 1);
    });
    state.position += 1;
    return result.logits.data as Float32Array;
  }

  async dispose(): Promise<void> {
    for (const program of [this.embedding, this.prompt, this.step]) await program.dispose();
  }

  private rope(length: number): Record<string, Value> {
    const known = this.tables?.cos.shape[0] ?? 0;
    if (known < length) {
      const size = Math.ceil(length / ropeBlock) * ropeBlock;
      this.tables = ropeTables(this.config.rope, this.config.headWidth, size);
    }
    return { rope_cos: this.tables!.cos, rope_sin: this.tables!.sin };
  }
}

/** What tells a prompt program who sees whom: lengths for the fused kernel, a mask for plain attention. */
export function promptMask(program: Program, length: number, window = Number.POSITIVE_INFINITY): Record<string, Value> {
  if (!program.inputs.some(({ name }) => name === 'mask')) {
    return { last: int32([length - 1]), total: int32([length], []) };
  }
  const mask = new Float32Array(length * length).fill(-1e9);
  for (let query = 0; query < length; query++) {
    mask.fill(0, query * length + Math.max(0, query - window + 1), query * length + query + 1);
  }
  return { mask: float32(mask, [1, 1, length, length]) };
}
