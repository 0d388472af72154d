import type { Tensor } from '../graph/index.js';
import type { Checkpoint } from '../model/checkpoint.js';
import type { TextConfig } from '../model/config.js';
import { decodeGraph, embedGraph, prefillGraph } from '../model/decoder.js';
import { dependsOnLength, ropeTables } from '../model/rope-table.js';
import { Scope } from '../model/scope.js';
import { type Drop, decoderScores } from '../reduce/index.js';
import { type Device, float32, inferenceLowering, int32, int64, Program, type Value } from '../runtime/index.js';
import { DeviceStore } from './device-store.js';
import type { KvCache } from './kv-cache.js';
import { HostStore, type KvStore } from './kv-store.js';
import { ProgramCache } from './program-cache.js';

/** Rotation tables grow by this many positions. */
const ropeBlock = 1024;

/** A conversation's place in the decoder. A layer that was given fewer tokens counts its positions by them. */
export interface DecoderState {
  caches: KvCache[];
}

/** Visual tokens that leave between layers. */
export interface StagedDrops {
  /** Positions of the visual tokens, ascending. */
  visual: readonly number[];
  drops: readonly Drop[];
  /** The `keep` best of the tokens still present. */
  select(scores: ArrayLike<number>, keep: number): ArrayLike<number>;
}

/** Runs the decoder: prompts in one pass, then token by token against a cache that the host owns, or the device. */
export class TextDecoder {
  private tables: { cos: Value; sin: Value } | undefined;
  /** Prompt programs by the layers that they run, `from-to`. */
  private readonly segments = new ProgramCache();

  private constructor(
    readonly config: TextConfig,
    private readonly device: Device,
    private readonly store: KvStore,
    private readonly compile: (graph: Record<string, Tensor>) => Promise<Program>,
    private readonly embedding: Program,
    private readonly step: Program,
  ) {}

