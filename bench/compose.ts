/**
 * Production of composite pictures: how many a second, where the time goes, how far it is from encoding alone, and whether
 * memory stays flat.
 *
 *     node dist-bench/bench/compose.js [--count 2000] [--each 200] [--workers N] [--seed 0]
 *     node dist-bench/bench/compose.js --count 100000 --memory [--workers N] [--seed 0]
 *
 * The first form writes a row of the paper's mix through the real `compose` and a row for each type on one thread; the second
 * the resident memory of one long run, see bench/README.md. Pictures go to a temporary folder that is removed.
 */
import { COMPOSITE_TYPES } from '../src/data/compcap/kind.js';
import { openSources } from '../src/data/compcap/open-sources.js';
import { measureMix } from './compose/mix.js';
import { readOptions } from './compose/options.js';
import { profileType } from './compose/profile.js';
import { watchMemory } from './compose/resident.js';
import { writeRow } from './rows.js';

const { count, each, workers, seed, memory } = readOptions(process.argv.slice(2));
if (memory) writeRow('compose', { part: 'memory', ...(await watchMemory(count, workers, seed)) });
else {
  // The mix comes first: the peak of a process never falls again.
  writeRow('compose', { part: 'mix', ...(await measureMix(count, workers, seed)) });
  const sources = openSources();
  for (const type of COMPOSITE_TYPES) {
    writeRow('compose', { part: 'type', type, ...(await profileType(type, each, seed, sources)) });
  }
}
