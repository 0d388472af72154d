import { planSample } from './draw-sample.js';

/** A way to answer a family of questions from the metadata, written without the code that asks them. */
export interface Rule<Meta> {
  pattern: RegExp;
  answer(meta: Meta, ...words: string[]): string | number | null;
}

/** A rule for questions that match `pattern` from the first word to the question mark. */
export function rule<Meta>(pattern: string, answer: Rule<Meta>['answer']): Rule<Meta> {
  return { pattern: new RegExp(`^(?:${pattern})\\?$`), answer };
}

/** Answers the questions of many samples by the first rule that matches; returns the disagreements, which are bugs. */
export function solve<Meta>(kind: string, rules: readonly Rule<Meta>[], count: number): string[] {
  const wrong = new Set<string>();
  const used = new Set<Rule<Meta>>();
  for (let index = 0; index < count; index++) {
    const { meta, questions } = planSample({ kind, seed: 11, index });
    for (const { question, answer } of questions) {
      const fitting = rules.find(({ pattern }) => pattern.test(question));
      if (!fitting) wrong.add(`no rule for: ${question}`);
      else {
        used.add(fitting);
        const [, ...words] = fitting.pattern.exec(question)!;
        const own = String(fitting.answer(meta as unknown as Meta, ...words));
        if (own !== answer) wrong.add(`sample ${index}: ${question} ${answer}, by the rule ${own}`);
      }
    }
  }
  for (const unused of rules.filter((candidate) => !used.has(candidate))) wrong.add(`never asked: ${unused.pattern}`);
  return [...wrong].slice(0, 20);
}
