/**
 * Held-out questions for the sweep, one per picture: answers are then independent, and Wilson's and Newcombe's
 * intervals hold as they are.
 */
import { nanoBench } from '../../src/evaluate/index.js';

/** A question, its picture's name and the right answer. */
export type BenchItem = Awaited<ReturnType<typeof nanoBench.load>>[number];

const opposites: Record<string, string | undefined> = { yes: 'no', no: 'yes' };

/** `count` questions: as many of every category, of every kind of picture and of yes and no as can be. */
export async function chooseItems(count: number, seed: number): Promise<BenchItem[]> {
  const candidates = await nanoBench.load({ seed, perCategory: count, captions: 0 });
  const pictures = groupBy(candidates, ({ cluster }) => cluster);
  const kinds = groupBy(pictures, ([{ truth }]) => truth.kind);
  const tally = new Map<string, number>();
  const counted = (...words: string[]): number => tally.get(words.join(' ')) ?? 0;
  /** How much of its sort there already is; a yes too many speaks against the next yes. */
  const cost = ({ category, truth }: BenchItem): number => {
    const opposite = opposites[truth.answer];
    const surplus = opposite ? counted(category, truth.answer) - counted(category, opposite) : 0;
    return counted(category) + surplus + counted(category, truth.kind) / 10;
  };
  const chosen: BenchItem[] = [];
  for (let turn = 0; chosen.length < count; turn++) {
    const questions = kinds[turn % kinds.length][Math.floor(turn / kinds.length)];
    const item = questions.reduce((best, other) => (cost(other) < cost(best) ? other : best));
    const { category, truth } = item;
    for (const words of [[category], [category, truth.answer], [category, truth.kind]]) {
      tally.set(words.join(' '), counted(...words) + 1);
    }
    chosen.push(item);
  }
  return chosen;
}

function groupBy<T>(list: readonly T[], keyOf: (element: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const element of list) {
    const key = keyOf(element);
    const group = groups.get(key);
    if (group) group.push(element);
    else groups.set(key, [element]);
  }
  return [...groups.values()];
}
