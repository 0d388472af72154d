import type { Random } from '../../../../base/random.js';
import { camelCase } from '../../code/dialect/dialect.js';
import { dialectOf, type ProgramLanguage } from '../../code/dialect/languages.js';
import { run } from '../../code/program/interpret.js';
import { parseProcedures } from '../../code/program/parse.js';
import { MEASURES, THINGS } from '../words.js';
import { type Asked, type SmallSnippet, snippetOf } from './meta.js';

/** One short procedure in our notation, what it does, and the expression that the example's result comes from. */
interface Procedure {
  code: string;
  purpose: string;
  values: number[];
  working: string;
}

type Draw = (random: Random, name: string, a: string, b: string) => Procedure;

/** Procedures of one to four lines. */
const PROCEDURES: readonly Draw[] = [
  (random, name, a, b) => {
    const [sign, purpose] = random.pick([
      ['+', `adds \`${a}\` and \`${b}\``],
      ['*', `multiplies \`${a}\` by \`${b}\``],
      ['-', `takes \`${b}\` from \`${a}\``],
    ]);
    const [x, y] = [random.integer(5, 12), random.integer(2, 5)];
    return {
      code: `def ${name}(${a}: int, ${b}: int) -> int\n  return ${a} ${sign} ${b}`,
      ...{ purpose, values: [x, y], working: `${x} ${sign} ${y}` },
    };
  },
  (random, name, a) => {
    const number = random.integer(2, 9);
    const [sign, purpose] = random.pick([
      ['+', `adds ${number} to \`${a}\``],
      ['*', `multiplies \`${a}\` by ${number}`],
      ['-', `takes ${number} from \`${a}\``],
    ]);
    const x = random.integer(number, 12);
    return {
      code: `def ${name}(${a}: int) -> int\n  return ${a} ${sign} ${number}`,
      ...{ purpose, values: [x], working: `${x} ${sign} ${number}` },
    };
  },
  (random, name, a) => {
    const [number, yes, no] = [random.integer(2, 9), random.integer(1, 9), 0];
    const x = random.integer(1, 12);
    return {
      code: `def ${name}(${a}: int) -> int\n  if ${a} > ${number}\n    return ${yes}\n  return ${no}`,
      purpose: `returns ${yes} if \`${a}\` is above ${number}, else ${no}`,
      values: [x],
      working: `${x} > ${number} ${x > number ? 'yes' : 'no'}`,
    };
  },
  (random, name, a, b) => {
    const number = random.integer(2, 9);
    const x = random.integer(2, 9);
    return {
      code: `def ${name}(${a}: int) -> int\n  ${b} = ${a} + ${number}\n  return ${b} * 2`,
      purpose: `adds ${number} to \`${a}\` and doubles it`,
      values: [x],
      working: `${x} + ${number} = ${x + number}, ${x + number} * 2`,
    };
  },
  (random, name, a) => {
    const number = random.integer(2, 9);
    const x = random.integer(1, 12);
    return {
      code: `def ${name}(${a}: int) -> bool\n  return ${a} > ${number}`,
      purpose: `tells whether \`${a}\` is above ${number}`,
      ...{ values: [x], working: `${x} > ${number}` },
    };
  },
];

/** A function of two to five lines, named in nano's words. */
export function drawProgram(random: Random, language: ProgramLanguage): SmallSnippet {
  const name = random.pick(random.chance(0.5) ? THINGS : MEASURES);
  const [a, b] = random.sample(
    MEASURES.filter((word) => word !== name),
    2,
  );
  const { code, purpose, values, working } = random.pick(PROCEDURES)(random, name, a, b);
  const procedures = parseProcedures(code);
  const spelled = language === 'java' || language === 'javascript' ? camelCase(name) : name;
  const text = dialectOf(language).write(procedures);
  const { parameters } = procedures[0];
  const asked: Asked[] = [
    {
      ...{ category: 'reading', question: 'What is the name of the function?', answer: spelled },
      at: spelled,
    },
    {
      category: 'count',
      question: 'How many parameters does the function have?',
      answer: String(parameters.length),
      working: parameters.map((parameter) => parameter.name).join(', '),
      at: spelled,
    },
    {
      category: 'reading',
      question: `What does ${spelled}(${values.join(', ')}) return?`,
      answer: String(run(procedures, name, values)),
      working,
      at: spelled,
    },
  ];
  return snippetOf(language, text, `The function \`${spelled}\` ${purpose}.`, [spelled], asked);
}