  /** @param given keeps the keys and values. @default the host where the processor computes, else the device */
  static async open(
    checkpoint: Checkpoint,
    threads?: number,
    device: Device = 'cpu',
    given?: KvStore,
  ): Promise<TextDecoder> {
    const config = checkpoint.text;
    const options = { directory: checkpoint.directory, threads, device };
    const own = async () => (device === 'cpu' ? new HostStore(config) : DeviceStore.open(config, { threads, device }));
    const store = given ?? (await own());
    const compile = (graph: Record<string, Tensor>) =>
      Program.compile(graph, checkpoint.source, { ...options, stay: store.stay(graph) });
    const [embedding, step] = await Promise.all(
      [embedGraph(new Scope(), config), decodeGraph(new Scope(), config)].map(compile),
    );
    const decoder = new TextDecoder(config, device, store, compile, embedding, step);
    await decoder.segment(0, config.layers);
    return decoder;
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
   * @param rows prompt positions that logits are wanted of, after all drops. @default the last one
   * @param staged visual tokens to leave behind between layers
   * @returns logits `[rows, V]`, and the state to go on from
   */
  async prefill(
    embeddings: Float32Array,
    rows?: readonly number[],
    staged?: StagedDrops,
  ): Promise<{ logits: Float32Array; state: DecoderState }> {
    const caches: KvCache[] = [];
    try {
      return await this.read(caches, embeddings, rows, staged);
    } catch (error) {
      await this.release({ caches });
      throw error;
    }
  }

  /** Runs the prompt segment by segment, and collects the caches of its layers. */
  private async read(
    caches: KvCache[],
    embeddings: Float32Array,
    rows?: readonly number[],
    staged?: StagedDrops,
  ): Promise<{ logits: Float32Array; state: DecoderState }> {
    const { layers, width } = this.config;
    let hidden = embeddings;
    let visual = staged?.visual ?? [];
    for (const { afterLayer, keep } of staged?.drops ?? []) {
      const length = hidden.length / width;
      const result = await this.run(hidden, caches, afterLayer, [length - 1]);
      const scores = this.scores(result, length);
      const chosen = staged!.select(
        visual.map((row) => scores[row]),
        keep,
      );
      const gone = new Set(visual);
      for (const i of Array.from(chosen)) gone.delete(visual[i]);
      const stays = Array.from({ length }, (_, row) => row).filter((row) => !gone.has(row));
      const seen = new Set(visual);
      visual = stays.flatMap((row, place) => (seen.has(row) ? [place] : []));
      hidden = pickRows(result.hidden.data as Float32Array, stays, width);
    }
    const result = await this.run(hidden, caches, layers, rows ?? [hidden.length / width - 1]);
    return { logits: result.logits.data as Float32Array, state: { caches } };
  }

  /** Feeds one token: logits `[V]` of the next; the state moves on. */
  async next(state: DecoderState, id: number): Promise<Float32Array> {
    const longest = Math.max(...state.caches.map(({ length }) => length));
    const feeds: Record<string, Value> = { ids: int64([id], [1, 1]), ...this.rope(longest + 1) };
    for (const [layer, cache] of state.caches.entries()) {
      Object.assign(feeds, cache.feeds(layer), { [`positions.${layer}`]: int64([cache.length], [1, 1]) });
    }
    const result = await this.step.run(feeds);
    await this.store.append(state.caches, result);
    return result.logits.data as Float32Array;
  }

  /** Frees the keys and values of a conversation. */
  async release({ caches }: DecoderState): Promise<void> {
    for (const cache of caches) await cache.dispose();
  }

  async dispose(): Promise<void> {
    for (const programs of [this.segments, this.embedding, this.step, this.store]) await programs.dispose();
  }

  /** Runs the layers that have no cache yet up to `to`, and keeps their keys and values. */
  private async run(hidden: Float32Array, caches: KvCache[], to: number, rows: readonly number[]) {
    const { width } = this.config;
    const length = hidden.length / width;
    const from = caches.length;
    const program = await this.segment(from, to);
    const result = await program.run({
      embeddings: float32(hidden, [1, length, width]),
      positions: int64(
        Array.from({ length }, (_, i) => i),
        [1, length],
      ),
      ...this.rope(length, length),
      ...promptMask(program, length, this.config.window?.size),
      rows: int64(rows),
    });
    caches.push(...this.store.keep(result, from, to));
    return result;
  }

  /** Attention of the last row on every row, in the layer after a segment. */
  private scores({ query, key }: Record<string, Value>, length: number): Float32Array {
    const { heads, kvHeads, headWidth } = this.config;
    return decoderScores({
      query: query.data as Float32Array,
      key: key.data as Float32Array,
      rows: [length - 1],
      heads,
      kvHeads,
      headWidth,
      visualStart: 0,
      visualTokens: length,
    });
  }

  private segment(from: number, to: number): Promise<Program> {
    return this.segments.get(`${from}-${to}`, () =>
      this.compile(
        this.store.arrange(prefillGraph(new Scope(), this.config, inferenceLowering(this.device), { from, to })),
      ),
    );
  }

  /** Rotation tables; `used` positions are in use at once, without it one more with every token. */
  private rope(length: number, used?: number): Record<string, Value> {
    const { rope, headWidth } = this.config;
    let tables = this.tables;
    if (used !== undefined && dependsOnLength(rope)) tables = ropeTables(rope, headWidth, length, used);
    else if (!tables || tables.cos.shape[0] < length) {
      this.tables = tables = ropeTables(rope, headWidth, Math.ceil(length / ropeBlock) * ropeBlock);
    }
    return { rope_cos: tables.cos, rope_sin: tables.sin };
  }
}

function pickRows(matrix: Float32Array, rows: readonly number[], width: number): Float32Array {
  const picked = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    picked.set(matrix.subarray(row * width, (row + 1) * width), i * width);
  });
  return picked;
}

/** What tells a prompt program who sees whom: lengths for the fused kernel, masks for plain attention. */
export function promptMask(program: Program, length: number, window?: number): Record<string, Value> {
  const feeds: Record<string, Value> = {};
  for (const { name } of program.inputs) {
    if (name === 'last') feeds.last = int32([length - 1]);
    if (name === 'total') feeds.total = int32([length], []);
    if (name === 'mask') feeds.mask = causalMask(length);
    if (name === 'window_mask') feeds.window_mask = causalMask(length, window);
  }
  return feeds;
}

/** Added to scores, `[1, 1, S, S]`: queries see what is before them, `window` positions at most. */
function causalMask(length: number, window = Number.POSITIVE_INFINITY): Value {
  const mask = new Float32Array(length * length).fill(-1e9);
  for (let query = 0; query < length; query++) {
    mask.fill(0, query * length + Math.max(0, query - window + 1), query * length + query + 1);
  }
  return float32(mask, [1, 1, length, length]);
}
