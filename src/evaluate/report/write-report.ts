import { TesseraeError } from '../../base/error.js';
import { writeFileAtomic } from '../../base/file.js';
import { compare } from '../compare.js';
import type { Run } from '../run-file.js';
import { scoreRun } from '../score-run.js';
import type { BootstrapOptions } from '../statistics/bootstrap.js';
import type { Task } from '../task.js';
import type { Card } from './cards.js';
import { renderPage } from './page.js';
import { type PictureMode, PictureShelf } from './picture-shelf.js';

export interface ReportOptions extends Omit<BootstrapOptions, 'confidence'> {
  /** Path of the page. */
  out: string;
  /** @default the task, and the names of what was judged */
  title?: string;
  /** @default 'link' */
  pictures?: PictureMode;
  /** Folder that relative paths of pictures start from. @default the current folder */
  pictureFolder?: string;
}

/**
 * Writes one HTML file about a run, or about two runs of the same task: numbers with intervals at the top, every
 * picture beside its answers below, to be filtered by wrong, right and differing. Nothing is loaded from the network.
 *
 * @throws TesseraeError `report-runs` for none or more than two runs, `compare-runs` if two runs do not fit together
 * @example
 * writeReport([readRun('runs/full.jsonl'), readRun('runs/hired.jsonl')], { out: 'runs/report.html' });
 */
export function writeReport(runs: readonly Run[], options: ReportOptions): void {
  const { out, pictures = 'link', pictureFolder = '.' } = options;
  if (runs.length < 1 || runs.length > 2 || runs.some(({ records }) => records.length === 0)) {
    const received = runs.map(({ path, records }) => `${path} with ${records.length}`).join(', ') || 'none';
    const action = 'Pass runs that have answered at least one item.';
    throw new TesseraeError('report-runs', { expected: 'one or two runs with records', received, action });
  }
  const title = options.title ?? `${runs[0].task.name}: ${runs.map(({ header }) => header.model).join(' and ')}`;
  const comparison = runs.length === 2 ? compare(runs[0], runs[1], options) : undefined;
  const scores = comparison ? [] : [scoreRun(runs[0].task, runs[0].records, options)];
  const shelf = new PictureShelf(out, pictures, pictureFolder);
  const cards = cardsOf(runs, shelf);
  writeFileAtomic(out, renderPage({ title, runs: [...runs], scores, comparison, cards, embedded: shelf.embedded }));
}

/** Items that all runs have answered, in the order of the first. */
function cardsOf(runs: readonly Run[], shelf: PictureShelf): Card[] {
  const byId = runs.map(({ records }) => new Map(records.map((record) => [record.id, record])));
  return runs[0].records.flatMap(({ id, prompt }): Card[] => {
    const records = byId.flatMap((run) => run.get(id) ?? []);
    if (records.length < runs.length) return [];
    const paths = prompt.flatMap((piece) => (piece.type === 'image' ? [piece.image] : []));
    const pictures = paths.map((path) => ({ path, source: shelf.place(path) }));
    const truth = showTruth(runs[0].task, records[0].truth);
    return [{ id, records, pictures, truth }];
  });
}

function showTruth(task: Task, truth: unknown): string {
  if (task.truthText) return task.truthText(truth);
  if (typeof truth === 'string') return truth;
  return Array.isArray(truth) && truth.every((part) => typeof part === 'string')
    ? truth.join(', ')
    : JSON.stringify(truth);
}
