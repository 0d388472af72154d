/**
 * MME: fourteen sub-tasks, two yes-or-no questions about every picture, one of each truth.
 *
 * Score of a sub-task = accuracy (of questions, %) + accuracy⁺ (of pictures with both answers right, %), at most 200.
 * Perception is the sum of ten sub-tasks (at most 2000), cognition of four (800).
 *
 * Paper: Fu et al., "MME", arXiv 2306.13394, section 2. Reference: `calculation.py` of its evaluation tool, whose rule
 * looks at the first four characters of an answer.
 *
 * Differences: pairs are found by id, so a shuffled or resumed run is scored alike; of a run that was cut short only
 * complete pairs enter accuracy⁺; answers with tabs or line ends do not break the reader.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { onlyPath } from './locate-data.js';
import { readMmeItems } from './mme-files.js';
import { badData, parseTaskOptions } from './read-data.js';
import { byCategory, type Judged, type Metrics, percent, pictureThenQuestion, type Task } from './task.js';
import {
  countAnswer,
  firstFourRule,
  noAnswers,
  wordsRule,
  type YesNo,
  yesNo,
  yesNoMetrics,
  yesNoOther,
} from './yes-no.js';

export const mmeGroups = {
  perception: [
    'existence',
    'count',
    'position',
    'color',
    'posters',
    'celebrity',
    'scene',
    'landmark',
    'artwork',
    'OCR',
  ],
  cognition: ['commonsense_reasoning', 'numerical_calculation', 'text_translation', 'code_reasoning'],
} as const;

const subtasks = [...mmeGroups.perception, ...mmeGroups.cognition];

const options = z.strictObject({
  /** Folder with a question folder, or a listing `{subtask}.txt`, for every sub-task. */
  folder: z.string().min(1),
  /** Folder of the pictures, in sub-folders by sub-task. @default `folder` */
  images: z.string().optional(),
  /** @default all fourteen */
  subtasks: z.array(z.enum(subtasks)).nonempty().optional(),
});

const parsed = z.object({ official: yesNoOther, words: yesNoOther });
type Parsed = z.infer<typeof parsed>;

export const mme: Task<YesNo, Parsed, z.infer<typeof options>> = {
  name: 'mme',
  summary: 'Fourteen sub-tasks of perception and cognition, two yes-or-no questions per picture.',
  options,
  maxTokens: 128,
  data: {
    expected: 'the folder of its sub-tasks',
    locate: (paths) => {
      const folder = onlyPath(paths, 'the folder of the sub-tasks');
      const present = subtasks.filter(
        (name) => existsSync(join(folder, name)) || existsSync(join(folder, `${name}.txt`)),
      );
      if (present.length === 0)
        throw badData(`"${folder}"`, `sub-tasks of MME, such as existence or existence.txt,`, 'none');
      return { folder, subtasks: present };
    },
  },
  truth: yesNo,
  parsed,
  headline: ['perception', 'cognition', 'total'],
  metrics: {
    score: 'accuracy + accuracyPlus of a sub-task, at most 200',
    perception: 'sum of the scores of the ten perception sub-tasks, at most 2000',
    cognition: 'sum of the scores of the four cognition sub-tasks, at most 800',
    total: 'perception + cognition, at most 2800',
    accuracy: 'right answers, %',
    accuracyPlus: 'pictures with both answers right, %',
    precision: 'right among the answers "yes", %',
    recall: 'truths "yes" that were affirmed, of answers that are yes or no, %',
    other: 'answers that are neither yes nor no, %',
    disagreeing: 'answers that the rule of VLMEvalKit reads differently, %',
  },
  async load(given) {
    const { folder, images = folder, subtasks: chosen = subtasks } = parseTaskOptions('mme', options, given);
    return chosen.flatMap((subtask) => readMmeItems(folder, subtask, images));
  },
  prompt: pictureThenQuestion,
  parse: (text) => ({ official: firstFourRule(text), words: wordsRule(text) }),
  grade: ({ official }, truth) => Number(official === truth),
  score(records) {
    const groups = byCategory(records);
    const perCategory = Object.fromEntries([...groups].map(([subtask, group]) => [subtask, subtaskMetrics(group)]));
    return { metrics: { ...totals(perCategory), ...metricsOf(records) }, perCategory };
  },
};

type Records = readonly Judged<YesNo, Parsed>[];

function subtaskMetrics(records: Records): Metrics {
  const metrics = metricsOf(records);
  return { score: metrics.accuracy + metrics.accuracyPlus, ...metrics };
}

function metricsOf(records: Records): Metrics {
  const right = records.filter(({ parsed, truth }) => parsed.official === truth);
  const decided = records.filter(({ parsed }) => parsed.official !== 'other');
  const counts = noAnswers();
  for (const { parsed, truth } of decided) countAnswer(counts, parsed.official, truth);
  const { precision, recall } = yesNoMetrics(counts);
  const disagree = records.filter(({ parsed }) => parsed.official !== parsed.words);
  return {
    accuracy: percent(right.length, records.length),
    accuracyPlus: accuracyPlus(records),
    precision,
    recall,
    other: percent(records.length - decided.length, records.length),
    disagreeing: percent(disagree.length, records.length),
  };
}

function accuracyPlus(records: Records): number {
  const pairs = new Map<string, number[]>();
  for (const { cluster, score } of records) {
    const pair = pairs.get(cluster);
    if (pair) pair.push(score);
    else pairs.set(cluster, [score]);
  }
  const complete = [...pairs.values()].filter(({ length }) => length === 2);
  return percent(complete.filter(([first, second]) => first === 1 && second === 1).length, complete.length);
}

/** Sums over the sub-tasks present; a group without any has no total. */
function totals(perCategory: Record<string, Metrics>): Metrics {
  const sums: Metrics = {};
  for (const [group, names] of Object.entries(mmeGroups)) {
    const scores = names.filter((name) => name in perCategory).map((name) => perCategory[name].score);
    if (scores.length > 0) sums[group] = scores.reduce((sum, score) => sum + score, 0);
  }
  return { ...sums, total: Object.values(sums).reduce((sum, value) => sum + value, 0) };
}
