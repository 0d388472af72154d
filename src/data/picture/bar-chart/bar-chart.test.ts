import { describe, expect, it } from 'vitest';
import { rule, solve } from '../solve.testing.js';
import type { BarChart } from './meta.js';

const NTH = { first: 0, second: 1, third: 2, fourth: 3, fifth: 4, sixth: 5 };

/** The bar that a phrase names: a label, a colour or a place. */
function find({ bars }: BarChart, phrase: string) {
  if (phrase.startsWith('last')) return bars[bars.length - 1];
  const place = /^(\w+) bar from the (left|top)$/.exec(phrase);
  if (place) return bars[NTH[place[1] as keyof typeof NTH]];
  const bar = bars.find(({ label, colour }) => label === phrase || colour === phrase);
  if (!bar) throw new Error(`no bar ${phrase}`);
  return bar;
}

function extreme({ bars }: BarChart, word: string) {
  const values = bars.map(({ value }) => value);
  const wanted = /^(tallest|longest|highest)$/.test(word) ? Math.max(...values) : Math.min(...values);
  return bars.filter(({ value }) => value === wanted)[0];
}

const has = (chart: BarChart, test: (bar: BarChart['bars'][number]) => boolean) =>
  chart.bars.some(test) ? 'yes' : 'no';

const END = '(tallest|shortest|longest|highest|lowest)';
const PLACE = '(last bar|\\w+ bar from the \\w+)';

const RULES = [
  rule<BarChart>(`What is the title.*|What is the chart titled|What does the title say`, (c) => c.title),
  rule<BarChart>(`How many bars are there|How many bars does.*|What is the number of bars`, (c) => c.bars.length),
  rule<BarChart>(`How many (?:bars|values) (?:are|have a value) (?:above|greater than) (\\d+)`, (c, n) =>
    c.bars.reduce((count, { value }) => count + (value > Number(n) ? 1 : 0), 0),
  ),
  rule<BarChart>(`How many (?:bars|values) are (?:smaller than|below that of) (\\w+)`, (c, a) =>
    c.bars.reduce((count, { value }) => count + (value < find(c, a).value ? 1 : 0), 0),
  ),
  rule<BarChart>(`Is there an? (\\w+) bar for (\\w+)`, (c, k, l) => has(c, (b) => b.label === l && b.colour === k)),
  rule<BarChart>(`Is the (?:bar for )?(\\w+?)(?: bar)? (\\w+)`, (c, l, k) =>
    has(c, (b) => b.label === l && b.colour === k),
  ),
  rule<BarChart>(`(?:Is there|Does the chart have) an? (\\w+) bar|Is any bar (\\w+)`, (c, a, b) =>
    has(c, ({ colour }) => colour === (a ?? b)),
  ),
  rule<BarChart>(`Is there a bar for (\\w+)|Does the chart show (\\w+)|Is (\\w+) in the chart`, (c, ...words) =>
    has(c, ({ label }) => words.includes(label)),
  ),
  rule<BarChart>(`What colou?r is the ${END} bar`, (c, word) => extreme(c, word).colour),
  rule<BarChart>(`What is the color of the bar with the ${END} value`, (c, word) => extreme(c, word).colour),
  rule<BarChart>(`What is the value of the ${END} bar`, (c, word) => extreme(c, word).value),
  rule<BarChart>(`(?:What|How much) is the ${END} value(?: in the chart)?`, (c, word) => extreme(c, word).value),
  rule<BarChart>(`Which bar (?:is|has) the ${END}(?: value)?`, (c, word) => extreme(c, word).label),
  rule<BarChart>(`What is the label of the ${END} bar`, (c, word) => extreme(c, word).label),
  rule<BarChart>(
    `(?:Is|Does) (?:the )?(\\w+)(?: bar)? (?:greater|taller|longer|have a higher value) than (?:the )?(\\w+)(?: bar)?`,
    (c, a, b) => (find(c, a).value > find(c, b).value ? 'yes' : 'no'),
  ),
  rule<BarChart>(
    `Which (?:bar )?(?:is|has) (?:the )?(larger|taller|longer|higher value|smaller|lower value), (\\w+) or (\\w+)`,
    (c, word, a, b) => (/smaller|lower/.test(word) === find(c, a).value < find(c, b).value ? a : b),
  ),
  rule<BarChart>(`What (?:color is|is the color of) the ${PLACE}`, (c, place) => find(c, place).colour),
  rule<BarChart>(`What is the (?:label of the )?${PLACE}(?: called)?`, (c, place) => find(c, place).label),
  rule<BarChart>(
    `What colou?r is (?:the )?(\\w+)(?: bar)?|What is the color of the bar for (\\w+)`,
    (c, a, b) => find(c, a ?? b).colour,
  ),
  rule<BarChart>(
    `What is the label of the (\\w+) bar|What does the (\\w+) bar stand for|Which bar is (\\w+)`,
    (c, ...k) => find(c, k.find((word) => word)!).label,
  ),
  rule<BarChart>(
    `Which (?:bar|label) has the value (\\d+)`,
    (c, n) => c.bars.find(({ value }) => value === Number(n))!.label,
  ),
  rule<BarChart>(
    `What value does the (\\w+) bar have|How much is (\\w+)|What is the value of (?:the )?(\\w+)(?: bar)?`,
    (c, ...k) => find(c, k.find((word) => word)!).value,
  ),
];

describe('bar chart', () => {
  it('answers every question as a second reading of the metadata does', () => {
    expect(solve('bar-chart', RULES, 300)).toEqual([]);
  });
});
