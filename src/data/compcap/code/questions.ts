import type { Random } from '../../../base/random.js';
import type { CompositeQuestion } from '../kind.js';
import { LANGUAGE_NAMES } from './dialect/languages.js';
import { layoutCode, lineWith } from './layout.js';
import type { Code } from './meta.js';

/** Questions about the language, the lines and what the code gives. */
export function askCode(code: Code, random: Random): CompositeQuestion[] {
  const { snippet, look } = code;
  const lines = snippet.code.split('\n');
  const layout = layoutCode(snippet, look);
  const questions: CompositeQuestion[] = [
    {
      category: 'structure',
      question: random.pick(['Which language is the code written in?', 'What programming language is shown?']),
      answer: LANGUAGE_NAMES[snippet.language],
      box: layout.window,
    },
    {
      category: 'count',
      question: random.pick([
        'How many lines does the code have, blank ones included?',
        'How many lines of code are shown, counting blank lines?',
      ]),
      answer: String(lines.length),
      box: layout.window,
    },
  ];
  const written = lines.flatMap((line, at) => (line.trim().length > 3 ? [at] : []));
  for (const at of random.sample(written, 2)) {
    questions.push({
      category: 'reading',
      question: random.pick([`What stands in line ${at + 1}?`, `What does line ${at + 1} say?`]),
      answer: lines[at].trim(),
      box: layout.line(at),
    });
  }
  for (const { question, answer } of random.sample(snippet.answers, 2)) {
    const name = /(\w+)\(/.exec(question)?.[1] ?? `${/of ([\w-]+) in/.exec(question)?.[1]}: ${answer}`;
    const box = lineWith(code, name);
    questions.push({ category: 'reading', question, answer, ...(box ? { box } : {}) });
  }
  const longest = Math.max(...lines.map((line) => line.trim().length));
  const longs = lines.flatMap((line, at) => (line.trim().length === longest ? [at] : []));
  if (longs.length === 1) {
    questions.push({
      category: 'extremes',
      question: 'Which line, counted from the top, has the most characters after its indentation?',
      answer: String(longs[0] + 1),
      box: layout.line(longs[0]),
    });
  }
  const returns = lines.filter((line) => /^\s*(return\b|return\()/.test(line)).length;
  if (returns > 0) {
    questions.push({
      category: 'count',
      question: 'How many lines begin with the word return?',
      answer: String(returns),
      box: layout.window,
    });
  }
  return questions;
}
