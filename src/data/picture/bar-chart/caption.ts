import type { Random } from '../../../base/random.js';
import { compareFacts, type Fact, normaliseCaption } from '../facts.js';
import type { CaptionCheck } from '../kind.js';
import { COLOUR_NAMES } from '../palette.js';
import { counted } from '../words.js';
import type { BarChart } from './meta.js';

/** One sentence with the title and every bar: label, colour, value. */
export function captionBarChart({ orientation, title, bars }: BarChart, random: Random): string {
  const chart = orientation === 'vertical' ? 'bar chart' : 'horizontal bar chart';
  const titled = title === null ? '' : ` titled ${title}`;
  const list = bars.map(({ label, colour, value }) => `${label} ${colour} ${value}`).join(', ');
  const count = counted(bars.length, 'bar');
  return random.pick([
    `A ${chart}${titled} with ${count}: ${list}.`,
    `A ${chart}${titled} shows ${count}: ${list}.`,
    `This is a ${chart}${titled}. It has ${count}: ${list}.`,
  ]);
}

/** Facts: orientation, title, number of bars, and of every bar its being there, its colour and its value. */
export function checkBarChart({ orientation, title, bars }: BarChart, text: string): CaptionCheck {
  const truth: Fact[] = [
    ['orientation', orientation],
    ['bars', String(bars.length)],
  ];
  if (title !== null) truth.push(['title', title]);
  for (const { label, colour, value } of bars) truth.push(...barFacts(label, colour, String(value)));
  return compareFacts(truth, statedFacts(normaliseCaption(text)));
}

const COLOUR = COLOUR_NAMES.join('|');
const TITLE = /bar chart titled ([a-z ]+?)(?: with | shows |[.,:]|$)/;
const BAR = new RegExp(`([a-z]+) (${COLOUR})(?: (\\d+))?\\b`, 'g');

function statedFacts(text: string): Fact[] {
  const facts: Fact[] = [];
  const chart = /(horizontal )?bar chart/.exec(text);
  if (chart) facts.push(['orientation', chart[1] ? 'horizontal' : 'vertical']);
  const title = TITLE.exec(text);
  if (title) facts.push(['title', title[1]]);
  const count = /(\d+) bars?\b/.exec(text);
  if (count) facts.push(['bars', count[1]]);
  for (const [, label, colour, value] of text.matchAll(BAR)) facts.push(...barFacts(label, colour, value));
  return facts;
}

function barFacts(label: string, colour: string, value?: string): Fact[] {
  const facts: Fact[] = [
    [label, 'is a bar'],
    [`colour of ${label}`, colour],
  ];
  if (value !== undefined) facts.push([`value of ${label}`, value]);
  return facts;
}
