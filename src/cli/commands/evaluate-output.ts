import { createHash } from 'node:crypto';
import {
  type Comparison,
  formatComparison,
  formatCost,
  formatScore,
  type RunCost,
  type RunHeader,
  type ScoredRun,
} from '../../evaluate/index.js';

/** The object that `tesserae evaluate --json` prints. */
export interface EvaluationReport {
  task: string;
  /** The runs with their files, the setting of the command line first. */
  runs: (RunHeader & { run: string; score: ScoredRun; cost?: RunCost })[];
  /** The first run with each of the others; differences are other − first. */
  comparisons: Comparison[];
  /** The pages that were written. */
  reports: string[];
}

/** The report for people: numbers with 95 % intervals, what the answers cost, where everything is. */
export function reportText({ runs, comparisons, reports }: EvaluationReport): string {
  const numbers =
    comparisons.length > 0 ? comparisons.map(formatComparison) : runs.map(({ score }) => formatScore(score));
  const costs = runs.flatMap(({ model, cost }) => (cost ? [`${model}: ${formatCost(cost)}`] : []));
  const places = [...runs.map(({ run }) => run), ...reports];
  return [...numbers, costs.join('\n'), places.join('\n')].filter((block) => block !== '').join('\n\n');
}

const longestName = 80;

/** A name as part of a file name; a hash tells apart what is lost by that. */
export function fileName(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  if (plain.length <= longestName && !/[^\w.,+ -]/.test(name)) return plain;
  return `${plain.slice(0, longestName)}-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
}
