import type { Random } from '../../../../base/random.js';
import type { Box } from '../../../picture/kind.js';
import type { CompositeQuestion } from '../../kind.js';

type Asked = CompositeQuestion['category'];

/** Collects the questions of one chart, each in one of its wordings. */
export class QuestionList {
  readonly questions: CompositeQuestion[] = [];

  constructor(private readonly random: Random) {}

  /** Asks in one of the wordings; an answer that the question gives away is left out. */
  ask(category: Asked, answer: string | number, wordings: readonly string[], box?: Box): void {
    const question = { category, question: this.random.pick(wordings), answer: String(answer) };
    if (this.questions.some((other) => other.question === question.question)) return;
    this.questions.push(box === undefined ? question : { ...question, box });
  }

  /** Asks a true and a false statement as often, so that a guess by habit scores one half. */
  decide(category: Asked, yes: readonly string[], no: readonly string[], limit = 2): void {
    const count = Math.min(yes.length, no.length, limit);
    for (const question of this.random.sample([...new Set(yes)], count)) this.ask(category, 'yes', [question]);
    for (const question of this.random.sample([...new Set(no)], count)) this.ask(category, 'no', [question]);
  }
}
