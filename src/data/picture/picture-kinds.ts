import { TesseraeError } from '../../base/error.js';
import { barChart } from './bar-chart/bar-chart.js';
import { collage } from './collage/collage.js';
import type { PictureKind } from './kind.js';
import { table } from './table/table.js';

/** Every kind of picture that can be drawn; samples, tests and benchmarks walk through this table. */
export const PICTURE_KINDS: readonly PictureKind[] = [barChart, table, collage];

/**
 * The kind with this name.
 *
 * @throws TesseraeError `picture-kind-unknown`
 */
export function pictureKind(name: string): PictureKind {
  const kind = PICTURE_KINDS.find((candidate) => candidate.name === name);
  if (kind) return kind;
  throw new TesseraeError('picture-kind-unknown', {
    expected: `one of ${PICTURE_KINDS.map((candidate) => candidate.name).join(', ')}`,
    received: JSON.stringify(name),
    action: 'Choose a kind from the table.',
  });
}
