import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { TesseraeError } from '../../../base/error.js';
import { Random } from '../../../base/random.js';
import { checkCaption } from '../check-caption.js';
import { contrast } from '../colours.js';
import { drawnSource } from '../drawn-source.js';
import { holdLaws } from '../kind-laws.testing.js';
import { paintComposite } from '../paint-composite.js';
import { code } from './code.js';
import { canWrite, dialectOf, LANGUAGE_NAMES, LANGUAGES, type ProgramLanguage } from './dialect/languages.js';
import { highlight } from './highlight.js';
import type { Code } from './meta.js';
import { run } from './program/interpret.js';
import { parseExpression, parseProcedures } from './program/parse.js';
import { TOPICS } from './program-snippet.js';
import { drawSnippet } from './sample.js';
import { THEMES } from './themes.js';
import { renamed } from './topics/rename.js';

const sources = drawnSource();
const drawn = Array.from({ length: 60 }, (_, seed) => code.sample(new Random(seed), sources) as Code);

describe('a picture of code', () => {
  it('holds the laws of every kind', async () => {
    await holdLaws(code, sources, 60, 12);
  });

  it('holds the snippet byte for byte in its caption, and nothing passes without it', () => {
    for (const one of drawn) {
      const caption = code.caption(one, new Random(7));
      expect(caption).toContain(one.snippet.code);
      const wrong = caption.replace(one.snippet.code, one.snippet.code.replace(/\w/, 'Q'));
      expect(checkCaption(wrong, code.claims(one)).errors).not.toEqual([]);
    }
  });

  it('shows every line of the snippet and the line numbers it promises', async () => {
    for (const one of drawn.slice(0, 10)) {
      const { texts } = await paintComposite(code, one, sources);
      const shown = texts.map(({ text }) => text);
      const lines = one.snippet.code.split('\n').map((line) => line.trim());
      for (const line of lines.filter((text) => text !== '')) expect(shown).toContain(line);
      if (one.look.numbers) for (const at of lines.keys()) expect(shown).toContain(String(at + 1));
    }
  });
});

describe('snippets', () => {
  it('come in nine languages, and only what C cannot do is not written in it', () => {
    expect(LANGUAGES).toHaveLength(9);
    for (const language of LANGUAGES) {
      const { parts, code: text } = drawSnippet(new Random(3), language);
      expect(text.trim()).toBe(text);
      expect(parts.length).toBeGreaterThan(0);
      expect(LANGUAGE_NAMES[language]).not.toBe('');
    }
    const growing = parseProcedures('def f(a: list) -> list\n  b = []\n  push(b, 1)\n  return b');
    expect(canWrite('c', growing)).toBe(false);
    expect(canWrite('java', growing)).toBe(true);
  });

  it('give in JavaScript what the interpreter says, for every topic', () => {
    for (let seed = 0; seed < 6; seed++) {
      TOPICS.forEach((topic, at) => {
        const random = new Random(100 * seed + at);
        const { code: text, values } = renamed(topic(random), random);
        const procedures = parseProcedures(text);
        const { name } = procedures[procedures.length - 1];
        const want = run(procedures, name, values);
        const written = dialectOf('javascript').write(procedures, { name, values });
        const printed: unknown[] = [];
        runInNewContext(written, { console: { log: (value: unknown) => printed.push(value) }, Math });
        expect(JSON.stringify(printed), written).toBe(JSON.stringify([want]));
      });
    }
  });

  it('are known by golden lines in every language', () => {
    const procedures = parseProcedures(
      'def last_even(values: list, none: int) -> int\n  found = none\n  for i in 0..size(values)\n    if values[i] % 2 == 0 and values[i] // 3 > 1\n      found = values[i]\n  return found',
    );
    const line = (language: ProgramLanguage, at: number): string => {
      return dialectOf(language).write(procedures).split('\n')[at].trim();
    };
    expect(line('python', 0)).toBe('def last_even(values, none):');
    expect(line('python', 3)).toBe('if values[i] % 2 == 0 and values[i] // 3 > 1:');
    expect(line('r', 2)).toBe('for (i in seq_len(length(values)) - 1) {');
    expect(line('r', 3)).toBe('if (values[i + 1] %% 2 == 0 && values[i + 1] %/% 3 > 1) {');
    expect(line('c', 0)).toBe('int last_even(const int values[], int values_length, int none) {');
    expect(line('java', 0)).toBe('static int lastEven(int[] values, int none) {');
    expect(line('cpp', 4)).toBe('for (int i = 0; i < (int)values.size(); ++i) {');
    expect(line('ruby', 2)).toBe('(0...values.length).each do |i|');
    expect(line('javascript', 3)).toBe('if (values[i] % 2 === 0 && Math.floor(values[i] / 3) > 1) {');
  });
});

describe('the notation', () => {
  it('binds as it is written', () => {
    const value = (text: string) => run(parseProcedures(`def f(a: int) -> int\n  return ${text}`), 'f', [7]);
    expect([value('a - 2 - 1'), value('a * (2 + 1) % 4'), value('a // 2 * 2'), value('-1 + a')]).toEqual([4, 1, 6, 6]);
  });

  it('refuses what it cannot read or run', () => {
    expect(() => parseExpression('1 +')).toThrow(TesseraeError);
    expect(() => parseProcedures('def f(a: int) -> int\n  jump a')).toThrow(TesseraeError);
    const refused = (body: string) => () => run(parseProcedures(`def f(a: int) -> int\n  ${body}`), 'f', [1]);
    expect(refused('while a > 0\n    a += 1\n  return a')).toThrow(TesseraeError);
    expect(refused('return b')).toThrow(TesseraeError);
    expect(refused('b = [1]\n  return b[a]')).toThrow(TesseraeError);
  });
});

describe('highlighting', () => {
  it('keeps every character and every ink legible in all themes', async () => {
    for (const [at, theme] of THEMES.entries()) {
      const language = LANGUAGES[at % LANGUAGES.length];
      const { code: text } = drawSnippet(new Random(at), language);
      const { lines, ground } = await highlight(text, language, theme);
      text.split('\n').forEach((line, row) => {
        const inked = [...line].map(() => ' ');
        for (const token of lines[row]) {
          expect(contrast(token.ink, ground)).toBeGreaterThanOrEqual(4.5);
          [...token.text].forEach((letter, place) => {
            inked[token.column + place] = letter;
          });
        }
        expect(inked.join('').trimEnd()).toBe(line.trimEnd());
      });
    }
  });

  it('colours more than one ink in most snippets', async () => {
    const inks = await Promise.all(
      LANGUAGES.map(async (language) => {
        const { code: text } = drawSnippet(new Random(1), language);
        const { lines } = await highlight(text, language, 'dracula');
        return new Set(lines.flat().map(({ ink }) => ink)).size;
      }),
    );
    for (const count of inks) expect(count).toBeGreaterThan(1);
  });
});
