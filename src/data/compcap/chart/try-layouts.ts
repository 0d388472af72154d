import { TesseraeError } from '../../../base/error.js';
import { NoRoom } from './sheet.js';

/** Attempts before a sampler gives up; a few are usual. */
const ATTEMPTS = 500;

/**
 * Draws until everything has room: the same state of `random` gives the same chart.
 *
 * @throws TesseraeError `chart-room`
 */
export function tryLayouts<T>(draw: () => T): T {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      return draw();
    } catch (error) {
      if (!(error instanceof NoRoom)) throw error;
    }
  }
  throw new TesseraeError('chart-room', {
    expected: `a layout with room for all texts within ${ATTEMPTS} attempts`,
    received: 'none',
    action: 'Report the seed as a bug.',
  });
}
