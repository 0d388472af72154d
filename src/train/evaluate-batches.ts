import type { Value } from '../runtime/index.js';
import type { Batch } from './batch.js';
import type { StepPrograms } from './step.js';

export interface HeldOutResult {
  loss: number;
  /** Share of answers right in every token, by category; with greedy decoding the same answers come out. */
  accuracy: Record<string, number>;
}

/** Which answers of a batch were predicted right in every token. */
export function rightAnswers(batch: Batch, predicted: BigInt64Array): { category: string; right: boolean }[] {
  const targets = batch.feeds.targets.data as BigInt64Array;
  return batch.answers.map(({ category, from, to }) => {
    for (let i = from; i < to; i++) if (predicted[i] !== targets[i]) return { category, right: false };
    return { category, right: true };
  });
}

/** Loss and accuracy on held-out batches. */
export async function evaluateBatches(
  programs: StepPrograms,
  weights: ReadonlyMap<string, Value>,
  batches: readonly Batch[],
): Promise<HeldOutResult> {
  let loss = 0;
  const tally = new Map<string, { right: number; all: number }>();
  for (const batch of batches) {
    const result = await programs.run(batch, weights, []);
    loss += result.language / batches.length;
    for (const { category, right } of rightAnswers(batch, result.predicted)) {
      const entry = tally.get(category) ?? { right: 0, all: 0 };
      entry.all += 1;
      if (right) entry.right += 1;
      tally.set(category, entry);
    }
  }
  const accuracy = Object.fromEntries([...tally].sort().map(([category, { right, all }]) => [category, right / all]));
  return { loss, accuracy };
}
