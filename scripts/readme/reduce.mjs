import { number, table, withInterval } from './rows.mjs';

const unmeasured = 'Not measured yet: `node dist-bench/bench/reduce.js`.';

/** Keep at which the methods' costs stand side by side. */
const costKeep = 0.2;

const below = (difference) => difference !== undefined && difference.interval[1] < 0;

/** What a reader of the README wants to know of a sweep: accuracy by method and keep, costs, plots, verdicts. */
export function reduceSummary(sweep) {
  if (sweep.length === 0) return unmeasured;
  const none = noneOf(sweep);
  const keeps = [...new Set(sweep.map(({ keep }) => keep))].filter((keep) => keep !== 1).sort((a, b) => b - a);
  const at = (method, keep) => sweep.find((row) => row.method === method && row.keep === keep);
  const cell = (row) => (row ? `${number(row.accuracy, 1)}${below(row.toNone) ? ' ↓' : ''}` : '–');
  const accuracy = table(
    [
      ['right answers, %, at keep', (method) => method],
      ...keeps.map((keep) => [keep, (method) => cell(at(method, keep))]),
    ],
    methodsOf(sweep),
  );
  const shown = keeps.includes(costKeep) ? costKeep : keeps[0];
  const costs = [none, ...sweep.filter(({ keep, method }) => keep === shown && method !== 'none')];
  return [
    `${none.items} questions about pictures that training never saw; tesserae-nano, weights \`${none.model}\`, ` +
      `${none.machine}. All tokens (\`none\`): ${right(none)} % right. ↓: the 95 % interval of the paired ` +
      'difference to `none` lies below zero. –: no schedule of the method keeps so little.',
    accuracy,
    ...(shown === undefined ? [] : [`What it costs at keep ${shown} (times are medians):`, table(costColumns, costs)]),
    '![Accuracy against visual tokens](docs/reduce-accuracy-tokens.svg)',
    '![Accuracy against time to the first token](docs/reduce-accuracy-time.svg)',
    verdicts(sweep).join('\n'),
    'All rows, differences and categories: [bench/README.md](bench/README.md#what-fewer-tokens-cost).',
  ].join('\n\n');
}

const costColumns = [
  ['method', ({ method }) => method],
  ['visual tokens', ({ tokens }) => number(tokens, 1)],
  ['vision ms', ({ visionMs }) => number(visionMs, 1)],
  ['prefill ms', ({ prefillMs }) => number(prefillMs, 1)],
  ['first token ms', ({ firstTokenMs }) => number(firstTokenMs, 1)],
  ['times sooner', ({ timesSooner }) => number(timesSooner, 2)],
  ['ms a token after', ({ decodeMsPerToken }) => number(decodeMsPerToken, 2)],
  ['kv KiB', ({ kvBytes }) => number(kvBytes / 1024)],
  ['peak MiB', ({ peakMiB }) => number(peakMiB)],
];

/** Sentences about the aims, and where methods fall behind the baseline that knows nothing. */
function verdicts(sweep) {
  const none = noneOf(sweep);
  const share = (row) => (100 * row.accuracy) / none.accuracy;
  const methods = (keep) => sweep.filter((row) => row.keep === keep && row.method !== 'none');
  const named = (row) => `${row.method} ${number(share(row), 1)} %`;
  const ranked = (keep) => methods(keep).sort((a, b) => share(b) - share(a));
  const sentences = [];
  if (methods(0.5).length > 0) sentences.push(`- Of full accuracy at keep 0.5: ${ranked(0.5).map(named).join(', ')}.`);
  if (methods(0.2).length > 0) sentences.push(`- Of full accuracy at keep 0.2: ${ranked(0.2).map(named).join(', ')}.`);
  const losers = sweep.filter(({ method, toRandom }) => method !== 'uniform' && below(toRandom));
  const compared = sweep.some(({ toRandom }) => toRandom);
  const lost = losers.map(({ method, keep, toRandom }) => `${method} ${keep} (${withInterval(toRandom)} points)`);
  if (compared)
    sentences.push(
      `- Below \`random\` at the same keep, paired interval below zero: ${lost.join(', ') || 'none of them'}.`,
    );
  return sentences;
}

/** Every row of a sweep. */
export function reduceRows(sweep) {
  if (sweep.length === 0) return unmeasured;
  const columns = [
    ['method', ({ method }) => method],
    ['keep', ({ keep }) => keep],
    ['right, %', right],
    ['to none', ({ method, toNone }) => (method === 'none' ? '' : withInterval(toNone))],
    ['to random', ({ toRandom }) => withInterval(toRandom)],
    ...costColumns.slice(1),
  ];
  return table(columns, sweep);
}

/** Right answers by category. */
export function reduceCategories(sweep) {
  if (sweep.length === 0) return unmeasured;
  const columns = Object.keys(noneOf(sweep)?.perCategory ?? {}).map((category) => [
    category,
    ({ perCategory }) => `${right(perCategory[category])}${below(perCategory[category].toNone) ? ' ↓' : ''}`,
  ]);
  return table([['method', ({ method }) => method], ['keep', ({ keep }) => keep], ...columns], sweep);
}

/** Accuracy with its interval. */
const right = ({ accuracy, interval }) => withInterval({ value: accuracy, interval });

const noneOf = (sweep) => sweep.find(({ method }) => method === 'none');

const methodsOf = (sweep) => [...new Set(sweep.map(({ method }) => method))].filter((method) => method !== 'none');
