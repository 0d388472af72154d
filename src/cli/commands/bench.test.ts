import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import { goldenPath } from '../../../test/golden.js';
import { CATEGORIES } from '../../data/picture/index.js';
import { nanoBench } from '../../evaluate/index.js';
import { type GenerateRequest, loadModel } from '../../generate/index.js';
import { runCommand, runIn } from '../cli.testing.js';
import { weightsHash } from '../weights-hash.js';

vi.mock('../../generate/index.js', () => ({ loadModel: vi.fn() }));

const root = mkdtempSync(join(tmpdir(), 'tesserae-bench-'));
afterAll(() => rmSync(root, { recursive: true }));

const model = goldenPath('checkpoints', 'llava');
const size = ['--per-category', '6', '--captions', '2'];
const truths = (await nanoBench.load({ perCategory: 6, captions: 2 })).map(({ truth }) => truth.answer);

const answer = vi.fn<(request: GenerateRequest) => Promise<unknown>>();
const dispose = vi.fn(async () => {});

/** Answers the nth question with the nth truth, or as told. */
function answering(text: (n: number) => string = (n) => truths[n]) {
  let n = 0;
  answer.mockReset().mockImplementation(async () => ({
    answer: text(n++),
    tokenIds: [1, 2],
    finishReason: 'stop',
    images: [{ visualTokens: 64, kept: 64 }],
    timings: {},
  }));
}

beforeEach(() => {
  answering();
  dispose.mockClear();
  vi.mocked(loadModel).mockResolvedValue({ answer, dispose } as never);
});

const bench = (file: string, ...argv: string[]) =>
  runCommand('bench', '--model', model, ...size, '--out', join(root, file), ...argv);

it('scores every category with an interval, and the facts of captions', async () => {
  const { code, stdout } = await bench('right.jsonl', '--json');
  expect(code).toBe(0);
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({
    task: 'nano-bench',
    model: 'llava',
    settings: { perCategory: 6, captions: 2, seed: 0 },
  });
  expect(report.score.metrics.accuracy.value).toBe(100);
  expect(report.score.metrics.recall.value).toBe(100);
  expect(Object.keys(report.score.perCategory)).toEqual([...CATEGORIES, 'caption']);
  expect(report.score.perCategory.count.items).toBe(6);
  expect(dispose).toHaveBeenCalledTimes(1);
});

it('shows the model the picture of the question', async () => {
  await bench('requests.jsonl');
  const items = await nanoBench.load({ perCategory: 6, captions: 2 });
  const asked = answer.mock.calls.map(([{ messages }]) => messages);
  expect(asked).toEqual(
    items.map(({ question: text }) => [{ role: 'user', content: [{ type: 'image' }, { type: 'text', text }] }]),
  );
  const [{ images }] = answer.mock.calls[0];
  const { width, height, data } = images![0] as { width: number; height: number; data: Uint8Array };
  expect(data.length).toBe(width * height * 3);
});

it('prints a table', async () => {
  answering(() => 'yes');
  const { stdout } = await bench('yes.jsonl');
  expect(stdout).toMatch(/^all \(38 items\)\n {2}accuracy +\d/);
  expect(stdout).toMatch(/existence \(6 items\)\n {2}accuracy +50\.00 +\[/);
});

it('goes on where it stopped', async () => {
  const stop = new AbortController();
  answering((n) => {
    if (n === 4) stop.abort();
    return truths[n];
  });
  const argv = ['bench', '--model', model, ...size, '--out', join(root, 'torn.jsonl')];
  expect((await runIn({ signal: stop.signal }, ...argv)).code).toBe(130);
  const written = readFileSync(join(root, 'torn.jsonl'), 'utf8').trim().split('\n').length - 1;
  expect(written).toBeGreaterThan(0);
  expect(written).toBeLessThan(truths.length);
  answering((n) => truths[n + written]);
  const { stdout } = await runCommand(...argv, '--json');
  expect(answer).toHaveBeenCalledTimes(truths.length - written);
  expect(JSON.parse(stdout).score.metrics.accuracy.value).toBe(100);
});

it('does not mix the answers of different weights', async () => {
  const folder = join(root, 'model');
  mkdirSync(folder);
  copyFileSync(join(model, 'model.safetensors'), join(folder, 'model.safetensors'));
  const argv = ['bench', '--model', folder, ...size, '--out', join(root, 'mixed.jsonl')];
  await runCommand(...argv);
  const before = await weightsHash(folder);
  expect(before).toBe(await weightsHash(folder));
  writeFileSync(join(folder, 'model.safetensors'), 'other');
  expect(await weightsHash(folder)).not.toBe(before);
  const { code, stderr } = await runCommand(...argv);
  expect(code).toBe(1);
  expect(stderr).toContain('settings.weights');
});

it.each([
  [['--per-category', '0'], 'a whole number of at least 1'],
  [['--model', 'missing'], '"missing", which does not exist'],
  [['extra'], 'too many arguments'],
])('refuses %j', async (argv, words) => {
  const { code, stderr } = await runCommand('bench', ...argv);
  expect(code).toBe(1);
  expect(stderr).toContain(words);
});
