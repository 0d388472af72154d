/**
 * How close one copy of a model stays to another, for example a quantised one to the original: both read the same prompts and
 * the same answer, the reference's greedy one, and at every token the distributions are compared.
 *
 * The two need not be in memory together: the reference is recorded first.
 */
import { mostLikely } from '../decode/index.js';
import type { Engine, GenerateRequest } from '../generate/index.js';

/** What the reference says to one request: its greedy tokens, and the logits that each was chosen from. */
export interface RecordedAnswer {
  request: GenerateRequest;
  tokenIds: number[];
  logits: Float32Array[];
}

export interface LogitAgreement {
  prompts: number;
  tokens: number;
  /** Share of tokens where both find the same id most likely. */
  sameToken: number;
  /** Share of prompts where they do at every token: their greedy answers are the same. */
  sameAnswer: number;
  /** Kullback-Leibler divergence of the copy from the reference, in nats per token. */
  divergence: { mean: number; largest: number };
}

/** Records the greedy answers of the reference, at most `maxTokens` long. */
export async function recordAnswers(
  engine: Engine,
  requests: readonly GenerateRequest[],
  maxTokens = 32,
): Promise<RecordedAnswer[]> {
  const records: RecordedAnswer[] = [];
  for (const request of requests) {
    const logits: Float32Array[] = [];
    const tokenIds: number[] = [];
    await follow(engine, request, (current) => {
      const id = mostLikely(current);
      // The next step may write where these logits lie.
      logits.push(current.slice());
      tokenIds.push(id);
      return tokenIds.length < maxTokens && !engine.checkpoint.endIds.includes(id) ? id : undefined;
    });
    records.push({ request, tokenIds, logits });
  }
  return records;
}

/** Compares a copy with what the reference said. */
export async function logitAgreement(engine: Engine, records: readonly RecordedAnswer[]): Promise<LogitAgreement> {
  let [tokens, same, answers, sum, largest] = [0, 0, 0, 0, 0];
  for (const { request, tokenIds, logits } of records) {
    let at = 0;
    let agreed = 0;
    await follow(engine, request, (current) => {
      const divergence = divergenceOf(logits[at], current);
      sum += divergence;
      largest = Math.max(largest, divergence);
      if (mostLikely(current) === tokenIds[at]) agreed += 1;
      at += 1;
      return at < tokenIds.length ? tokenIds[at - 1] : undefined;
    });
    tokens += at;
    same += agreed;
    if (agreed === at) answers += 1;
  }
  return {
    prompts: records.length,
    tokens,
    sameToken: same / tokens,
    sameAnswer: answers / records.length,
    divergence: { mean: sum / tokens, largest },
  };
}

/** Feeds a request and then the ids that `next` gives for the logits so far, until it gives none. */
async function follow(
  engine: Engine,
  request: GenerateRequest,
  next: (logits: Float32Array) => number | undefined,
): Promise<void> {
  const { embeddings, staged } = await engine.prepare(request);
  const { logits, state } = await engine.decoder.prefill(embeddings, undefined, staged);
  let id = next(logits);
  while (id !== undefined) id = next(await engine.decoder.next(state, id));
}

/** Σ p (ln p − ln q) of the softmax of two rows of logits. */
export function divergenceOf(reference: Float32Array, copy: Float32Array): number {
  const [p, q] = [logProbabilities(reference), logProbabilities(copy)];
  let sum = 0;
  for (let id = 0; id < p.length; id++) if (p[id] > Number.NEGATIVE_INFINITY) sum += Math.exp(p[id]) * (p[id] - q[id]);
  return Math.max(0, sum);
}

function logProbabilities(logits: Float32Array): Float64Array {
  const most = logits.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  let total = 0;
  for (const logit of logits) total += Math.exp(logit - most);
  const shift = most + Math.log(total);
  return Float64Array.from(logits, (logit) => logit - shift);
}
