import { number, table, withInterval } from './rows.mjs';

const unit = {
  accuracy: 'answers right',
  recall: 'facts stated by captions',
  precision: 'statements of captions true',
};

/** Scores of the embedded model on its benchmark, by category (`bench/rows/nano-bench.json`). */
export function nanoBenchTable(run) {
  if (!run) return 'Not measured yet: `tesserae bench`.';
  const { score, settings } = run;
  const questions = { ...score.perCategory };
  const lines = Object.entries(questions).flatMap(([category, { items, metrics }]) =>
    Object.entries(metrics).map(([metric, estimate]) => ({ category, items, metric, estimate })),
  );
  const asked = lines.filter(({ metric }) => metric === 'accuracy').reduce((sum, { items }) => sum + items, 0);
  const all = { category: '**all questions**', items: asked, metric: 'accuracy', estimate: score.metrics.accuracy };
  const columns = [
    ['category', ({ category }) => category],
    ['items', ({ items }) => number(items)],
    ['measure', ({ metric }) => unit[metric] ?? metric],
    ['%, 95 % interval', ({ estimate }) => withInterval(estimate)],
  ];
  const weights = settings.weights ? `weights \`${settings.weights.slice(0, 12)}\`, ` : '';
  return `${run.model}, ${weights}greedy answers (\`tesserae bench\`).\n\n${table(columns, [...lines, all])}`;
}
