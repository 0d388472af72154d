import { lastRun, limitsSentence, percent, withRange } from './beside.mjs';
import { number, table } from './rows.mjs';

/** The vision tower here and in PyTorch: the last run of each kind of weights (`bench/rows/tower.jsonl`). */
export function towerTable(rows) {
  const runs = ['fp32', 'reduced']
    .map((kind) => lastRun(rows, ({ weights }) => weights === kind))
    .filter((run) => run.length > 0);
  if (runs.length === 0) return 'Not measured yet: `node dist-bench/bench/tower.js`.';
  return runs.map(runText).join('\n\n');
}

function runText([limits, ...sides]) {
  const [own, peer] = sides;
  const columns = [
    ['runtime', ({ runtime }) => runtime],
    ['tiles', ({ tiles }) => number(tiles)],
    ['layers', ({ layers }) => number(layers)],
    ['ms', ({ ms, msRange }) => withRange(ms, msRange)],
    ['times as fast', (row) => (row === own && peer ? number(peer.ms / own.ms, 2) : '')],
    ['GFLOP/s', ({ gflops }) => number(gflops)],
    ['of the product', ({ gemmShare }) => percent(gemmShare)],
  ];
  const difference = own?.difference
    ? `Hidden states differ by ${own.difference.toExponential(1)} of the largest at most.`
    : undefined;
  return [limitsSentence(limits), table(columns, sides), difference].filter(Boolean).join('\n\n');
}
