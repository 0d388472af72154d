import { concat, input, reshape, type Tensor, transpose } from '../graph/index.js';
import { type TextConfig, windowOf } from '../model/config.js';
import { DeviceValue, float32, Program, type SessionOptions, type Value } from '../runtime/index.js';
import type { KvCache } from './kv-cache.js';
import type { KvStore } from './kv-store.js';

/** Legend: G key-value heads, C positions, d head width. */

/**
 * Keys and values in the memory of a device. Prompt and step leave theirs there, and a small program writes the longer cache of
 * every layer; what crosses for a token are its id, a mask of zeros, and the logits.
 */
export class DeviceStore implements KvStore {
  private constructor(
    private readonly config: TextConfig,
    private readonly appending: Program,
  ) {}

  static async open(config: TextConfig, options: SessionOptions): Promise<DeviceStore> {
    const graph = appendGraph(config);
    return new DeviceStore(config, await Program.compile(graph, undefined, { ...options, stay: Object.keys(graph) }));
  }

  /** Keys and values `[1, G, C, d]` become `[G, d, C]` and `[G, C, d]`, as the decode program takes them. */
  arrange(graph: Readonly<Record<string, Tensor>>): Record<string, Tensor> {
    const { kvHeads, headWidth } = this.config;
    const arranged = Object.entries(graph).map(([name, tensor]) => {
      if (/^keys\.\d+$/.test(name)) return [name, reshape(transpose(tensor), [kvHeads, headWidth, 'S'])];
      if (/^values\.\d+$/.test(name)) return [name, reshape(tensor, [kvHeads, 'S', headWidth])];
      return [name, tensor];
    });
    return Object.fromEntries(arranged);
  }

  stay(graph: Readonly<Record<string, Tensor>>): string[] {
    return Object.keys(graph).filter((name) => /^(key|value)s?\.\d+$/.test(name));
  }

  keep(result: Record<string, Value>, from: number, to: number): DeviceCache[] {
    return Array.from({ length: to - from }, (_, i) => {
      const [keys, values] = [result[`keys.${from + i}`], result[`values.${from + i}`]];
      return new DeviceCache(keys, values, windowOf(this.config, from + i));
    });
  }

  async append(caches: readonly DeviceCache[], { logits: _, ...rows }: Record<string, Value>): Promise<void> {
    try {
      const held = caches.map(({ keys, values }, layer) => ({ [`keys.${layer}`]: keys, [`values.${layer}`]: values }));
      const longer = await this.appending.run(Object.assign({ ...rows }, ...held));
      for (const [layer, cache] of caches.entries()) {
        await cache.replace(longer[`next_keys.${layer}`], longer[`next_values.${layer}`]);
      }
    } finally {
      await free(Object.values(rows));
    }
  }

  dispose(): Promise<void> {
    return this.appending.dispose();
  }
}

/** `keys.i`, `values.i` and a token's `key.i`, `value.i` `[G, d]` → `next_keys.i`, `next_values.i`, one position longer. */
function appendGraph({ kvHeads, headWidth, layers }: TextConfig): Record<string, Tensor> {
  const outputs: Record<string, Tensor> = {};
  for (let layer = 0; layer < layers; layer++) {
    const [places, more] = [`C${layer}`, `C${layer}+1`];
    const key = reshape(input(`key.${layer}`, [kvHeads, headWidth]), [kvHeads, headWidth, 1]);
    const value = reshape(input(`value.${layer}`, [kvHeads, headWidth]), [kvHeads, 1, headWidth]);
    outputs[`next_keys.${layer}`] = concat([input(`keys.${layer}`, [kvHeads, headWidth, places]), key], 2, more);
    outputs[`next_values.${layer}`] = concat([input(`values.${layer}`, [kvHeads, places, headWidth]), value], 1, more);
  }
  return outputs;
}

/** Keys `[G, d, C]` and values `[G, C, d]` of one decoder layer on a device; the host knows their length only. */
class DeviceCache implements KvCache {
  constructor(
    public keys: Value,
    public values: Value,
    /** Positions a query sees at most, itself included. */
    private readonly window = Number.POSITIVE_INFINITY,
  ) {}

  get length(): number {
    return this.keys.shape[2];
  }

  feeds(layer: number): Record<string, Value> {
    const { keys, values, length } = this;
    const mask = new Float32Array(length).fill(-1e9, 0, Math.max(0, length - this.window + 1));
    return { [`keys.${layer}`]: keys, [`values.${layer}`]: values, [`mask.${layer}`]: float32(mask, [1, 1, length]) };
  }

  async replace(keys: Value, values: Value): Promise<void> {
    const old = [this.keys, this.values];
    Object.assign(this, { keys, values });
    await free(old);
  }

  dispose(): Promise<void> {
    return free([this.keys, this.values]);
  }
}

async function free(values: readonly Value[]): Promise<void> {
  for (const value of values) if (value instanceof DeviceValue) await value.dispose();
}
