import { number, table } from './rows.mjs';

/** A training step here and in PyTorch: the last row of every runtime (`bench/rows/train-step.jsonl`). */
export function trainStepTable(rows) {
  if (rows.length === 0) return 'Not measured yet: `node dist-bench/bench/train-step.js`.';
  const { machine, commit } = rows.at(-1);
  const latest = [...new Map(rows.map((row) => [row.runtime, row])).values()].filter((row) => row.machine === machine);
  const own = latest.find(({ runtime }) => runtime.startsWith('tesserae'));
  const size = own ? `${number(own.parameters / 1e6, 1)} M parameters, ${own.batch} × ${own.sequence} tokens, ` : '';
  const columns = [
    ['runtime', ({ runtime }) => runtime],
    ['ms a step', ({ milliseconds }) => number(milliseconds)],
    ['tokens a second', ({ tokensPerSecond }) => number(tokensPerSecond)],
    ['GFLOP/s', ({ gflops }) => number(gflops)],
  ];
  return `${size}${machine}, commit ${commit}.\n\n${table(columns, latest)}`;
}
