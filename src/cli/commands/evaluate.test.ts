import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { goldenPath } from '../../../test/golden.js';
import { nanoPope } from '../../evaluate/index.js';
import { type GenerateRequest, loadModel } from '../../generate/index.js';
import type { Picture } from '../../image/index.js';
import { runCommand, runIn } from '../cli.testing.js';

vi.mock('../../generate/index.js', () => ({ loadModel: vi.fn() }));

const root = mkdtempSync(join(tmpdir(), 'tesserae-evaluate-command-'));
afterAll(() => rmSync(root, { recursive: true }));

const model = goldenPath('checkpoints', 'llava');
const small = ['--task-options', '{"pictures":2}'];
const items = await nanoPope.load({ pictures: 2 });

/** Answers with the truth, but yes once anything is reduced. */
const answer = vi.fn<(request: GenerateRequest) => Promise<unknown>>();
const dispose = vi.fn(async () => {});

/** What tells questions apart: the text and the picture. */
const keyOf = (question: string, image: unknown): string =>
  `${question} ${Buffer.from((image as Picture).data).toString('base64')}`;
const truths = new Map(items.map(({ question, image, truth }) => [keyOf(question, nanoPope.draw!(image!)), truth]));
const truthOf = ({ images, messages }: GenerateRequest) =>
  truths.get(keyOf((messages![0].content[1] as { text: string }).text, images![0]));

beforeEach(() => {
  answer.mockReset().mockImplementation(async (request) => ({
    answer: request.reduce ? 'yes' : truthOf(request),
    tokenIds: [1],
    finishReason: 'stop',
    images: [{ visualTokens: 100, kept: request.reduce ? 20 : 100 }],
    timings: { prefillMs: 2, firstTokenMs: request.reduce ? 3 : 12, totalMs: 40 },
  }));
  dispose.mockClear();
  vi.mocked(loadModel)
    .mockReset()
    .mockResolvedValue({ answer, dispose } as never);
});

const words = (out: string, ...more: string[]) => [
  'evaluate',
  'nano-pope',
  '--model',
  model,
  ...small,
  '--out',
  join(root, out),
  ...more,
];
const linesOf = (path: string) =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('one setting', () => {
  it('writes every prompt, answer, reading and score, a page with pictures, and prints scores with intervals', async () => {
    const { code, stdout } = await runCommand(...words('one', '--json'));
    expect(code).toBe(0);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ task: 'nano-pope', comparisons: [], runs: [{ model: 'llava, all tokens' }] });
    const [{ run, score, cost, settings }] = report.runs;
    expect(score.metrics.accuracy).toMatchObject({ value: 100 });
    expect(Object.keys(score.perCategory)).toEqual(['random', 'popular', 'adversarial']);
    expect(cost).toMatchObject({ kept: 100, firstTokenMs: 12 });
    expect(settings).toMatchObject({ maxTokens: nanoPope.maxTokens, weights: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const [, first] = linesOf(run);
    expect(first).toMatchObject({
      prompt: [
        { type: 'image', image: items[0].image },
        { type: 'text', text: items[0].question },
      ],
      text: items[0].truth,
      parsed: { official: items[0].truth },
      score: 1,
      details: { visualTokens: 100 },
    });
    const page = readFileSync(report.reports[0], 'utf8');
    expect(page.match(/<article/g)).toHaveLength(items.length);
    expect(page).toContain(`<img src="pictures/${items[0].image}"`);
    expect(readdirSync(join(root, 'one', 'pictures'))).toHaveLength(2);
    expect(dispose).toHaveBeenCalledTimes(1);
  });

  it('prints a table, the cost, and where everything is', async () => {
    const { stdout, stderr } = await runCommand(...words('table', '--count', '6'));
    expect(stdout).toMatch(/^all \(6 items\)\n {2}accuracy +100\.00 +\[/);
    expect(stdout).toContain('random (2 items)');
    expect(stdout).toContain(
      'llava, all tokens: 100 of 100 visual tokens, first token after 12 ms, answer after 40 ms (median)',
    );
    expect(stdout).toContain(join(root, 'table', 'llava-all-tokens.html'));
    expect(JSON.parse(stderr.trim().split('\n').at(-1)!)).toMatchObject({
      progress: 'llava, all tokens',
      done: 6,
      total: 6,
    });
  });

  it('grows with --count, asking only for what is new', async () => {
    await runCommand(...words('grow', '--count', '6'));
    answer.mockClear();
    vi.mocked(loadModel).mockClear();
    await runCommand(...words('grow', '--count', '9'));
    expect(answer).toHaveBeenCalledTimes(3);
    const { code } = await runCommand(...words('grow', '--count', '9'));
    expect(code).toBe(0);
    expect(loadModel).toHaveBeenCalledTimes(1);
  });

  it('carries the pictures in the page where asked', async () => {
    await runCommand(...words('embed', '--embed', '--count', '3'));
    expect(readFileSync(join(root, 'embed', 'llava-all-tokens.html'), 'utf8')).toContain('data:image/png;base64,');
  });
});

describe('two settings', () => {
  it('answer the same items, and are compared in every category', async () => {
    const { code, stdout } = await runCommand(...words('two', '--compare', 'reduce=hired,keep=0.2', '--json'));
    expect(code).toBe(0);
    const { runs, comparisons, reports } = JSON.parse(stdout);
    expect(runs.map(({ model }: { model: string }) => model)).toEqual(['llava, all tokens', 'llava, hired 0.2']);
    const [comparison] = comparisons;
    expect(comparison.right).toMatchObject({ first: 100, second: 50, difference: -50, interval: [-50, -50] });
    expect(comparison.counts).toEqual({ both: 18, onlyFirst: 18, onlySecond: 0, neither: 0 });
    expect(comparison.mcnemar.exact).toBeLessThan(0.001);
    for (const split of ['random', 'popular', 'adversarial']) {
      expect(comparison.perCategory[split]).toMatchObject({ items: 12, counts: { both: 6, onlyFirst: 6 } });
    }
    const reduced = answer.mock.calls.filter(([{ reduce }]) => reduce);
    expect(reduced.length).toBe(items.length + 1);
    expect(reduced[0][0].reduce).toEqual([{ method: 'hired', keep: 0.2 }]);
    expect(readFileSync(reports[0], 'utf8')).toMatch(/A · llava, all tokens[\s\S]*B · llava, hired 0\.2/);
    expect(loadModel).toHaveBeenCalledTimes(1);
  });

  it('are printed side by side, and may be more', async () => {
    const more = [
      '--reduce',
      'hired',
      '--keep',
      '0.2',
      '--compare',
      'reduce=none',
      '--compare',
      'reduce=random,keep=3',
    ];
    const { stdout } = await runCommand(...words('three', ...more));
    expect(stdout).toMatch(/llava, hired 0\.2 +llava, all tokens +difference +interval/);
    expect(stdout).toMatch(/llava, hired 0\.2 +llava, random 3 +difference/);
    expect(stdout).toMatch(/all \(36 items; only first right 0, only second right 18; McNemar p < 0\.0001\)/);
    expect(stdout).toMatch(/right +50\.00 +100\.00 +\+50\.00 +\[/);
    expect(readdirSync(join(root, 'three')).filter((name) => name.endsWith('.html'))).toHaveLength(2);
  });

  it('are tried before the first of them is run', async () => {
    answer.mockImplementation(async ({ reduce }) => {
      if (reduce) throw new Error('no CLS token');
      return { answer: 'yes', tokenIds: [], finishReason: 'stop', images: [], timings: {} };
    });
    const { code, stderr } = await runCommand(...words('tried', '--compare', 'reduce=hired,keep=0.2'));
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'tesserae: no CLS token\n' });
    expect(existsSync(join(root, 'tried'))).toBe(false);
    expect(dispose).toHaveBeenCalledTimes(1);
  });

  it('go on where they were stopped', async () => {
    const stop = new AbortController();
    const real = answer.getMockImplementation()!;
    answer.mockImplementation(async (request) => {
      if (answer.mock.calls.length === 2 + items.length + 4) stop.abort();
      return real(request);
    });
    const argv = words('stopped', '--compare', 'reduce=hired,keep=0.2', '--json');
    expect((await runIn({ signal: stop.signal }, ...argv)).code).toBe(130);
    answer.mockClear();
    const { stdout } = await runCommand(...argv);
    expect(answer).toHaveBeenCalledTimes(items.length - 4);
    expect(JSON.parse(stdout).comparisons[0].items).toBe(items.length);
    expect(readdirSync(join(root, 'stopped')).some((name) => name.endsWith('.tmp'))).toBe(false);
  });
});

