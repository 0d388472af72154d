/**
 * Peak memory of a setting: a process of its own that loads the model and answers about a few of the largest pictures.
 * The high-water mark of a process that does everything would be that of its most expensive setting.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { nanoBench } from '../../src/evaluate/index.js';
import { Engine } from '../../src/generate/index.js';
import { answerItem } from './answer.js';
import { type BenchItem, chooseItems } from './items.js';
import { planSettings, type Setting } from './settings.js';

/** Pictures answered about, the largest of the first few dozen. */
const [pictures, looked] = [3, 24];

interface Order {
  model: string;
  items: number;
  seed: number;
  threads?: number;
  setting: Pick<Setting, 'name' | 'method' | 'keep'>;
}

/** Bytes that the process of this setting had resident at most. */
export async function peakMemory(order: Order): Promise<number> {
  const { method, keep, name } = order.setting;
  const text = JSON.stringify({ ...order, setting: { method, keep, name } });
  const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(import.meta.url), text]);
  return Number(stdout);
}

/** The other side: prints the bytes. */
async function answerLargest({ model, items, seed, threads, setting }: Order): Promise<void> {
  const engine = await Engine.open(model, { threads });
  const { settings } = planSettings([setting.method], [setting.keep], engine.checkpoint.text.layers);
  const wanted = settings.find(({ name }) => name === setting.name)!;
  for (const item of largest(await chooseItems(items, seed))) {
    await answerItem(engine, wanted, item, nanoBench.draw!(item.image!), seed);
  }
  process.stdout.write(String(process.resourceUsage().maxRSS * 1024));
  await engine.dispose();
}

function largest(items: readonly BenchItem[]): BenchItem[] {
  const sized = items.slice(0, looked).map((item) => {
    const { width, height } = nanoBench.draw!(item.image!);
    return { item, area: width * height };
  });
  return sized
    .sort((a, b) => b.area - a.area)
    .slice(0, pictures)
    .map(({ item }) => item);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await answerLargest(JSON.parse(process.argv[2]));
