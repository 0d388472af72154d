/**
 * What fewer visual tokens cost and save, method by method, on questions that training never saw.
 *
 *     node dist-bench/bench/reduce.js [--model models/tesserae-nano] [--items 300] [--methods hired,random]
 *                                     [--keeps 0.5,0.2] [--seed 0] [--threads N] [--name reduce]
 *
 * Every item is answered under all settings, in random order, before the next: whatever else the machine does, it does
 * to all of them alike. Each answer is computed from the pixels on, so its times are those that a user sees. A killed
 * sweep goes on where it stopped (`runs/bench/`); at the end one row per setting is appended to `bench/rows/NAME.jsonl`.
 */
import { join } from 'node:path';
import { createProgress } from '../src/base/progress.js';
import { mixSeed, Random } from '../src/base/random.js';
import { weightsHash } from '../src/cli/weights-hash.js';
import { nanoBench, packageVersion } from '../src/evaluate/index.js';
import { Engine } from '../src/generate/index.js';
import { answerItem, maxTokens } from './reduce/answer.js';
import { chooseItems } from './reduce/items.js';
import { Journal } from './reduce/journal.js';
import { readOptions } from './reduce/options.js';
import { peakMemory } from './reduce/peak-memory.js';
import { planSettings } from './reduce/settings.js';
import { summarise, tabulate } from './reduce/summary.js';
import { machineName, writeRow } from './rows.js';

const options = readOptions(process.argv.slice(2));
const { model, seed, threads } = options;
const engine = await Engine.open(model, { threads });
const { layers, kvHeads, headWidth } = engine.checkpoint.text;
const { settings, unreachable } = planSettings(options.methods, options.keeps, layers);
if (unreachable.length > 0) process.stderr.write(`No schedule reaches ${unreachable.join(', ')}.\n`);

const items = await chooseItems(options.items, seed);
const hash = (await weightsHash(model)).slice(0, 12);
const sweep = {
  model: hash,
  items: items.length,
  seed,
  maxTokens,
  threads: threads ?? 'all cores',
  version: packageVersion,
};
const file = `${options.name}-${hash}-${items.length}-${seed}.jsonl`;
const header = { ...sweep, machine: machineName(), node: process.version };
const journal = Journal.open(join('runs', 'bench', file), header);

const answered = new Set(journal.answers.map(({ setting, item }) => `${setting}\n${item}`));
const progress = createProgress({ total: items.length * settings.length, label: 'reduce' });
let done = 0;
let warm = false;
for (const [number, item] of items.entries()) {
  const order = new Random(mixSeed(seed, number)).shuffle(settings);
  const open = order.filter(({ name }) => !answered.has(`${name}\n${item.id}`));
  done += order.length - open.length;
  if (open.length === 0) continue;
  const picture = nanoBench.draw!(item.image!);
  // The first answer of a setting compiles programs.
  if (!warm) for (const setting of settings) await answerItem(engine, setting, item, picture, seed);
  warm = true;
  for (const setting of open) {
    journal.append(await answerItem(engine, setting, item, picture, seed));
    progress.update(++done, { setting: setting.name });
  }
}
progress.finish();
await engine.dispose();

const table = tabulate(journal.answers);
for (const setting of settings) {
  const summary = summarise(setting, table, items, { layers, kvWidth: kvHeads * headWidth });
  const peakBytes = await peakMemory({ model, items: items.length, seed, threads, setting });
  writeRow(options.name, { ...sweep, ...summary, peakMiB: Math.round(peakBytes / 2 ** 20) });
}
