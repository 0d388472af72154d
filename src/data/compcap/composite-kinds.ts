import { TesseraeError } from '../../base/error.js';
import { CHART_KINDS } from './chart/index.js';
import { CODE_KINDS } from './code/code.js';
import { COLLAGE_KINDS } from './collage/index.js';
import { DIAGRAM_KINDS } from './diagram/diagram.js';
import { IMAGE_TEXT_KINDS } from './image-text/index.js';
import type { AnyCompositeKind, CompositeSize, CompositeType } from './kind.js';
import { SMALL_KINDS } from './small/index.js';
import { TABLE_KINDS } from './table/table.js';

/** All kinds by type; a kind that is listed twice is drawn twice as often. */
export const COMPOSITE_KINDS: Readonly<Record<CompositeType, readonly AnyCompositeKind[]>> = {
  collage: COLLAGE_KINDS,
  'image-text': IMAGE_TEXT_KINDS,
  chart: CHART_KINDS,
  table: TABLE_KINDS,
  code: CODE_KINDS,
  diagram: DIAGRAM_KINDS,
};

/** All kinds of a size by type. */
export const KINDS_OF_SIZE: Readonly<Record<CompositeSize, typeof COMPOSITE_KINDS>> = {
  large: COMPOSITE_KINDS,
  small: SMALL_KINDS,
};

/**
 * The kind of a name, of whatever size.
 *
 * @throws TesseraeError `composite-kind-unknown`
 */
export function compositeKind(name: string): AnyCompositeKind {
  const all = Object.values(KINDS_OF_SIZE).flatMap((kinds) => Object.values(kinds).flat());
  const kind = all.find((other) => other.name === name);
  if (kind) return kind;
  throw new TesseraeError('composite-kind-unknown', {
    expected: `a kind of ${[...new Set(all.map((other) => other.name))].join(', ')}`,
    received: JSON.stringify(name),
    action: 'Choose one of them.',
  });
}
