import { describe, expect, it } from 'vitest';
import type { BarChart } from './bar-chart/meta.js';
import type { Collage } from './collage/meta.js';
import { Scene } from './collage/scene.js';
import { planSample, type SamplePlan } from './draw-sample.js';
import type { Question } from './kind.js';
import type { Table } from './table/meta.js';
import { conclusionOf, judged, listed, outdoing, workedAnswer } from './working.js';

const plans = (kind: string): SamplePlan[] =>
  Array.from({ length: 300 }, (_, index) => planSample({ kind, seed: 21, index }));

/** All questions with a working that fits, with their pictures. */
function worked(kind: string, form: RegExp) {
  return plans(kind).flatMap(({ meta, questions }) =>
    questions.flatMap((question) =>
      question.working !== undefined && form.test(question.working)
        ? [{ meta, ...question, working: question.working }]
        : [],
    ),
  );
}

const PAIR = /^([a-z]+(?: [a-z]+)?) (\d+)$/;
const pairsOf = (working: string) => working.split(', ').map((part) => PAIR.exec(part)!.slice(1, 3));

describe('a worked answer', () => {
  it.each(['bar-chart', 'table', 'collage'])('concludes with the answer, about a %s', (kind) => {
    for (const question of plans(kind).flatMap(({ questions }) => questions)) {
      expect(conclusionOf(workedAnswer(question))).toBe(question.answer);
    }
  });

  it('is the answer alone where nothing has to be worked out', () => {
    expect(workedAnswer({ answer: 'red' })).toBe('red');
    expect(conclusionOf('red')).toBe('red');
    expect(workedAnswer({ working: listed([]), answer: 'no' })).toBe('nothing: no');
    expect(conclusionOf('60: 12 yes: 1')).toBe('1');
  });
});

describe('the answer follows from the working alone', () => {
  it('when rows are added up', () => {
    const sums = worked('collage', / \+ /);
    expect(sums.length).toBeGreaterThan(500);
    for (const { working, answer } of sums) {
      expect(working.split(' + ').reduce((sum, part) => sum + Number(part), 0)).toBe(Number(answer));
    }
  });

  it.each(['bar-chart', 'table'])('when values of a %s are judged one by one', (kind) => {
    const counts = worked(kind, /\d (?:yes|no)/).filter(({ category }) => category === 'count');
    expect(counts.length).toBeGreaterThan(100);
    for (const { working, answer } of counts) expect(working.match(/yes/g)?.length ?? 0).toBe(Number(answer));
  });

  it.each(['bar-chart', 'table', 'collage'])('when two of a %s are compared by number', (kind) => {
    const compared = worked(kind, PAIR_OF_PAIRS).filter(({ category }) => category === 'comparison');
    expect(compared.length).toBeGreaterThan(100);
    for (const { question, working, answer } of compared) {
      const [[a, x], [b, y]] = pairsOf(working);
      const smaller = /\b(?:lower|smaller)\b/.test(question);
      const first = Number(x) > Number(y) !== smaller;
      // "Is the price of b lower than that of a" names the two in the other order.
      const turned = smaller && /^Is the .* lower than/.test(question);
      if (answer === 'yes' || answer === 'no')
        expect([question, working, answer === 'yes']).toEqual([question, working, first !== turned]);
      else expect([question, working, answer]).toEqual([question, working, first ? a : b]);
    }
  });

  it.each(['bar-chart', 'table', 'collage'])('when the highest or lowest of a %s is asked for', (kind) => {
    const extremes = worked(kind, RACE).filter(({ category }) => category === 'extremes');
    expect(extremes.length).toBeGreaterThan(50);
    for (const { question, working, answer } of extremes) {
      const parts = working.split(', ').map((part) => {
        const [, name, value, verdict] = RUNNER.exec(part)!;
        return { name: name ?? value, value: Number(value), verdict };
      });
      const sign = /\b(?:lowest|shortest)\b/.test(question) ? -1 : 1;
      parts.forEach(({ value, verdict }, i) => {
        const before = parts.slice(0, i).map((part) => sign * part.value);
        const leads = i === 0 ? undefined : sign * value > Math.max(...before) ? 'yes' : 'no';
        expect([working, i, verdict]).toEqual([working, i, leads]);
      });
      const last = parts.filter(({ verdict }) => verdict !== 'no').at(-1)!;
      expect([question, last.name.replace('row ', '')]).toEqual([question, answer]);
    }
  });
});

