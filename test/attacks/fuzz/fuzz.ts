/**
 * Reads many damaged files: `npm run fuzz [-- --inputs 200000 --seed 1 --target GIF]`. What fails is kept in `runs/fuzz`; exit code 1.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
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
const folder = mkdtempSync(join(tmpdir(), 'tesserae-fuzz-'));
const targets = fuzzTargets(folder).filter(({ name }) => values.target === undefined || values.target === name);
const shares = targets.reduce((sum, { share }) => sum + share, 0);
let failed = 0;
for (const target of targets) {
  const inputs = Math.round((Number(values.inputs) * target.share) / shares);
  const progress = createProgress({ total: inputs, label: target.name });
  const { failures, ...report } = await fuzz(target, inputs, Number(values.seed), (done) => progress.update(done));
  progress.finish();
  process.stdout.write(`${JSON.stringify({ ...report, failures: failures.length })}\n`);
  failed += failures.length;
  for (const { index, what, content } of failures.slice(0, 20)) {
    mkdirSync('runs/fuzz', { recursive: true });
    writeFileSync(join('runs', 'fuzz', `${target.name.replace(/\W+/g, '-')}-${values.seed}-${index}`), content);
    process.stderr.write(`${target.name}, seed ${values.seed}, input ${index}: ${what}\n`);
  }
}
rmSync(folder, { recursive: true });
if (failed > 0) process.exitCode = 1;
