import type { Random } from '../../../base/random.js';
import type { Box, CompositeQuestion } from '../kind.js';

/** What belongs to a question beside its wording and its answer. */
export interface Beside {
  /** Where the answer is seen. */
  box?: Box;
  /** What must be seen to answer, in the words of the picture. */
  working?: string;
}

/** A statement to be asked about, in its wordings. */
export interface Statement extends Beside {
  wordings: readonly string[];
}

/** Collects the questions of one small picture; the same question is asked once. */
export class QuestionForm {
  readonly questions: CompositeQuestion[] = [];

  constructor(private readonly random: Random) {}

  /** Asks in one of the wordings. */
  ask(
    category: CompositeQuestion['category'],
    answer: string | number,
    wordings: readonly string[],
    { box, working }: Beside = {},
  ): void {
    const question = this.random.pick(wordings);
    if (this.questions.some((other) => other.question === question)) return;
    this.questions.push({
      category,
      question,
      answer: String(answer),
      ...(box === undefined ? {} : { box }),
      ...(working === undefined ? {} : { working }),
    });
  }

  /** Asks about true and false statements in equal numbers, so that a guess by habit scores one half. */
  decide(
    category: CompositeQuestion['category'],
    yes: readonly Statement[],
    no: readonly Statement[],
    limit = 1,
  ): void {
    const count = Math.min(yes.length, no.length, limit);
    for (const { wordings, ...beside } of this.random.sample(yes, count)) this.ask(category, 'yes', wordings, beside);
    for (const { wordings, ...beside } of this.random.sample(no, count)) this.ask(category, 'no', wordings, beside);
  }
}
