import { TesseraeError } from '../../base/error.js';
import { COMPOSITE_TYPES, type CompositeType } from './kind.js';

/** How much of a data set each type is; any positive scale. */
export type Shares = Readonly<Record<CompositeType, number>>;

/** Percent of each type in CompCap-118K, table 1. */
export const PAPER_SHARES: Shares = {
  collage: 42.3,
  'image-text': 31.4,
  chart: 18.7,
  diagram: 2.5,
  code: 1.7,
  table: 3.4,
};

/** Mean caption length in characters of each type, table 1. */
export const PAPER_LENGTHS: Shares = {
  collage: 913,
  'image-text': 221,
  chart: 1468,
  diagram: 2044,
  code: 1106,
  table: 928,
};

/**
 * Reads shares as they are written on a command line: `chart=40,table=20,diagram=40`; types that are not named get nothing.
 *
 * @throws TesseraeError `shares-invalid`
 */
export function parseShares(text: string): Shares {
  const shares = { collage: 0, 'image-text': 0, chart: 0, table: 0, code: 0, diagram: 0 };
  for (const part of text.split(',')) {
    const [, type, amount] = /^\s*([a-z-]+)\s*=\s*(\d+(?:\.\d+)?)\s*$/.exec(part) ?? [];
    if (!COMPOSITE_TYPES.includes(type as CompositeType)) throw invalid(text);
    shares[type as CompositeType] = Number(amount);
  }
  return checkShares(shares, text);
}

/** @throws TesseraeError `shares-invalid` when no share is positive, or one is not a number from 0 up */
export function checkShares(shares: Shares, text = JSON.stringify(shares)): Shares {
  const values = COMPOSITE_TYPES.map((type) => shares[type]);
  if (values.every((value) => Number.isFinite(value) && value >= 0) && values.some((value) => value > 0)) return shares;
  throw invalid(text);
}

function invalid(text: string): TesseraeError {
  return new TesseraeError('shares-invalid', {
    expected: `shares like "chart=40,table=60" of the types ${COMPOSITE_TYPES.join(', ')}`,
    received: JSON.stringify(text),
    action: 'Give at least one type a share above 0.',
  });
}

/**
 * The type of every sample: at each place the type that lags behind its share most, so that any run of samples holds the
 * mix every count is near its share.
 */
export function planTypes(count: number, shares: Shares): CompositeType[] {
  const total = COMPOSITE_TYPES.reduce((sum, type) => sum + shares[type], 0);
  const given = new Map<CompositeType, number>(COMPOSITE_TYPES.map((type) => [type, 0]));
  return Array.from({ length: count }, (_, place) => {
    let next: CompositeType = 'collage';
    let most = Number.NEGATIVE_INFINITY;
    for (const type of COMPOSITE_TYPES) {
      if (shares[type] === 0) continue;
      const lag = ((place + 1) * shares[type]) / total - given.get(type)!;
      if (lag > most + 1e-12) [next, most] = [type, lag];
    }
    given.set(next, given.get(next)! + 1);
    return next;
  });
}
