import { describe, expect, it } from 'vitest';
import { checkCaption } from './check-caption.js';
import { type Claims, comparisonsOf, NO_CLAIMS, superlativesOf } from './claims.js';

const values = [
  ['Tea', 5],
  ['Milk', 3.5],
  ['Sugar Beet', 12],
] as const;

const claims: Claims = {
  ...NO_CLAIMS,
  types: ['bar chart'],
  names: [{ name: 'Cups per Day', required: true }, ...values.map(([name]) => ({ name, required: true }))],
  numbers: [
    ...values.map(([name, value]) => ({ value, tolerance: 0.05, of: [name] })),
    { value: 3 },
    { value: 20.5, tolerance: 0.5 },
    { value: 2.4, tolerance: 0.5, of: ['Sugar Beet'], ratio: true },
  ],
  colours: [
    { colour: 'red', of: ['Tea'] },
    { colour: 'navy', of: ['Milk'] },
    { colour: 'light green', of: ['Sugar Beet'] },
    { colour: 'white' },
  ],
  superlatives: [...superlativesOf(values), { extreme: 'most', rank: 2, of: ['Tea'] }],
  comparisons: comparisonsOf(values),
  trends: [{ of: ['Tea'], direction: 'rise' }],
  orders: [{ word: 'first', of: ['Tea'] }],
};

const base = 'A bar chart titled "Cups per Day" shows Tea, Milk, and Sugar Beet. ';
const errorsOf = (text: string): string[] => checkCaption(base + text, claims).errors;

describe('a right caption passes', () => {
  it.each([
    'Tea is 5 and Milk is 3.5.',
    'Sugar beet (12) leads, while tea has about five cups.',
    'The three drinks add up to 20.5 or roughly 21 cups.',
    'Tea is red, Milk is navy blue, and the Sugar Beet bar is green.',
    'Sugar Beet is the highest; Milk has the lowest value; the second highest bar is Tea.',
    'Tea is higher than Milk but lower than Sugar Beet.',
    'At 12, Sugar Beet exceeds Tea and is more than twice as large.',
    'The first bar is Tea, and Tea rises.',
    'Most of the bars are on white ground, at most 3 of them.',
  ])('%s', (text) => {
    expect(errorsOf(text)).toEqual([]);
  });
});

describe('a wrong caption does not', () => {
  it.each([
    ['Tea is 6.', '6'],
    ['Tea is 12 and Milk is 3.5.', '12 of Tea'],
    ['Milk has 3.5 cups, Tea (12) is next.', '12 of Tea'],
    ['Milk, with 5 cups, is small.', '5 of Milk'],
    ['There are seven bars.', 'seven'],
    ['Sugar Beet has 12,000 cups.', '12,000'],
    ['Tea is blue.', 'not blue'],
    ['Milk is light blue.', 'not light blue'],
    ['The ground is yellow.', 'yellow'],
    ['Tea has the highest value.', 'Tea is not the highest'],
    ['Milk is the second highest.', 'second highest'],
    ['Milk is higher than Tea.', 'Milk is higher than Tea'],
    ['Sugar Beet is lower than Milk.', 'lower'],
    ['Milk exceeds Tea.', 'Milk is more than Tea'],
    ['Tea and Milk are equal.', 'not equal'],
    ['Tea falls.', 'fall of Tea'],
    ['The first bar is Milk.', 'Milk is not first'],
    ['The seller is Acme.', '"Acme" does not occur'],
    ['A note says "made in Paris".', 'made in Paris'],
    ['This pie chart is round.', 'not a pie chart'],
    ['Tea doubled.', 'doubled'],
    ['The item B2 is shown.', '"B2"'],
  ])('%s', (text, part) => {
    const errors = errorsOf(text);
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.join(' ')).toContain(part);
  });

  it('lacks a required name or the type', () => {
    expect(checkCaption('A chart of Tea and Milk.', claims).errors).toEqual([
      'The caption must say that this is a bar chart.',
      'The caption must mention "Cups per Day".',
      'The caption must mention "Sugar Beet".',
    ]);
  });
});

