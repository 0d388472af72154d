import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeFileAtomic } from '../base/file.js';
import { type CurvePoint, drawLossCurve } from './curve.js';

/** One line of `log.jsonl`. */
export type LogRow = { step: number; kind: 'step' | 'evaluate' } & Record<string, unknown>;

/** The log of a run: JSON lines, and a picture of the losses. Rows after the step that a run resumes at are removed. */
export class TrainLog {
  private readonly path: string;
  private readonly rows: LogRow[] = [];

  constructor(
    private readonly folder: string,
    private readonly title: string,
    resumeAt: number,
  ) {
    this.path = join(folder, 'log.jsonl');
    mkdirSync(dirname(this.path), { recursive: true });
    if (existsSync(this.path)) {
      // A kill may have torn the last line; whatever does not parse was not finished.
      for (const line of readFileSync(this.path, 'utf8').split('\n')) {
        const row = parseRow(line);
        if (row && row.step <= resumeAt) this.rows.push(row);
      }
    }
    writeFileSync(this.path, this.rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  }

  write(row: LogRow): void {
    this.rows.push(row);
    appendFileSync(this.path, `${JSON.stringify(row)}\n`);
  }

  /** Writes `loss.svg` beside the log. */
  drawCurve(): void {
    const points = (kind: LogRow['kind']): CurvePoint[] =>
      this.rows.filter((row) => row.kind === kind).map((row) => ({ step: row.step, loss: row.loss as number }));
    writeFileAtomic(
      join(this.folder, 'loss.svg'),
      drawLossCurve({ training: points('step'), 'held out': points('evaluate') }, this.title),
    );
  }
}

function parseRow(line: string): LogRow | undefined {
  try {
    return line ? (JSON.parse(line) as LogRow) : undefined;
  } catch {
    return undefined;
  }
}
