import { linePlot } from './line-plot.mjs';

const baselines = ['random', 'uniform'];

/**
 * The two plots of a sweep of `bench/reduce.ts`, by file name.
 *
 * @param {readonly object[]} rows the rows of one sweep, `none` among them
 * @returns {Record<string, string>}
 */
export function reducePlots(rows) {
  const none = rows.find(({ method }) => method === 'none');
  const methods = [...new Set(rows.map(({ method }) => method))].filter((method) => method !== 'none');
  const [low, high] = none.interval;
  const draw = (title, label, xOf, scale) =>
    linePlot({
      title,
      x: { label, scale },
      y: { label: 'right answers, %' },
      level: { name: 'none, 95 % interval', y: none.accuracy, low, high },
      lines: methods.map((name) => ({
        name,
        baseline: baselines.includes(name),
        points: [none, ...rows.filter(({ method }) => method === name)].map((row) => {
          return { x: xOf(row), y: row.accuracy };
        }),
      })),
    });
  return {
    'reduce-accuracy-tokens.svg': draw(
      'Accuracy against visual tokens, tesserae-nano',
      'visual tokens in the decoder, mean over layers and pictures',
      ({ tokens }) => tokens,
      'log',
    ),
    'reduce-accuracy-time.svg': draw(
      'Accuracy against time, tesserae-nano',
      'time to the first token, milliseconds (median)',
      ({ firstTokenMs }) => firstTokenMs,
      'linear',
    ),
  };
}
