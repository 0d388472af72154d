import { TesseraeError } from '../../../src/base/error.js';
import { mixSeed, Random } from '../../../src/base/random.js';
import type { Target } from './targets.js';

export interface FuzzReport {
  name: string;
  inputs: number;
  /** Inputs that were read without complaint. */
  read: number;
  /** Refusals by code. */
  refused: Record<string, number>;
  /** Longest time for one input, milliseconds. */
  slowest: number;
  failures: Failure[];
}

/** An input that ended neither well nor in a clear error. */
export interface Failure {
  index: number;
  what: string;
  content: Uint8Array;
}

/** Reads `inputs` damaged files; the same seed gives the same files. */
export async function fuzz(
  target: Target,
  inputs: number,
  seed: number,
  onInput: (done: number) => void = () => {},
): Promise<FuzzReport> {
  const report: FuzzReport = { name: target.name, inputs, read: 0, refused: {}, slowest: 0, failures: [] };
  for (let index = 0; index < inputs; index++) {
    const content = target.draw(new Random(mixSeed(seed, index)));
    const started = performance.now();
    try {
      await target.read(content);
      report.read += 1;
    } catch (error) {
      const what = complaint(error);
      if (what) report.failures.push({ index, what, content });
      else report.refused[(error as TesseraeError).code] = (report.refused[(error as TesseraeError).code] ?? 0) + 1;
    }
    report.slowest = Math.max(report.slowest, performance.now() - started);
    onInput(index + 1);
  }
  return report;
}

/** What is wrong with an error: it must be ours, in one line, and say something of everything. */
function complaint(error: unknown): string | undefined {
  if (!(error instanceof TesseraeError)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(error.message)) return `not one line: ${JSON.stringify(error.message)}`;
  if (/\[object |received undefined/.test(error.message)) return `says nothing: ${error.message}`;
  if (error.message.length > 2000) return `${error.message.length} characters: ${error.message.slice(0, 200)}`;
  return undefined;
}
