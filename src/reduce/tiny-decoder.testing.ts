/**
 * Test support: a plain decoder in double precision with the weights of the reference data, so that whole prefills and
 * decode steps can be compared. Rotary embedding in the halves convention, causal attention, SiLU gate, no biases.
 */
import { type AttentionInput, decoderScores } from './decoder-attention.js';
import type { Golden } from './reduce.testing.js';

type Rows = Float64Array[];

/** Cached keys and values of one layer, a row per token. */
export interface LayerCache {
  keys: Rows;
  values: Rows;
}

export class TinyDecoder {
  readonly layers: number;
  readonly #size: {
    hidden: number;
    heads: number;
    kvHeads: number;
    headDim: number;
    ropeTheta: number;
    rmsEps: number;
  };
  readonly #weights = new Map<string, Float32Array>();

  constructor(data: Golden, kvHeads: number = data.model.kvHeads) {
    const { weights, ...size } = data.model;
    this.#size = { ...size, kvHeads };
    this.layers = size.layers;
    for (const [name, reference] of Object.entries(weights)) {
      this.#weights.set(name, data.read(reference as never) as Float32Array);
    }
  }

  embed(id: number): Float64Array {
    const { hidden } = this.#size;
    return Float64Array.from(this.#weights.get('embed')!.subarray(id * hidden, (id + 1) * hidden));
  }

  emptyCache(): LayerCache[] {
    return Array.from({ length: this.layers }, () => ({ keys: [], values: [] }));
  }

  /** One layer on new rows; `positions` of the rows, `cache` of the earlier ones, extended in place. */
  layer(index: number, rows: Rows, positions: number[], cache: LayerCache): Rows {
    const { heads, kvHeads, headDim } = this.#size;
    const normed = rows.map((row) => this.#norm(row, `layers.${index}.ln1`));
    const before = cache.keys.length;
    normed.forEach((row, i) => {
      cache.keys.push(this.#rotate(this.#project(row, `layers.${index}.k`, kvHeads * headDim), positions[i]));
      cache.values.push(this.#project(row, `layers.${index}.v`, kvHeads * headDim));
    });
    return rows.map((row, i) => {
      const query = this.#rotate(this.#project(normed[i], `layers.${index}.q`, heads * headDim), positions[i]);
      const mixed = this.#attend(query, cache, before + i);
      const middle = add(row, this.#project(mixed, `layers.${index}.o`));
      const inner = this.#norm(middle, `layers.${index}.ln2`);
      const gate = this.#project(inner, `layers.${index}.gate`);
      const up = this.#project(inner, `layers.${index}.up`);
      const gated = gate.map((g, j) => (g / (1 + Math.exp(-g))) * up[j]);
      return add(middle, this.#project(gated, `layers.${index}.down`));
    });
  }

  logits(row: Float64Array): Float64Array {
    return this.#project(this.#norm(row, 'norm'), 'lm_head');
  }

  /** The ranking scores that layer `index` gives the visual tokens among `rows`. */
  scores(
    index: number,
    rows: Rows,
    positions: number[],
    place: Pick<AttentionInput, 'rows' | 'visualStart' | 'visualTokens'>,
  ) {
    const { heads, kvHeads, headDim } = this.#size;
    const project = (which: 'q' | 'k', row: number) => {
      const width = (which === 'q' ? heads : kvHeads) * headDim;
      const normed = this.#norm(rows[row], `layers.${index}.ln1`);
      return [...this.#rotate(this.#project(normed, `layers.${index}.${which}`, width), positions[row])];
    };
    const query = Float32Array.from(place.rows.flatMap((row) => project('q', row)));
    const key = Float32Array.from(rows.flatMap((_, row) => project('k', row)));
    return decoderScores({ query, key, heads, kvHeads, headWidth: headDim, ...place });
  }

  #attend(query: Float64Array, { keys, values }: LayerCache, last: number): Float64Array {
    const { heads, kvHeads, headDim } = this.#size;
    const mixed = new Float64Array(heads * headDim);
    for (let head = 0; head < heads; head++) {
      const kv = Math.floor((head * kvHeads) / heads) * headDim;
      const weights = keys.slice(0, last + 1).map((key) => {
        let dot = 0;
        for (let i = 0; i < headDim; i++) dot += query[head * headDim + i] * key[kv + i];
        return Math.exp(dot / Math.sqrt(headDim));
      });
      const sum = weights.reduce((a, b) => a + b, 0);
      weights.forEach((weight, token) => {
        for (let i = 0; i < headDim; i++) mixed[head * headDim + i] += (weight / sum) * values[token][kv + i];
      });
    }
    return mixed;
  }

  /** y = x Wᵀ; the first `outputs` rows of W only, where given. */
  #project(x: Float64Array, name: string, outputs?: number): Float64Array {
    const weight = this.#weights.get(name)!;
    return Float64Array.from({ length: outputs ?? weight.length / x.length }, (_, row) => {
      return x.reduce((sum, value, i) => sum + value * weight[row * x.length + i], 0);
    });
  }

  #norm(x: Float64Array, name: string): Float64Array {
    const gain = this.#weights.get(name)!;
    const square = x.reduce((sum, value) => sum + value * value, 0) / x.length;
    return x.map((value, i) => (value / Math.sqrt(square + this.#size.rmsEps)) * gain[i]);
  }

  #rotate(x: Float64Array, position: number): Float64Array {
    const { headDim, ropeTheta } = this.#size;
    const half = headDim / 2;
    return x.map((value, i) => {
      const within = i % headDim;
      const angle = position * ropeTheta ** (-(within % half) / half);
      const partner = within < half ? -x[i + half] : x[i - half];
      return value * Math.cos(angle) + partner * Math.sin(angle);
    });
  }
}

function add(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value + b[i]);
}
