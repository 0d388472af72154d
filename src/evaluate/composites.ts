/**
 * Questions about small composites that training never saw: charts, tables, code, diagrams, collages and pictures with text,
 * each drawn from a seed. Short answers count by exact match; what a working says before its colon does not count.
 */
import { z } from 'zod';
import { TesseraeError } from '../base/error.js';
import { mixSeed, Random } from '../base/random.js';
import { drawComposite } from '../data/compcap/draw-composite.js';
import { COMPOSITE_TYPES, type CompositeQuestion } from '../data/compcap/kind.js';
import { openSources } from '../data/compcap/open-sources.js';
import { BENCHMARK_SEED, conclusionOf } from '../data/picture/index.js';
import type { Picture } from '../image/index.js';
import { parseTaskOptions } from './read-data.js';
import { byCategory, type Item, type Judged, type Metrics, mean, pictureThenQuestion, type Task } from './task.js';

const truth = z.object({
  /** For example `chart.pie.small`. */
  kind: z.string(),
  seed: z.number(),
  index: z.number(),
  /** What the question tests: `count`, `comparison`, `structure`. */
  ability: z.string(),
  answer: z.string(),
});
/** Where the picture comes from, and the right answer. */
export type CompositeTruth = z.infer<typeof truth>;

const parsed = z.object({ text: z.string(), conclusion: z.string() });
/** The answer as a whole, and the part after a working. */
export type CompositeParsed = z.infer<typeof parsed>;

const options = z.strictObject({
  /** Edition; its pictures come from a stream of their own. @default 0 */
  seed: z.number().int().nonnegative().default(0),
  /** Pictures of each type. @default 60 */
  pictures: z.number().int().positive().default(60),
  /** Questions about each picture at most, of different abilities. @default 4 */
  questions: z.number().int().positive().default(4),
  /** @default all six */
  types: z
    .array(z.enum(COMPOSITE_TYPES))
    .min(1)
    .default([...COMPOSITE_TYPES]),
});
export type CompositesOptions = z.input<typeof options>;

/** Pictures of the items that were loaded; some can only be drawn with waiting, which `draw` must not do. */
const drawnPictures = new Map<string, Picture>();

export const composites: Task<CompositeTruth, CompositeParsed, z.infer<typeof options>> = {
  name: 'composites',
  summary:
    'Questions about small charts, tables, code, diagrams, collages and pictures with text that training never saw.',
  options,
  /** Enough for the longest working of the generator. */
  maxTokens: 80,
  truth,
  parsed,
  metrics: { accuracy: 'right answers of all questions, %' },
  headline: ['accuracy'],
  async load(given) {
    const { seed, pictures, questions, types } = parseTaskOptions('composites', options, given);
    const sources = openSources(undefined, 'small');
    const items: Item<CompositeTruth>[] = [];
    for (const type of types) {
      for (let index = 0; index < pictures; index++) {
        const stream = BENCHMARK_SEED + seed;
        const drawn = await drawComposite({ seed: stream, index, type, sources, size: 'small' });
        if (!drawn) continue;
        const image = `${type}-${stream}-${index}.png`;
        drawnPictures.set(image, drawn.picture);
        const random = new Random(mixSeed(stream, index));
        for (const { category, question, answer } of chooseQuestions(drawn.questions, questions, random)) {
          items.push({
            id: `${seed}/${type}-${index}-${category}`,
            ...{ image, question, category: type, cluster: `${type}-${index}` },
            truth: { kind: drawn.kind, seed: stream, index, ability: category, answer },
          });
        }
      }
    }
    return items;
  },
  draw(name) {
    const picture = drawnPictures.get(name);
    if (picture) return picture;
    throw new TesseraeError('generated-picture', {
      expected: 'the picture of an item that was loaded, such as table-2147483648-12.png',
      received: `"${name}"`,
      action: 'Load the items of the same edition first.',
    });
  },
  prompt: pictureThenQuestion,
  parse: (text) => ({ text: plainAnswer(text), conclusion: plainAnswer(conclusionOf(text)) }),
  // Lines of code hold colons too: then the whole answer counts.
  grade: ({ text, conclusion }, { answer }) => Number([text, conclusion].includes(plainAnswer(answer))),
  truthText: ({ answer }) => answer,
  score(records) {
    const perCategory: Record<string, Metrics> = {};
    for (const [type, group] of byCategory(records)) perCategory[type] = { accuracy: accuracyOf(group) };
    return { metrics: { accuracy: accuracyOf(records) }, perCategory };
  },
};

/** One question of each of several abilities; of yes-or-no questions either answer as often. */
function chooseQuestions(all: readonly CompositeQuestion[], count: number, random: Random): CompositeQuestion[] {
  const groups = new Map<string, CompositeQuestion[]>();
  for (const question of random.shuffle(all))
    groups.set(question.category, [...(groups.get(question.category) ?? []), question]);
  return random.sample([...groups.values()], count).map(([first]) => first);
}

const accuracyOf = (records: readonly Judged[]): number => 100 * mean(records.map(({ score }) => score));

/** Lower case, single spaces, without quotation marks around it and a full stop at its end. */
function plainAnswer(text: string): string {
  const plain = text.toLowerCase().replace(/\s+/g, ' ').trim().replace(/\.$/, '');
  return plain.replace(/^"(.*)"$/, '$1');
}
