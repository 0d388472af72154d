import type { Random } from '../../../base/random.js';
import type { Question } from '../kind.js';
import { coloursOn } from '../palette.js';
import { Questionnaire, type Statement } from '../questionnaire.js';
import { NOUNS, ORDINALS, withArticle } from '../words.js';
import { judged, listed, outdoing } from '../working.js';
import type { Bar, BarChart } from './meta.js';

/** All questions about a chart. */
export function askBarChart(chart: BarChart, random: Random): Question[] {
  const form = new Questionnaire(random);
  askCounts(chart, form, random);
  askExistence(chart, form);
  askExtremes(chart, form);
  askComparisons(chart, form, random);
  chart.bars.forEach((bar, index) => {
    askBar(chart, bar, index, form);
  });
  if (chart.title !== null) {
    form.ask('reading', chart.title, [
      'What is the title of the chart?',
      'What is the chart titled?',
      'What does the title say?',
    ]);
  }
  return form.questions;
}

function askCounts({ bars }: BarChart, form: Questionnaire, random: Random): void {
  form.ask(
    'count',
    bars.length,
    ['How many bars are there?', 'How many bars does the chart have?', 'What is the number of bars?'],
    listed(bars.map((bar) => bar.label)),
  );
  const { label, value } = random.pick(bars);
  const values = bars.map((bar) => bar.value);
  const above = values.filter((other) => other > value).length;
  form.ask(
    'count',
    above,
    [
      `How many bars are above ${value}?`,
      `How many bars have a value above ${value}?`,
      `How many values are greater than ${value}?`,
    ],
    judged(values, (other) => other > value),
  );
  form.ask(
    'count',
    bars.length - 1 - above,
    [`How many bars are smaller than ${label}?`, `How many values are below that of ${label}?`],
    `${value}: ${judged(values, (other) => other < value)}`,
  );
}

/** Wrong statements use what the chart shows elsewhere, or words and colours that could be there. */
function askExistence({ bars, theme }: BarChart, form: Questionnaire): void {
  const labels = bars.map((bar) => bar.label);
  const colours = bars.map((bar) => bar.colour);
  const named = (label: string): Statement => ({
    wordings: [`Is there a bar for ${label}?`, `Does the chart show ${label}?`, `Is ${label} in the chart?`],
    working: listed(labels),
  });
  const coloured = (colour: string): Statement => ({
    wordings: [
      `Is there ${withArticle(colour)} bar?`,
      `Does the chart have ${withArticle(colour)} bar?`,
      `Is any bar ${colour}?`,
    ],
    working: listed(colours),
  });
  const both = (bar: Bar, colour: string): Statement => ({
    wordings: [
      `Is the ${bar.label} bar ${colour}?`,
      `Is the bar for ${bar.label} ${colour}?`,
      `Is there ${withArticle(colour)} bar for ${bar.label}?`,
    ],
    working: bar.colour,
  });
  const others = bars.flatMap((bar) => colours.filter((colour) => colour !== bar.colour).map((c) => both(bar, c)));
  form.decide('existence', labels.map(named), NOUNS.filter((noun) => !labels.includes(noun)).map(named));
  form.decide(
    'existence',
    colours.map(coloured),
    coloursOn(theme)
      .filter((c) => !colours.includes(c))
      .map(coloured),
  );
  form.decide(
    'existence',
    bars.map((bar) => both(bar, bar.colour)),
    others,
  );
}

function askExtremes({ bars, orientation }: BarChart, form: Questionnaire): void {
  const [long, short] = orientation === 'vertical' ? ['tallest', 'shortest'] : ['longest', 'shortest'];
  const sorted = [...bars].sort((a, b) => b.value - a.value);
  for (const [bar, word, degree, sign] of [
    [sorted[0], long, 'highest', 1],
    [sorted[sorted.length - 1], short, 'lowest', -1],
  ] as const) {
    const working = (say: (bar: Bar) => string | number): string =>
      outdoing(bars, say, (a, b) => sign * (a.value - b.value) > 0);
    form.ask(
      'extremes',
      bar.label,
      [`Which bar is the ${word}?`, `What is the label of the ${word} bar?`, `Which bar has the ${degree} value?`],
      working(({ label, value }) => `${label} ${value}`),
    );
    form.ask(
      'extremes',
      bar.colour,
      [
        `What color is the ${word} bar?`,
        `What colour is the ${word} bar?`,
        `What is the color of the bar with the ${degree} value?`,
      ],
      working(({ colour, value }) => `${colour} ${value}`),
    );
    form.ask(
      'extremes',
      bar.value,
      [
        `What is the ${degree} value?`,
        `What is the value of the ${word} bar?`,
        `How much is the ${degree} value in the chart?`,
      ],
      working(({ value }) => value),
    );
  }
}

function askComparisons({ bars, orientation }: BarChart, form: Questionnaire, random: Random): void {
  const taller = orientation === 'vertical' ? 'taller' : 'longer';
  const both = (a: Bar, b: Bar): string => `${a.label} ${a.value}, ${b.label} ${b.value}`;
  const is = (a: Bar, b: Bar): Statement => ({
    wordings: [
      `Is ${a.label} greater than ${b.label}?`,
      `Is the ${a.label} bar ${taller} than the ${b.label} bar?`,
      `Is the ${a.colour} bar ${taller} than the ${b.colour} bar?`,
      `Does ${a.label} have a higher value than ${b.label}?`,
    ],
    working: both(a, b),
  });
  const pairs = bars.flatMap((a) => bars.filter((b) => b.value < a.value).map((b) => [a, b] as const));
  form.decide(
    'comparison',
    pairs.map(([a, b]) => is(a, b)),
    pairs.map(([a, b]) => is(b, a)),
  );
  for (const [larger, smaller] of random.sample(pairs, 3)) {
    const [a, b] = random.shuffle([larger, smaller]);
    form.ask(
      'comparison',
      larger.label,
      [
        `Which is larger, ${a.label} or ${b.label}?`,
        `Which bar is ${taller}, ${a.label} or ${b.label}?`,
        `Which has the higher value, ${a.label} or ${b.label}?`,
      ],
      both(a, b),
    );
    form.ask(
      'comparison',
      smaller.label,
      [`Which is smaller, ${a.label} or ${b.label}?`, `Which has the lower value, ${a.label} or ${b.label}?`],
      both(a, b),
    );
  }
}

function askBar({ orientation, bars }: BarChart, bar: Bar, index: number, form: Questionnaire): void {
  const side = orientation === 'vertical' ? 'from the left' : 'from the top';
  const place = index === bars.length - 1 ? 'last bar' : `${ORDINALS[index]} bar ${side}`;
  form.ask('colour', bar.colour, [
    `What color is the ${bar.label} bar?`,
    `What colour is ${bar.label}?`,
    `What is the color of the bar for ${bar.label}?`,
  ]);
  form.ask('colour', bar.colour, [`What color is the ${place}?`, `What is the color of the ${place}?`]);
  form.ask('reading', bar.value, [
    `What is the value of ${bar.label}?`,
    `What value does the ${bar.label} bar have?`,
    `How much is ${bar.label}?`,
    `What is the value of the ${bar.colour} bar?`,
  ]);
  form.ask('reading', bar.label, [
    `What is the label of the ${bar.colour} bar?`,
    `What does the ${bar.colour} bar stand for?`,
    `Which bar is ${bar.colour}?`,
  ]);
  form.ask('reading', bar.label, [`What is the label of the ${place}?`, `What is the ${place} called?`]);
  form.ask('reading', bar.label, [`Which bar has the value ${bar.value}?`, `Which label has the value ${bar.value}?`]);
}
