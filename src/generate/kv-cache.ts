import { float32, type Value } from '../runtime/index.js';

/** Keys and values of one decoder layer, wherever they lie. */
export interface KvCache {
  /** Positions held. */
  readonly length: number;
  /** Feeds of the decode program for this layer. */
  feeds(layer: number): Record<string, Value>;
  dispose(): Promise<void>;
}

/** Positions that the cache grows by. */
const block = 256;

/**
 * Keys and values of one decoder layer, held by the host and passed to the decode program as inputs.
 *
 * ONNX Runtime copies what it returns but not what it is given, so only the new row ever crosses back. Keys are stored
 * transposed, `[G, d, capacity]`: the layout in which one query against all keys is fastest. Unused places are masked.
 */
export class LayerCache implements KvCache {
  length = 0;
  private capacity = 0;
  private keys = new Float32Array(0);
  private values = new Float32Array(0);
  private mask = new Float32Array(0);

  constructor(
    private readonly kvHeads: number,
    private readonly headWidth: number,
    /** Positions a query sees at most, itself included. */
    private readonly window = Number.POSITIVE_INFINITY,
  ) {}

  /** Bytes held. */
  get bytes(): number {
    return this.keys.byteLength + this.values.byteLength;
  }

  /** Adds `count` positions: keys and values `[G, count, d]`, of which the rows in `rows` (all without it). */
  append(keys: Float32Array, values: Float32Array, count: number, rows?: readonly number[]): void {
    const added = rows?.length ?? count;
    this.reserve(this.length + added);
    const { headWidth: d, capacity } = this;
    for (let g = 0; g < this.kvHeads; g++) {
      for (let r = 0; r < added; r++) {
        const from = (g * count + (rows ? rows[r] : r)) * d;
        const to = this.length + r;
        for (let i = 0; i < d; i++) this.keys[(g * d + i) * capacity + to] = keys[from + i];
        this.values.set(values.subarray(from, from + d), (g * capacity + to) * d);
      }
    }
    this.mask.fill(0, this.length, this.length + added);
    this.length += added;
    if (this.length >= this.window) this.mask.fill(-1e9, 0, this.length - this.window + 1);
  }

  feeds(layer: number): Record<string, Value> {
    const { kvHeads, headWidth, capacity } = this;
    return {
      [`keys.${layer}`]: float32(this.keys, [kvHeads, headWidth, capacity]),
      [`values.${layer}`]: float32(this.values, [kvHeads, capacity, headWidth]),
      [`mask.${layer}`]: float32(this.mask, [1, 1, capacity]),
    };
  }

  async dispose(): Promise<void> {
    Object.assign(this, { length: 0, capacity: 0, keys: new Float32Array(0), values: new Float32Array(0) });
  }

  private reserve(length: number): void {
    if (length <= this.capacity) return;
    const capacity = Math.ceil(length / block) * block;
    const { headWidth: d, kvHeads, capacity: old } = this;
    const keys = new Float32Array(kvHeads * d * capacity);
    const values = new Float32Array(kvHeads * capacity * d);
    for (let row = 0; row < kvHeads * d; row++) {
      keys.set(this.keys.subarray(row * old, row * old + this.length), row * capacity);
    }
    for (let g = 0; g < kvHeads; g++) {
      values.set(this.values.subarray(g * old * d, (g * old + this.length) * d), g * capacity * d);
    }
    const mask = new Float32Array(capacity).fill(-1e9);
    mask.set(this.mask.subarray(0, this.length));
    Object.assign(this, { keys, values, mask, capacity });
  }
}
