/** Draws docs/reduce-*.svg from bench/rows/reduce.jsonl: `node dist-bench/bench/plot-reduce.js`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { linePlot } from './plot/line-plot.js';

interface Row {
  method: string;
  tokens: number;
  accuracy: number;
  firstTokenMs: number;
}

const rows = readFileSync('bench/rows/reduce.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Row);
const full = rows.find((row) => row.method === 'none')!;
const methods = [...new Set(rows.map((row) => row.method))].filter((method) => method !== 'none');

function draw(file: string, xLabel: string, x: (row: Row) => number): void {
  const lines = methods.map((name) => ({
    name,
    points: [full, ...rows.filter((row) => row.method === name)].map((row) => ({ x: x(row), y: row.accuracy })),
  }));
  const title = 'Accuracy on held-out pictures, tesserae-nano';
  writeFileSync(file, linePlot({ title, xLabel, yLabel: 'right answers, %', lines }));
}

draw('docs/reduce-accuracy-tokens.svg', 'visual tokens (mean over decoder layers)', (row) => row.tokens);
draw('docs/reduce-accuracy-time.svg', 'time to first token, ms (median)', (row) => row.firstTokenMs);
