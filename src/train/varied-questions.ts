import type { Random } from '../base/random.js';
import type { Stage } from './config.js';

/** Questions of all categories in turn, so that categories with many questions do not crowd out the others. */
export function variedQuestions<Q extends { category: string }>(
  questions: readonly Q[],
  { questions: count, emphasis = {} }: Pick<Stage, 'questions' | 'emphasis'>,
  random: Random,
): Q[] {
  const groups = new Map<string, Q[]>();
  for (const question of random.shuffle(questions))
    groups.set(question.category, [...(groups.get(question.category) ?? []), question]);
  const order = random.shuffle([...groups]);
  const picked: Q[] = [];
  for (let round = 0; picked.length < count; round++) {
    const before = picked.length;
    for (const [category, group] of order) {
      const each = emphasis[category as keyof typeof emphasis] ?? 1;
      picked.push(...group.slice(round * each, (round + 1) * each));
    }
    if (picked.length === before) break;
  }
  return picked.slice(0, count);
}
