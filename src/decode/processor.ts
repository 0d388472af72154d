/** What a logit processor sees at one step. */
export interface LogitContext {
  /** Logits of the next token, `[V]`. Processors leave them as they are. */
  readonly logits: Float32Array;
  /** Ids so far, prompt included. */
  readonly history: readonly number[];
  /**
   * Logits `[V]` of a second branch that sees something else in the picture's place. The loop runs the branch with a cache
   * of its own; absent when no processor needs it.
   */
  readonly branch?: Float32Array;
}

/** One step of decoding: logits → logits. Excluded tokens get −∞. */
export interface LogitProcessor {
  (context: LogitContext): Float32Array;
  /** Asks the loop to run the second branch and pass its logits. @default false */
  readonly needsBranch?: boolean;
}

/** The largest logit; −∞ of none. */
export function largest(logits: Float32Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const logit of logits) if (logit > most) most = logit;
  return most;
}

/** Softmax in double precision, stable; −∞ gives 0. */
export function probabilities(logits: Float32Array): Float64Array {
  const most = largest(logits);
  const result = new Float64Array(logits.length);
  let sum = 0;
  // Plain loops: over a vocabulary of 150,000, `from` and `map` with a function take several times as long.
  for (let id = 0; id < logits.length; id++) sum += result[id] = Math.exp(logits[id] - most);
  for (let id = 0; id < logits.length; id++) result[id] /= sum;
  return result;
}
