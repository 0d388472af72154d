import { Command } from 'commander';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { goldenPath } from '../../../test/golden.js';
import type { AskModel, AskPart, AskRequest } from '../ask-model.js';
import { configure } from './ask.js';

const picture = goldenPath('images', 'source', 'tiny.png');
const folder = goldenPath('checkpoints', 'llava');

const image = {
  path: picture,
  width: 3,
  height: 2,
  canvas: [128, 128],
  grid: null,
  visualTokens: 64,
  kept: 64,
} as const;
const result = {
  text: 'a red bar',
  tokenIds: [7, 8, 9],
  finishReason: 'stop',
  images: [{ ...image, canvas: [128, 128] as [number, number] }],
  timings: { visionMs: 1, prefillMs: 2, firstTokenMs: 3, decodeMsPerToken: 0.5 },
};

const requests: AskRequest[] = [];
const dispose = vi.fn(async () => {});
let parts: () => Iterable<AskPart>;
const load = vi.fn(
  async (): Promise<AskModel> => ({
    async *generate(request) {
      requests.push(request);
      yield* parts();
    },
    dispose,
  }),
);

beforeEach(() => {
  requests.length = 0;
  vi.clearAllMocks();
  parts = () => [
    { type: 'text', text: 'a red' },
    { type: 'text', text: ' bar' },
    { type: 'end', result },
  ];
});

/** Parses and runs; resolves to what was written, rejects with the error. */
async function ask(argv: string[], { isTTY = false, stop = new AbortController() } = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const command = new Command('ask').exitOverride().configureOutput({ outputError: () => {} });
  const context = {
    stdout: { isTTY, write: (text: string) => out.push(text) },
    stderr: { write: (text: string) => err.push(text) },
    signal: stop.signal,
  };
  configure(command, context, load);
  await command.parseAsync(['--model', folder, ...argv], { from: 'user' });
  return { out, err: err.join('') };
}

describe('request', () => {
  it('is greedy by default', async () => {
    await ask([picture, 'What is it?']);
    const { signal, ...request } = requests[0];
    expect(request).toEqual({ images: [picture], prompt: 'What is it?', raw: false, maxTokens: 256 });
    expect(load).toHaveBeenCalledWith(folder);
  });

  it('carries every option', async () => {
    const words =
      '--max-tokens 5 --temperature 0.7 --top-k 40 --top-p 0.9 --min-p 0.05 --repetition-penalty 1.1 --seed 3';
    await ask([...words.split(' '), '--stop', 'a', '--stop', '\n', picture, picture, 'Same?']);
    const { signal, ...request } = requests[0];
    expect(request).toEqual({
      images: [picture, picture],
      prompt: 'Same?',
      raw: false,
      maxTokens: 5,
      temperature: 0.7,
      topK: 40,
      topP: 0.9,
      minP: 0.05,
      repetitionPenalty: 1.1,
      seed: 3,
      stop: ['a', '\n'],
    });
  });

  it('may be raw, even without a picture', async () => {
    await ask(['--raw', picture, 'USER: <image>\nWhat?']);
    await ask(['--raw', 'Once upon']);
    expect(requests.map(({ raw, images, prompt }) => [raw, images.length, prompt])).toEqual([
      [true, 1, 'USER: <image>\nWhat?'],
      [true, 0, 'Once upon'],
    ]);
  });
});

describe('output', () => {
  it('streams the answer alone into a pipe, notes on stderr', async () => {
    const { out, err } = await ask([picture, 'What?']);
    expect(out).toEqual(['a red', ' bar', '\n']);
    expect(err).toContain('→ 64 visual tokens\n3 tokens (stop)  load ');
  });

  it('puts notes below the answer on a terminal', async () => {
    const { out, err } = await ask([picture, 'What?'], { isTTY: true });
    expect(out.join('')).toMatch(/^a red bar\n\n.*visual tokens\n3 tokens/);
    expect(err).toBe('');
  });

  it('is one object with --json', async () => {
    const { out, err } = await ask([picture, 'What?', '--json']);
    expect(err).toBe('');
    const report = JSON.parse(out.join(''));
    expect(report).toEqual({
      answer: 'a red bar',
      tokenIds: [7, 8, 9],
      finishReason: 'stop',
      images: [image],
      timings: { ...result.timings, loadMs: expect.any(Number), totalMs: expect.any(Number) },
      model: folder,
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
    expect(report.timings.totalMs).toBeGreaterThanOrEqual(report.timings.loadMs);
  });
});

describe('end', () => {
  it('gives the model back after an answer, a failure and an interruption', async () => {
    await ask([picture, 'What?']);
    expect(dispose).toHaveBeenCalledTimes(1);

    parts = () => {
      throw new Error('broken');
    };
    await expect(ask([picture, 'What?'])).rejects.toThrow('broken');
    expect(dispose).toHaveBeenCalledTimes(2);

    const stop = new AbortController();
    parts = () => {
      stop.abort();
      return [{ type: 'text', text: 'a' }];
    };
    await expect(ask([picture, 'What?'], { stop })).rejects.toThrow(/abort/i);
    expect(dispose).toHaveBeenCalledTimes(3);
  });
});

describe('mistakes are found before a model is loaded', () => {
  it.each([
    [[], 'missing required argument'],
    [[picture], 'pictures and a question'],
    [[picture, ''], 'an empty one'],
    [[picture, ' \n'], 'an empty one'],
    [['missing.png', 'What?'], 'does not exist'],
    [[folder, 'What?'], 'the folder'],
    [['--raw', picture, 'What?'], '0 of them, 1 picture(s)'],
    [['--raw', '<image>'], '1 of them, 0 picture(s)'],
    [[picture, 'What?', '--model', 'missing'], '"missing", which does not exist'],
    [[picture, 'What?', '--max-tokens', '-1'], 'a whole number of at least 1'],
    [[picture, 'What?', '--max-tokens', '0'], 'a whole number of at least 1'],
    [[picture, 'What?', '--max-tokens', 'abc'], 'a whole number of at least 1'],
    [[picture, 'What?', '--temperature', '-1'], 'a number of at least 0'],
    [[picture, 'What?', '--top-p', '1.5'], 'a number above 0 and at most 1'],
    [[picture, 'What?', '--frobnicate'], "unknown option '--frobnicate'"],
  ])('%j', async (argv, words) => {
    await expect(ask(argv)).rejects.toThrow(words);
    expect(load).not.toHaveBeenCalled();
  });
});
