/**
 * The held-out benchmark of the picture generator as an evaluation task: short answers by exact match, captions by the
 * facts they state. Everything is drawn from seeds; there is nothing to download.
 */
import { z } from 'zod';
import {
  BENCHMARK_SEED,
  benchmarkItems,
  CATEGORIES,
  conclusionOf,
  pictureKind,
  planSample,
} from '../../data/picture/index.js';
import { parseTaskOptions } from '../read-data.js';
import {
  byCategory,
  type Item,
  type Judged,
  type Metrics,
  mean,
  percent,
  pictureThenQuestion,
  type Task,
} from '../task.js';
import { drawGenerated, generatedName } from './generated-picture.js';

const truth = z.object({ kind: z.string(), seed: z.number(), index: z.number(), answer: z.string() });
/** Where the picture comes from, and the right answer (a right caption, for caption requests). */
export type NanoTruth = z.infer<typeof truth>;

const parsed = z.discriminatedUnion('type', [
  z.object({ type: z.literal('answer'), text: z.string() }),
  /** Facts that are true, of them stated, and statements that are false. */
  z.object({ type: z.literal('caption'), facts: z.number(), correct: z.number(), wrong: z.number() }),
]);
export type NanoParsed = z.infer<typeof parsed>;

const options = z.strictObject({
  /** Edition; its pictures come from a stream of their own. @default 0 */
  seed: z.number().int().nonnegative().default(0),
  /** Questions of each of the six categories. @default 360 */
  perCategory: z.number().int().nonnegative().default(360),
  /** Requests for a caption. @default 120 */
  captions: z.number().int().nonnegative().default(120),
});
export type NanoBenchOptions = z.input<typeof options>;

export const nanoBench: Task<NanoTruth, NanoParsed, z.infer<typeof options>> = {
  name: 'nano-bench',
  summary: 'Questions about generated charts, tables and collages that training never saw.',
  options,
  /** Enough for the longest caption of the generator; answers end by themselves long before. */
  maxTokens: 160,
  truth,
  parsed,
  metrics: {
    accuracy: 'right answers of all questions, %',
    recall: 'facts that captions state, of all there are, %',
    precision: 'true statements of captions, of all they make, %',
  },
  headline: ['accuracy', 'recall', 'precision'],
  async load(given) {
    return benchmarkItems(parseTaskOptions('nano-bench', options, given)).map(
      ({ id, category, question, ...truth }): Item<NanoTruth> => ({
        id: `${truth.seed - BENCHMARK_SEED}/${id}`,
        image: generatedName(truth),
        question,
        truth: { kind: truth.kind, seed: truth.seed, index: truth.index, answer: truth.answer },
        category,
        cluster: `${truth.kind}-${truth.index}`,
      }),
    );
  },
  draw: drawGenerated,
  prompt: pictureThenQuestion,
  parse(text, { category, truth: { kind, seed, index } }) {
    if (category !== 'caption') return { type: 'answer', text: plainAnswer(conclusionOf(text)) };
    const { facts, correct, errors } = pictureKind(kind).check(planSample({ kind, seed, index }).meta, text);
    return { type: 'caption', facts, correct, wrong: errors.length };
  },
  grade: (parsed, { answer }) =>
    parsed.type === 'caption' ? parsed.correct / parsed.facts : Number(parsed.text === plainAnswer(answer)),
  truthText: ({ answer }) => answer,
  score(records) {
    const groups = byCategory(records);
    const questions = records.filter(({ category }) => category !== 'caption');
    const perCategory: Record<string, Metrics> = {};
    for (const category of CATEGORIES) {
      const group = groups.get(category);
      if (group) perCategory[category] = { accuracy: accuracyOf(group) };
    }
    const captions = captionMetrics(groups.get('caption') ?? []);
    if (groups.has('caption')) perCategory.caption = captions;
    return { metrics: { accuracy: accuracyOf(questions), ...captions }, perCategory };
  },
};

type NanoRecord = Judged<NanoTruth, NanoParsed>;

const accuracyOf = (records: readonly NanoRecord[]): number => 100 * mean(records.map(({ score }) => score));

function captionMetrics(records: readonly NanoRecord[]): Metrics {
  const sum = { facts: 0, correct: 0, wrong: 0 };
  for (const { parsed } of records) {
    if (parsed.type !== 'caption') continue;
    sum.facts += parsed.facts;
    sum.correct += parsed.correct;
    sum.wrong += parsed.wrong;
  }
  return { recall: percent(sum.correct, sum.facts), precision: percent(sum.correct, sum.correct + sum.wrong) };
}

/** Lower case, single spaces, no full stop at the end: what a right answer may differ in. */
function plainAnswer(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim().replace(/\.$/, '');
}
