import type { Random } from '../../base/random.js';
import type { Category, Question } from './kind.js';

/** The wordings of one question; one of them is drawn. */
export type Wordings = readonly string[];

/** Collects the questions of one picture. */
export class Questionnaire {
  readonly questions: Question[] = [];

  constructor(private readonly random: Random) {}

  /** Asks in one of the wordings. */
  ask(category: Category, answer: string | number, wordings: Wordings): void {
    this.questions.push({ category, question: this.random.pick(wordings), answer: String(answer) });
  }

  /**
   * Asks yes-or-no questions in equal numbers, at most `limit` of each answer, so that a guess by habit scores exactly
   * one half.
   */
  decide(category: Category, yes: readonly Wordings[], no: readonly Wordings[], limit = 2): void {
    const [right, wrong] = [distinct(yes), distinct(no)];
    const count = Math.min(right.length, wrong.length, limit);
    for (const wordings of this.random.sample(right, count)) this.ask(category, 'yes', wordings);
    for (const wordings of this.random.sample(wrong, count)) this.ask(category, 'no', wordings);
  }
}

/** One of each question; two are the same when their first wordings are. */
function distinct(questions: readonly Wordings[]): Wordings[] {
  return [...new Map(questions.map((wordings) => [wordings[0], wordings])).values()];
}
