import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { TesseraeError } from '../../src/base/error.js';
import { writeFileAtomic } from '../../src/base/file.js';
import { type Answer, answerShape } from './answer.js';

/**
 * The answers of a sweep as they come, JSON lines: a header, then one line an answer. A sweep that was killed goes on
 * after its last whole line.
 */
export class Journal {
  private constructor(
    private readonly path: string,
    readonly answers: Answer[],
  ) {}

  /** @throws TesseraeError `bench-journal` where the file belongs to another sweep */
  static open(path: string, header: Record<string, unknown>): Journal {
    mkdirSync(dirname(path), { recursive: true });
    const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
    const torn = lines.pop();
    if (lines.length === 0) {
      writeFileAtomic(path, `${JSON.stringify(header)}\n`);
      return new Journal(path, []);
    }
    const [first, ...rest] = lines.map((line): unknown => JSON.parse(line));
    if (!isDeepStrictEqual(first, JSON.parse(JSON.stringify(header)))) {
      throw new TesseraeError('bench-journal', {
        expected: `the sweep that ${path} was started with, ${lines[0]}`,
        received: JSON.stringify(header),
        action: 'Repeat it, or remove the file.',
      });
    }
    if (torn) writeFileAtomic(path, `${lines.join('\n')}\n`);
    return new Journal(
      path,
      rest.map((answer) => answerShape.parse(answer)),
    );
  }

  append(answer: Answer): void {
    appendFileSync(this.path, `${JSON.stringify(answer)}\n`);
    this.answers.push(answer);
  }
}
