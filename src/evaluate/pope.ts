/**
 * POPE: does the model see objects that are not there? Balanced yes-or-no questions about present and absent objects.
 *
 * Paper: Li et al., "Evaluating Object Hallucination in Large Vision-Language Models", EMNLP 2023, arXiv 2305.10355.
 * Reference: github.com/AoiDragon/POPE, `evaluate.py`. Tools disagree on what a yes is, so three rules are read side by
 * side; `accuracy`, `f1` and the score of an item follow the official one.
 *
 * Differences: answers meet truths by id, not by order. Papers report `meanF1` or `meanAccuracy` over the splits. The
 * random split had 2,910 lines until October 2023; counts per category tell the editions apart.
 */
import { join, parse } from 'node:path';
import { z } from 'zod';
import { filesAt } from './locate-data.js';
import { badData, parseTaskOptions, readRecords, refuseDuplicates } from './read-data.js';
import { type Item, type Judged, mean, percent, pictureThenQuestion, type Task } from './task.js';
import {
  addCounts,
  countAnswer,
  exactRule,
  noAnswers,
  popeRule,
  wordsRule,
  type YesNo,
  type YesNoCounts,
  yesNo,
  yesNoMetrics,
  yesNoOther,
} from './yes-no.js';

/** A line of a POPE file. */
export const popeLine = z.object({
  question_id: z.union([z.number(), z.string()]),
  image: z.string().min(1),
  text: z.string().min(1),
  label: z.string().toLowerCase().pipe(yesNo),
});
export type PopeLine = z.infer<typeof popeLine>;

const options = z.strictObject({
  /** File of every split: JSON lines, or one JSON array. Example: `{ random: 'coco_pope_random.json' }`. */
  files: z.record(z.string(), z.string()).refine((files) => Object.keys(files).length > 0, 'name at least one split'),
  /** Folder of the pictures. @default the current folder */
  images: z.string().default('.'),
  /** Line after every question, for example "Answer the question using a single word or phrase." @default none */
  instruction: z.string().default(''),
});

const parsed = z.object({ official: yesNo, words: yesNoOther, exact: yesNoOther });
type Parsed = z.infer<typeof parsed>;

/** Items of one split; the split is their category, the picture their cluster. */
export function popeItems(split: string, lines: readonly PopeLine[], { images = '.', instruction = '' } = {}) {
  return lines.map(({ question_id, image, text, label }): Item<YesNo> => {
    return {
      id: `${split}/${question_id}`,
      image: join(images, image),
      question: instruction ? `${text}\n${instruction}` : text,
      truth: label,
      category: split,
      cluster: image,
    };
  });
}

export const pope: Task<YesNo, Parsed, z.infer<typeof options>> = {
  name: 'pope',
  summary: 'Yes-or-no questions about present and absent objects (object hallucination).',
  options,
  maxTokens: 128,
  data: { expected: 'files of questions (JSON lines), one per split, or their folder', locate: locateSplits },
  truth: yesNo,
  parsed,
  headline: ['meanF1', 'meanAccuracy', 'yesShare'],
  metrics: {
    accuracy: 'right answers, %',
    precision: 'right among the answers "yes", %',
    recall: 'present objects that were affirmed, %',
    f1: 'F1 of "yes" over all questions, %',
    yesShare: 'answers "yes", %; half is unbiased',
    meanAccuracy: 'mean accuracy of the splits, %',
    meanF1: 'mean F1 of the splits, %: the number of most papers',
    accuracyWords: 'accuracy by the rule of VLMEvalKit, %',
    f1Words: 'F1 by the rule of VLMEvalKit, %',
    accuracyExact: 'accuracy by the rule of lmms-eval, %',
    f1Exact: 'F1 by the rule of lmms-eval, %',
    disagreeing: 'answers that the three rules read differently, %',
  },
  async load(given) {
    const { files, images, instruction } = parseTaskOptions('pope', options, given);
    return Object.entries(files).flatMap(([split, path]) => {
      const lines = readRecords(path, popeLine);
      refuseDuplicates(lines.map(({ value, place }) => ({ id: String(value.question_id), place })));
      return popeItems(
        split,
        lines.map(({ value }) => value),
        { images, instruction },
      );
    });
  },
  prompt: pictureThenQuestion,
  parse: (text) => ({ official: popeRule(text), words: wordsRule(text), exact: exactRule(text) }),
  grade: ({ official }, truth) => Number(official === truth),
  score(records) {
    const tallies = tallyBySplit(records);
    const all = [...tallies.values()].reduce(addTallies, emptyTally());
    const perCategory = Object.fromEntries([...tallies].map(([split, tally]) => [split, yesNoMetrics(tally.official)]));
    const splits = Object.values(perCategory);
    const words = yesNoMetrics(all.words);
    const exact = yesNoMetrics(all.exact);
    return {
      metrics: {
        ...yesNoMetrics(all.official),
        meanAccuracy: mean(splits.map(({ accuracy }) => accuracy)),
        meanF1: mean(splits.map(({ f1 }) => f1)),
        accuracyWords: words.accuracy,
        f1Words: words.f1,
        accuracyExact: exact.accuracy,
        f1Exact: exact.f1,
        disagreeing: percent(all.disagreeing, records.length),
      },
      perCategory,
    };
  },
};

/** `{ files }` for paths such as `coco_pope_random.json`, `random=FILE`, or a folder of such files. */
function locateSplits(paths: readonly string[]): { files: Record<string, string> } {
  const files: Record<string, string> = {};
  for (const given of paths) {
    const [, name, named] = /^([\w-]+)=(.+)$/.exec(given) ?? [];
    for (const path of filesAt(named ?? given, /pope.*\.jsonl?$/i, 'files of POPE questions')) {
      const split = name ?? parse(path).name.replace(/^.*_/, '');
      if (files[split])
        throw badData(path, 'one file for every split', `a second one for ${split}; name it: SPLIT=FILE`);
      files[split] = path;
    }
  }
  return { files };
}

/** What is counted of one split: answers as each rule reads them, and how often the rules differ. */
interface Tally {
  official: YesNoCounts;
  words: YesNoCounts;
  exact: YesNoCounts;
  disagreeing: number;
}

function emptyTally(): Tally {
  return { official: noAnswers(), words: noAnswers(), exact: noAnswers(), disagreeing: 0 };
}

/** One pass over the records: intervals score thousands of samples. */
function tallyBySplit(records: readonly Judged<YesNo, Parsed>[]): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const { category, truth, parsed } of records) {
    const { official, words, exact } = parsed;
    let tally = tallies.get(category);
    if (!tally) tallies.set(category, (tally = emptyTally()));
    countAnswer(tally.official, official, truth);
    countAnswer(tally.words, words, truth);
    countAnswer(tally.exact, exact, truth);
    if (official !== words || words !== exact) tally.disagreeing++;
  }
  return tallies;
}

function addTallies(a: Tally, b: Tally): Tally {
  return {
    official: addCounts(a.official, b.official),
    words: addCounts(a.words, b.words),
    exact: addCounts(a.exact, b.exact),
    disagreeing: a.disagreeing + b.disagreeing,
  };
}
