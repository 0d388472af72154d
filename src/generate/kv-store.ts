import type { Tensor } from '../graph/index.js';
import { type TextConfig, windowOf } from '../model/config.js';
import type { Value } from '../runtime/index.js';
import { type KvCache, LayerCache } from './kv-cache.js';

/** Where a decoder's keys and values are kept between its programs. */
export interface KvStore {
  /** A prompt graph whose keys and values are laid out as this store keeps them. */
  arrange(graph: Readonly<Record<string, Tensor>>): Record<string, Tensor>;
  /** Outputs that do not come to the host. */
  stay(graph: Readonly<Record<string, Tensor>>): string[];
  /** What a prompt program made for layers `from` to `to`. */
  keep(result: Record<string, Value>, from: number, to: number): KvCache[];
  /** Adds the token of a step to the caches of all layers. */
  append(caches: readonly KvCache[], step: Record<string, Value>): Promise<void>;
  dispose(): Promise<void>;
}

/** Keys and values in arrays of the host; see `LayerCache`. */
export class HostStore implements KvStore {
  constructor(private readonly config: TextConfig) {}

  arrange(graph: Readonly<Record<string, Tensor>>): Record<string, Tensor> {
    return graph;
  }

  stay(): string[] {
    return [];
  }

  keep(result: Record<string, Value>, from: number, to: number): LayerCache[] {
    const { kvHeads, headWidth } = this.config;
    return Array.from({ length: to - from }, (_, i) => {
      const cache = new LayerCache(kvHeads, headWidth, windowOf(this.config, from + i));
      const [keys, values] = [result[`keys.${from + i}`], result[`values.${from + i}`]];
      cache.append(keys.data as Float32Array, values.data as Float32Array, keys.shape[2]);
      return cache;
    });
  }

  async append(caches: readonly LayerCache[], step: Record<string, Value>): Promise<void> {
    for (const [layer, cache] of caches.entries()) {
      cache.append(step[`key.${layer}`].data as Float32Array, step[`value.${layer}`].data as Float32Array, 1);
    }
  }

  async dispose(): Promise<void> {}
}