describe('special parts', () => {
  it('verbatim parts must be there to the byte, and are not read', () => {
    const code = 'int Seven = 7;\nreturn "Paris";';
    const verbatim: Claims = { ...NO_CLAIMS, verbatim: [code] };
    expect(checkCaption(`A program.\n\n${code}\n\nIt is short.`, verbatim).errors).toEqual([]);
    expect(checkCaption(`A program.\n\n${code.replace('7', '8')}`, verbatim).errors[0]).toContain('exactly');
  });

  it('decimals beyond what can be read off are refused', () => {
    const read: Claims = { ...NO_CLAIMS, numbers: [{ value: 3.47, tolerance: 0.5 }], decimals: 0 };
    expect(checkCaption('about 3', read).errors).toEqual([]);
    expect(checkCaption('exactly 3.47', read).errors).toHaveLength(1);
  });

  it('forbidden texts are found', () => {
    expect(
      checkCaption('The image in (1,2) shows a cat.', {
        ...NO_CLAIMS,
        forbidden: ['(1,'],
        numbers: [{ value: 1 }, { value: 2 }],
      }).errors,
    ).toEqual(['The caption must not say "(1,".']);
  });

  it('two-dimensional values bind to both names', () => {
    const table: Claims = {
      ...NO_CLAIMS,
      names: ['Tea', 'Milk', 'north', 'south'].map((name) => ({ name, required: false })),
      numbers: [
        { value: 3, of: ['Tea', 'north'] },
        { value: 4, of: ['Tea', 'south'] },
        { value: 8, of: ['Milk', 'north'] },
        { value: 9, of: ['Milk', 'south'] },
      ],
    };
    expect(checkCaption('Tea is 3 in north and 4 in south; Milk is 8 in north.', table).errors).toEqual([]);
    expect(checkCaption('Tea in north is 8.', table).errors).toHaveLength(1);
    expect(checkCaption('For Tea, north is 4.', table).errors).toHaveLength(1);
  });

  it('superlatives hold within one series only', () => {
    const table: Claims = {
      ...NO_CLAIMS,
      names: ['A', 'B', 'March', 'April'].map((name) => ({ name, required: false })),
      superlatives: [
        { extreme: 'most', of: ['March'], within: 'A' },
        { extreme: 'most', of: ['April'], within: 'B' },
        { extreme: 'most', of: ['B'], within: 'April' },
      ],
    };
    for (const text of [
      'The highest value of A is in March.',
      'In the series A, March has the highest value.',
      'For April, B has the highest value.',
      'A has its highest value in March.',
      'April has the highest value of B.',
    ])
      expect(checkCaption(text, table).errors, text).toEqual([]);
    for (const text of [
      'The highest value of A is in April.',
      'In the series B, March has the highest value.',
      'For March, B has the highest value.',
      'A has its highest value in April.',
      'March has the highest value of B.',
    ])
      expect(checkCaption(text, table).errors, text).toHaveLength(1);
  });

  it('arrows have a direction and a label', () => {
    const graph: Claims = {
      ...NO_CLAIMS,
      names: ['Start', 'Check', 'End', 'ok'].map((name) => ({ name, required: false })),
      numbers: [{ value: 2 }],
      links: [
        { from: 'Start', to: 'Check' },
        { from: 'Check', to: 'End', label: 'ok' },
      ],
    };
    for (const text of [
      'Start leads to Check.',
      'Check is followed by End.',
      'From "Check" an arrow with the text "ok" points to "End".',
      'No arrow leaves "End".',
      'There is a way from "Start" over "Check" to "End".',
    ])
      expect(checkCaption(text, graph).errors, text).toEqual([]);
    for (const text of [
      'Check leads to Start.',
      'End is followed by Check.',
      'From "Start" an arrow with the text "ok" points to "Check".',
      'No arrow leaves "Check".',
      'There is a way from "End" over "Check" to "Start".',
    ])
      expect(checkCaption(text, graph).errors.length, text).toBeGreaterThan(0);
  });

  it('names that are years are not numbers', () => {
    const years: Claims = {
      ...NO_CLAIMS,
      names: [
        { name: '2019', required: true },
        { name: 'May', required: false },
      ],
    };
    expect(checkCaption('In 2019 it may rain.', years).errors).toEqual([]);
    expect(checkCaption('In 2019 or 2018.', years).errors).toHaveLength(1);
  });

  it('ends in time on hostile text', () => {
    const hostile: Claims = {
      ...claims,
      links: [{ from: 'Tea', to: 'Milk', label: 'Sugar Beet' }],
      parts: [{ places: ['left picture'], text: 'A red Tea.' }],
    };
    for (const text of [
      '(('.repeat(5000),
      '"'.repeat(9999),
      '1,'.repeat(9999),
      'and '.repeat(9999),
      '\u0000\ue000\uf8ff',
      '-'.repeat(9999),
      'from Tea to '.repeat(1600),
      'the left picture with a red Tea '.repeat(600),
      '"Tea" , then '.repeat(1400),
    ]) {
      expect(() => checkCaption(text, hostile)).not.toThrow();
    }
  });
});
