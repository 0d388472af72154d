import { mixSeed, Random } from '../../base/random.js';
import { CAPTION_REQUESTS, planSample } from './draw-sample.js';
import { CATEGORIES, type Category, type Question } from './kind.js';
import { PICTURE_KINDS } from './picture-kinds.js';

/** First seed of the benchmark streams; training seeds lie below, so that no benchmark picture is trained on. */
export const BENCHMARK_SEED = 2 ** 31;

export interface BenchmarkOptions {
  /** Number of the edition; its pictures come from the stream `BENCHMARK_SEED + seed`. @default 0 */
  seed?: number;
  /** Questions of every category. @default 360 */
  perCategory?: number;
  /** Requests for a caption. @default 120 */
  captions?: number;
}

/** One task: draw the picture from kind, seed and index, ask the question, compare with the answer. */
export interface BenchmarkItem {
  id: string;
  kind: string;
  seed: number;
  index: number;
  category: Category | 'caption';
  question: string;
  /** The short answer, or a right caption, to be compared by the kind's `check`. */
  answer: string;
}

/**
 * The held-out benchmark of the generator: the same number of questions of every category, each spread evenly over
 * the kinds, existence and other yes-or-no questions half yes and half no, followed by caption requests. Items of one
 * picture stand together, so that it needs to be encoded once.
 */
export function benchmarkItems(options: BenchmarkOptions = {}): BenchmarkItem[] {
  const { perCategory = 360, captions = 120 } = options;
  const seed = BENCHMARK_SEED + (options.seed ?? 0);
  return PICTURE_KINDS.flatMap(({ name }, at) => {
    const quota = share(perCategory, at);
    return itemsOfKind(name, seed, quota, share(captions, at));
  });
}

/** The part of a total that falls to kind `at`; parts differ by one at most. */
function share(total: number, at: number): number {
  return Math.floor((total + at) / PICTURE_KINDS.length);
}

function itemsOfKind(kind: string, seed: number, quota: number, captions: number): BenchmarkItem[] {
  const items: BenchmarkItem[] = [];
  const chosen = new Map<Category, Question[]>(CATEGORIES.map((category) => [category, []]));
  const open = (): boolean => [...chosen.values()].some((questions) => questions.length < quota);
  for (let index = 0; open() || index < captions; index++) {
    const plan = planSample({ kind, seed, index });
    const random = new Random(mixSeed(seed, index));
    const add = (category: BenchmarkItem['category'], question: string, answer: string): void => {
      items.push({ id: `${kind}-${index}-${category}`, kind, seed, index, category, question, answer });
    };
    for (const [category, earlier] of chosen) {
      if (earlier.length >= quota) continue;
      const question = choose(plan.questions, category, earlier, random);
      if (!question) continue;
      earlier.push(question);
      add(category, question.question, question.answer);
    }
    if (index < captions) add('caption', random.pick(CAPTION_REQUESTS), plan.caption);
  }
  return items;
}

/** Any question of the category; where it is one of yes or no, the answers alternate. */
function choose(questions: Question[], category: Category, earlier: Question[], random: Random): Question | null {
  const candidates = questions.filter((question) => question.category === category);
  if (candidates.length === 0) return null;
  const drawn = random.pick(candidates);
  if (!isYesOrNo(drawn)) return drawn;
  const wanted = earlier.filter(isYesOrNo).length % 2 === 0 ? 'yes' : 'no';
  return random.pick(candidates.filter(({ answer }) => answer === wanted));
}

function isYesOrNo({ answer }: Question): boolean {
  return answer === 'yes' || answer === 'no';
}
