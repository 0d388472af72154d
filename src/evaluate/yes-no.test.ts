import { describe, expect, it } from 'vitest';
import {
  addCounts,
  countAnswer,
  exactRule,
  firstFourRule,
  noAnswers,
  popeRule,
  wordsRule,
  type YesNo,
  type YesNoOther,
  yesNoMetrics,
} from './yes-no.js';

describe('rules for yes and no', () => {
  it.each([
    ['Yes', 'yes', 'yes', 'yes'],
    ['No', 'no', 'no', 'no'],
    ['No.', 'no', 'no', 'other'],
    ['Yes, there is a dog.', 'yes', 'yes', 'other'],
    ['There is no dog.', 'no', 'no', 'other'],
    ['There is not a dog.', 'no', 'other', 'other'],
    ["There isn't a dog.", 'yes', 'other', 'other'],
    ['NO', 'yes', 'no', 'no'],
    ['', 'yes', 'other', 'other'],
    ['Yes, but no cat is visible', 'no', 'other', 'other'],
    ['I see a dog. No cat.', 'yes', 'no', 'other'],
    ['No\n', 'yes', 'no', 'no'],
    ['yes/no', 'yes', 'other', 'other'],
    ['Yes - no-one', 'yes', 'yes', 'other'],
    ['1,000 times,yes', 'yes', 'other', 'other'],
    ['It is 1,000 times yes!', 'yes', 'yes', 'other'],
  ])('%j is read as %s (POPE), %s (words), %s (exact)', (text, official, words, exact) => {
    expect([popeRule(text), wordsRule(text), exactRule(text)]).toEqual([official, words, exact]);
  });

  it.each([
    ['Yes', 'yes'],
    ['no', 'no'],
    ['not sure', 'no'],
    ['now I see', 'no'],
    ["I don't know", 'other'],
    ['Oh yes', 'other'],
    ['It no', 'other'],
    ['"Yes"', 'yes'],
    ['', 'other'],
  ])('%j is read as %s by the first four characters', (text, expected) => {
    expect(firstFourRule(text)).toBe(expected);
  });
});

function count(...pairs: [answer: YesNoOther, truth: YesNo][]) {
  const counts = noAnswers();
  for (const [answer, truth] of pairs) countAnswer(counts, answer, truth);
  return counts;
}

describe('counts of yes and no', () => {
  it('gives the published numbers of a LLaVA-1.5-13B run on the 2,910 questions', () => {
    const metrics = yesNoMetrics({
      truePositive: 1183,
      falsePositive: 31,
      trueNegative: 1379,
      falseNegative: 317,
      otherNegative: 0,
    });
    expect(metrics.accuracy).toBeCloseTo(88.04, 2);
    expect(metrics.precision).toBeCloseTo(97.45, 2);
    expect(metrics.recall).toBeCloseTo(78.87, 2);
    expect(metrics.f1).toBeCloseTo(87.18, 2);
  });

  it('counts an unreadable answer as wrong, and as a miss where the truth is yes', () => {
    const counts = count(['other', 'yes'], ['other', 'no'], ['yes', 'yes'], ['no', 'no']);
    expect(counts).toEqual({ truePositive: 1, falsePositive: 0, trueNegative: 1, falseNegative: 1, otherNegative: 1 });
    expect(yesNoMetrics(counts)).toEqual({ accuracy: 50, precision: 100, recall: 50, f1: 200 / 3, yesShare: 25 });
  });

  it('adds up like the answers together', () => {
    const [first, second] = [count(['yes', 'no'], ['other', 'no']), count(['no', 'yes'], ['no', 'no'], ['yes', 'yes'])];
    const together = count(['yes', 'no'], ['other', 'no'], ['no', 'yes'], ['no', 'no'], ['yes', 'yes']);
    expect(addCounts(first, second)).toEqual(together);
  });

  it('leaves precision undefined if nothing is affirmed', () => {
    expect(yesNoMetrics(count(['no', 'yes'])).precision).toBeNaN();
  });
});
