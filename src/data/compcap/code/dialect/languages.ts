import { type Procedure, statementsOf } from '../program/syntax.js';
import { C } from './c.js';
import { Cpp } from './cpp.js';
import type { Dialect } from './dialect.js';
import { Java } from './java.js';
import { JavaScript } from './javascript.js';
import { Python } from './python.js';
import { R } from './r.js';
import { Ruby } from './ruby.js';

/** The nine languages of CompCap (section 2.7): seven that run programs, CSS and SQL. */
export const LANGUAGES = ['c', 'cpp', 'ruby', 'r', 'python', 'java', 'javascript', 'css', 'sql'] as const;

export type Language = (typeof LANGUAGES)[number];

export type ProgramLanguage = Exclude<Language, 'css' | 'sql'>;

/** How captions name a language. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  ...{ c: 'C', cpp: 'C++', ruby: 'Ruby', r: 'R', python: 'Python', java: 'Java', javascript: 'JavaScript' },
  ...{ css: 'CSS', sql: 'SQL' },
};

/** A new writer of snippets in a language. */
export function dialectOf(language: ProgramLanguage): Dialect {
  return new WRITERS[language]();
}

const WRITERS: Record<ProgramLanguage, new () => Dialect> = {
  ...{ c: C, cpp: Cpp, ruby: Ruby, r: R, python: Python, java: Java, javascript: JavaScript },
};

/** C has no lists that grow and no texts that are put together; the other languages can write everything. */
export function canWrite(language: ProgramLanguage, procedures: readonly Procedure[]): boolean {
  if (language !== 'c') return true;
  return procedures.every(({ returns, body }) => {
    if (['list', 'words'].includes(returns) || (returns === 'text' && joins(procedures))) return false;
    const grows = [...statementsOf(body)].some((statement) => statement.is === 'push');
    return !grows && !joins(procedures);
  });
}

/** True when a text grows by `+`. */
function joins(procedures: readonly Procedure[]): boolean {
  return procedures.some(({ body }) =>
    [...statementsOf(body)].some((statement) => statement.is === 'declare' && statement.type === 'text'),
  );
}
