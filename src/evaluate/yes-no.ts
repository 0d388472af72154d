/**
 * Reading yes or no out of an answer. Published numbers differ by the rule, so each rule keeps its name.
 *
 * Sources: POPE `evaluate.py`; VLMEvalKit `utils/yorn.py`; lmms-eval task `pope`; MME `calculation.py`.
 */
import { z } from 'zod';
import { type Metrics, percent } from './task.js';

export const yesNo = z.enum(['yes', 'no']);
export type YesNo = z.infer<typeof yesNo>;

/** `other`: the rule finds neither. */
export const yesNoOther = z.enum(['yes', 'no', 'other']);
export type YesNoOther = z.infer<typeof yesNoOther>;

/**
 * POPE's own rule: the first sentence is *no* if it has one of the words `No`, `not`, `no`, and *yes* otherwise —
 * also when empty, and for "isn't" and "NO".
 */
export function popeRule(text: string): YesNo {
  const words = text.split('.', 1)[0].replaceAll(',', '').split(' ');
  return words.some((word) => word === 'No' || word === 'not' || word === 'no') ? 'no' : 'yes';
}

/** VLMEvalKit: the words contain exactly one of yes and no. */
export function wordsRule(text: string): YesNoOther {
  const words = new Set(removeMarks(text.toLowerCase()).split(/\s+/));
  if (words.has('yes') === words.has('no')) return 'other';
  return words.has('yes') ? 'yes' : 'no';
}

/** lmms-eval: the whole answer is the word. */
export function exactRule(text: string): YesNoOther {
  const word = text.trim().toLowerCase();
  return word === 'yes' || word === 'no' ? word : 'other';
}

/** MME's own rule: the first four characters contain the word ("not sure" and "now" are *no*). */
export function firstFourRule(text: string): YesNoOther {
  const start = text.toLowerCase().slice(0, 4);
  if (start.includes('yes')) return 'yes';
  return start.includes('no') ? 'no' : 'other';
}

/** A mark that touches a space anywhere is deleted everywhere, others become spaces; then full stops go. */
function removeMarks(text: string): string {
  let result = text;
  const thousands = /\d,\d/.test(text);
  for (const mark of ';/[]"{}()=+\\_-><@`,?!') {
    const touches = thousands || text.includes(`${mark} `) || text.includes(` ${mark}`);
    result = result.replaceAll(mark, touches ? '' : ' ');
  }
  return result.replace(/(?<!\d)\.(?!\d)/g, '');
}

export interface YesNoCounts {
  truePositive: number;
  falsePositive: number;
  trueNegative: number;
  falseNegative: number;
  /** Neither yes nor no although the truth is no: wrong, but not a "yes". Where it is yes, a miss. */
  otherNegative: number;
}

export function noAnswers(): YesNoCounts {
  return { truePositive: 0, falsePositive: 0, trueNegative: 0, falseNegative: 0, otherNegative: 0 };
}

/** Counts one answer. */
export function countAnswer(counts: YesNoCounts, answer: YesNoOther, truth: YesNo): void {
  if (answer === 'yes') counts[truth === 'yes' ? 'truePositive' : 'falsePositive']++;
  else if (truth === 'yes') counts.falseNegative++;
  else counts[answer === 'no' ? 'trueNegative' : 'otherNegative']++;
}

export function addCounts(a: YesNoCounts, b: YesNoCounts): YesNoCounts {
  return {
    truePositive: a.truePositive + b.truePositive,
    falsePositive: a.falsePositive + b.falsePositive,
    trueNegative: a.trueNegative + b.trueNegative,
    falseNegative: a.falseNegative + b.falseNegative,
    otherNegative: a.otherNegative + b.otherNegative,
  };
}

/** Accuracy, precision, recall and F1 of "yes", and the share of "yes", in percent. */
export function yesNoMetrics(counts: YesNoCounts): Metrics {
  const { truePositive, falsePositive, trueNegative, falseNegative, otherNegative } = counts;
  const total = truePositive + falsePositive + trueNegative + falseNegative + otherNegative;
  return {
    accuracy: percent(truePositive + trueNegative, total),
    precision: percent(truePositive, truePositive + falsePositive),
    recall: percent(truePositive, truePositive + falseNegative),
    f1: percent(2 * truePositive, 2 * truePositive + falsePositive + falseNegative),
    yesShare: percent(truePositive + falsePositive, total),
  };
}
