/** What a logit processor sees at one step. */
export interface LogitContext {
  /** Logits of the next token, `[V]`; a processor may change them in place. */
  logits: Float32Array;
  /** Ids so far, prompt included. */
  history: readonly number[];
  /**
   * Logits of a second branch that sees something else in the picture's place (contrastive decoding). The loop runs the
   * branch with a cache of its own; absent when no processor asked for it.
   */
  branch?: Float32Array;
}

/** One step of decoding: turns logits into logits. Excluded tokens get −∞. */
export type LogitProcessor = (context: LogitContext) => Float32Array;

/** Ids in the order of falling logits, lowest id first among equals. */
export function ranked(logits: Float32Array): number[] {
  const ids = Array.from(logits.keys()).filter((id) => logits[id] > Number.NEGATIVE_INFINITY);
  return ids.sort((a, b) => logits[b] - logits[a] || a - b);
}

/** Softmax in double precision, stable; −∞ gives 0. */
export function probabilities(logits: Float32Array): Float64Array {
  let largest = Number.NEGATIVE_INFINITY;
  for (const value of logits) if (value > largest) largest = value;
  const result = Float64Array.from(logits, (value) => Math.exp(value - largest));
  const sum = result.reduce((total, value) => total + value, 0);
  return result.map((value) => value / sum);
}