/** A name and a value, or a value alone; from the second on, whether it outdoes all before it. */
const RUNNER = /^(?:([a-z]+(?: \d)?) )?(\d+)(?: (yes|no))?$/;
const RACE = /^(?:[a-z]+ (?:\d )?)?\d+(?:, (?:[a-z]+ (?:\d )?)?\d+ (?:yes|no))+$/;

const VERDICT = / (?:yes|no)$/;

const PAIR_OF_PAIRS = /^[a-z ]+ \d+, [a-z ]+ \d+$/;

describe('a working says what is there', () => {
  /** Pairs of words and numbers that are true of the picture. */
  const truePairs: Record<string, (meta: never) => string[]> = {
    'bar-chart': ({ bars }: BarChart) =>
      bars.flatMap((bar) => [`${bar.label} ${bar.value}`, `${bar.colour} ${bar.value}`]),
    table: ({ rows }: Table) => rows.flatMap(({ name, cells }) => cells.map((cell) => `${name} ${cell}`)),
    collage: (meta: Collage) => {
      const scene = new Scene(meta);
      const tallies = (['shape', 'colour'] as const).flatMap((property) => [...scene.tally(property)]);
      const rows = meta.cells.map((line, row) => [`row ${row + 1}`, line.filter((cell) => cell !== null).length]);
      return [...tallies, ...rows].map((pair) => pair.join(' '));
    },
  };

  it.each(Object.keys(truePairs))('in every pair about a %s', (kind) => {
    const paired = worked(kind, /^(?:[a-z]+(?: \d)? \d+(?: yes| no)?(?:, |$))+$/);
    expect(paired.filter(({ category }) => category === 'extremes').length).toBeGreaterThan(100);
    for (const { meta, working } of paired) {
      const pairs = truePairs[kind](meta as never);
      for (const part of working.split(', ')) expect(pairs).toContain(part.replace(VERDICT, ''));
    }
  });

  it('in every list of objects', () => {
    const lists = worked('collage', /^(?:[a-z]+ [a-z]+(?:, |$))+$/).filter(({ category }) => category === 'existence');
    expect(lists.length).toBeGreaterThan(100);
    for (const { meta, question, working, answer } of lists) {
      const names = new Scene(meta as Collage).tally('name');
      const parts = working.split(', ');
      for (const part of parts) expect(names.has(part)).toBe(true);
      const asked = /\ban? ([a-z]+ [a-z]+)\?$/.exec(question)?.[1];
      if (asked && !asked.endsWith('object')) expect(parts.includes(asked)).toBe(answer === 'yes');
    }
  });

  it('in every list of values or names, each in its order', () => {
    for (const { meta, working } of worked('bar-chart', /^[a-z]+(?:, [a-z]+)+$/)) {
      const { bars } = meta as BarChart;
      expect([listed(bars.map(({ label }) => label)), listed(bars.map(({ colour }) => colour))]).toContain(working);
    }
    const values = worked('bar-chart', /^\d+(?:, \d+ (?:yes|no))+$/);
    expect(values.length).toBeGreaterThan(100);
    for (const { meta, working } of values) {
      const parts = working.split(', ').map((part) => part.replace(VERDICT, ''));
      expect(listed(parts)).toBe(listed((meta as BarChart).bars.map(({ value }) => value)));
    }
  });
});

it('says of each part whether it outdoes all before it', () => {
  const highest = (values: number[]) => outdoing(values, String, (a, b) => a > b);
  expect(highest([53, 98, 63, 98, 99])).toBe('53, 98 yes, 63 no, 98 no, 99 yes');
  expect([highest([4]), highest([])]).toEqual(['4', 'nothing']);
});

it('judges values by the rule that it is given', () => {
  expect(judged([12, 45], (value) => value > 20)).toBe('12 no, 45 yes');
  const question: Question = { category: 'count', question: '?', answer: '1', working: judged([1], () => true) };
  expect(workedAnswer(question)).toBe('1 yes: 1');
});
