import type { Random } from '../../base/random.js';
import type { Category, Question } from './kind.js';

/** The wordings of one question; one of them is drawn. */
export type Wordings = readonly string[];

/** A statement to be asked about, and what must be seen to decide it. */
export interface Statement {
  wordings: Wordings;
  working?: string;
}

/** Collects the questions of one picture. */
export class Questionnaire {
  readonly questions: Question[] = [];

  constructor(private readonly random: Random) {}

  /** Asks in one of the wordings. */
  ask(category: Category, answer: string | number, wordings: Wordings, working?: string): void {
    const question = { category, question: this.random.pick(wordings), answer: String(answer) };
    this.questions.push(working === undefined ? question : { ...question, working });
  }

  /**
   * Asks yes-or-no questions in equal numbers, at most `limit` of each answer, so that a guess by habit scores exactly
   * one half.
   */
  decide(category: Category, yes: readonly Statement[], no: readonly Statement[], limit = 2): void {
    const [right, wrong] = [distinct(yes), distinct(no)];
    const count = Math.min(right.length, wrong.length, limit);
    for (const { wordings, working } of this.random.sample(right, count)) this.ask(category, 'yes', wordings, working);
    for (const { wordings, working } of this.random.sample(wrong, count)) this.ask(category, 'no', wordings, working);
  }
}

/** One of each statement; two are the same when their first wordings are. */
function distinct(statements: readonly Statement[]): Statement[] {
  return [...new Map(statements.map((statement) => [statement.wordings[0], statement])).values()];
}
