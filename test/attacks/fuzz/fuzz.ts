/**
 * Reads many damaged files: `npm run fuzz [-- --inputs 200000 --seed 1 --target GIF]`. What fails is kept in `runs/fuzz`; exit code 1.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { TesseraeError } from '../../../src/base/error.js';
import { createProgress } from '../../../src/base/progress.js';
import { fuzz } from './run-fuzz.js';
import { fuzzTargets } from './targets.js';

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '200000' },
    seed: { type: 'string', default: '1' },
    target: { type: 'string' },
  },
});
const inputs = Number(values.inputs);
const seed = Number(values.seed);
if (!Number.isSafeInteger(inputs) || inputs < 1 || !Number.isSafeInteger(seed)) {
  throw new TesseraeError('fuzz-options', {
    expected: 'whole numbers for --inputs (1 or more) and --seed',
    received: `${values.inputs} and ${values.seed}`,
    action: 'Correct them.',
  });
}
const folder = mkdtempSync(join(tmpdir(), 'tesserae-fuzz-'));
const all = fuzzTargets(folder);
const targets = all.filter(({ name }) => values.target === undefined || values.target === name);
if (targets.length === 0) {
  throw new TesseraeError('fuzz-options', {
    expected: `--target ${all.map(({ name }) => JSON.stringify(name)).join(', ')}`,
    received: JSON.stringify(values.target),
    action: 'Choose one of them, or leave it out.',
  });
}
const shares = targets.reduce((sum, { share }) => sum + share, 0);
let failed = 0;
for (const target of targets) {
  const share = Math.round((inputs * target.share) / shares);
  const progress = createProgress({ total: share, label: target.name });
  const { failures, ...report } = await fuzz(target, share, seed, (done) => progress.update(done));
  progress.finish();
  process.stdout.write(`${JSON.stringify({ ...report, failures: failures.length })}\n`);
  failed += failures.length;
  for (const { index, what, content } of failures.slice(0, 20)) {
    mkdirSync('runs/fuzz', { recursive: true });
    writeFileSync(join('runs', 'fuzz', `${target.name.replace(/\W+/g, '-')}-${seed}-${index}`), content);
    process.stderr.write(`${target.name}, seed ${seed}, input ${index}: ${what}\n`);
  }
}
rmSync(folder, { recursive: true });
if (failed > 0) process.exitCode = 1;