describe('published data', () => {
  it('is read from files and a folder of pictures', async () => {
    const line = { question_id: 1, image: 'tiny.png', text: 'Is there a cat in the image?', label: 'no' };
    const data = join(root, 'coco_pope_random.json');
    writeFileSync(data, JSON.stringify(line));
    const images = goldenPath('images', 'source');
    answer.mockResolvedValue({ answer: 'No', tokenIds: [1], finishReason: 'stop', images: [], timings: {} });
    const argv = [
      'evaluate',
      'pope',
      '--model',
      model,
      '--data',
      data,
      '--images',
      images,
      '--out',
      join(root, 'pope'),
    ];
    const { code, stdout } = await runCommand(...argv, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout).runs[0].score.metrics.accuracy.value).toBe(100);
    expect(answer.mock.calls[0][0].images).toEqual([join(images, 'tiny.png')]);
  });
});

it.each([
  [['frob'], 'one of pope, chair, mme, nano-bench, nano-pope'],
  [[], "missing required argument 'task'"],
  [['pope'], 'the data of pope'],
  [['pope', '--data', 'missing'], 'no such file'],
  [['mme', '--data', root], 'sub-tasks of MME'],
  [['nano-pope', '--data', root], 'no data for nano-pope'],
  [['nano-pope', '--count', '0'], 'a whole number of at least 1'],
  [['nano-pope', '--task-options', '{"picture":1}'], '"picture"'],
  [['nano-pope', '--compare', 'reduce=none'], '"tesserae-nano, all tokens" twice'],
  [['nano-pope', '--compare', 'keep=0'], 'at most one --keep per --reduce'],
  [['nano-pope', '--reduce', 'hired', '--keep', '0'], 'tokens kept as a fraction'],
  [['nano-pope', '--compare', 'reduce=hird,keep=0.2'], 'hird'],
  [['nano-pope', '--compare', 'hired'], 'options such as reduce=hired,keep=0.2 (each is name=value) for --compare'],
  [['nano-pope', '--model', 'missing'], '"missing", which does not exist'],
  [['nano-pope', '--out', goldenPath('README.md')], 'a folder for the results'],
])('refuses %j before a model is loaded', async (argv, message) => {
  const { code, stdout, stderr } = await runCommand('evaluate', ...argv);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^tesserae: Expected .+\n$/);
  expect(stderr).toContain(message);
  expect(loadModel).not.toHaveBeenCalled();
});
