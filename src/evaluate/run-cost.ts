import { z } from 'zod';
import type { RunRecord } from './run-file.js';
import { mean } from './task.js';

const details = z.object({
  tokens: z.number(),
  visualTokens: z.number(),
  kept: z.number(),
  timings: z.object({ prefillMs: z.number(), firstTokenMs: z.number(), totalMs: z.number() }),
});

/** What the answers of a run cost. Medians, because a machine that does something else slows single answers. */
export interface RunCost {
  /** Visual tokens of an item's pictures, mean. */
  visualTokens: number;
  /** Those that the decoder saw, mean over items and layers. */
  kept: number;
  /** Tokens of an answer, mean. */
  tokens: number;
  /** Milliseconds, median. */
  prefillMs: number;
  firstTokenMs: number;
  totalMs: number;
}

/** The cost of records that `answerWithModel` made; undefined where what answered did not report it. */
export function runCost(records: readonly Pick<RunRecord, 'details'>[]): RunCost | undefined {
  const reports = z
    .array(details)
    .nonempty()
    .safeParse(records.map((record) => record.details));
  if (!reports.success) return undefined;
  const { data } = reports;
  const timing = (name: keyof (typeof data)[number]['timings']) => median(data.map(({ timings }) => timings[name]));
  return {
    visualTokens: mean(data.map(({ visualTokens }) => visualTokens)),
    kept: mean(data.map(({ kept }) => kept)),
    tokens: mean(data.map(({ tokens }) => tokens)),
    prefillMs: timing('prefillMs'),
    firstTokenMs: timing('firstTokenMs'),
    totalMs: timing('totalMs'),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}
