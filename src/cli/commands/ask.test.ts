import { beforeEach, describe, expect, it, vi } from 'vitest';
import { goldenPath } from '../../../test/golden.js';
import { type GeneratePart, type GenerateRequest, type GenerateResult, loadModel } from '../../generate/index.js';
import { runIn } from '../cli.testing.js';

vi.mock('../../generate/index.js', () => ({ loadModel: vi.fn() }));

const picture = goldenPath('images', 'source', 'tiny.png');
const folder = goldenPath('checkpoints', 'llava');

const result: GenerateResult = {
  answer: 'a red bar',
  tokenIds: [7, 8, 9],
  finishReason: 'stop',
  images: [{ path: picture, width: 3, height: 2, canvas: [128, 128], grid: null, visualTokens: 64, kept: 64 }],
  timings: { loadMs: 9, visionMs: 1, prefillMs: 2, firstTokenMs: 3, decodeMsPerToken: 0.5, totalMs: 4 },
};

const requests: GenerateRequest[] = [];
const dispose = vi.fn(async () => {});
let parts: (signal?: AbortSignal) => Iterable<GeneratePart>;

beforeEach(() => {
  requests.length = 0;
  dispose.mockClear();
  parts = () => [
    { type: 'images', images: result.images },
    { type: 'text', text: 'a red' },
    { type: 'text', text: ' bar' },
    { type: 'finish', ...result },
  ];
  const model = {
    async *generate(request: GenerateRequest, signal?: AbortSignal) {
      requests.push(request);
      yield* parts(signal);
    },
    dispose,
  };
  vi.mocked(loadModel)
    .mockReset()
    .mockResolvedValue(model as never);
});

/** Runs `ask` with the fake model. */
const ask = (argv: string[], context = {}) => runIn(context, 'ask', '--model', folder, ...argv);

describe('request', () => {
  it('is greedy by default', async () => {
    await ask([picture, 'What is it?']);
    expect(requests[0]).toEqual({ images: [picture], prompt: 'What is it?', raw: false, maxTokens: 256 });
    expect(loadModel).toHaveBeenCalledExactlyOnceWith(folder, {});
  });

  it('goes to the device that is named', async () => {
    await ask(['--device', 'webgpu', picture, 'What is it?']);
    expect(loadModel).toHaveBeenCalledExactlyOnceWith(folder, { device: 'webgpu' });
    expect(requests[0]).not.toHaveProperty('device');
  });

  it('carries every option', async () => {
    const words =
      '--max-tokens 5 --temperature 0.7 --top-k 40 --top-p 0.9 --min-p 0.05 --repetition-penalty 1.1 --seed 3';
    await ask([...words.split(' '), '--stop', 'a', '--stop', '\n', picture, picture, 'Same?']);
    expect(requests[0]).toEqual({
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

  it('carries reducers with their numbers and options in order, and damro', async () => {
    const reduce = ['--reduce', 'hired,pyramiddrop', '--keep', '0.2', '--reduce-options', '{"alpha":0.3}'];
    const damro = '--decode damro --damro-alpha 1 --damro-beta 0 --damro-outliers 4'.split(' ');
    await ask([...reduce, ...damro, picture, 'What?']);
    expect(requests[0].reduce).toEqual([
      { method: 'hired', keep: 0.2, options: { alpha: 0.3 } },
      { method: 'pyramiddrop' },
    ]);
    expect(requests[0].decode).toEqual({ method: 'damro', alpha: 1, beta: 0, outliers: 4 });
    await ask(['--reduce', 'hired', '--reduce', 'pyramiddrop', '--keep', '64', '--keep', '0.5', picture, 'What?']);
    expect(requests[1].reduce).toEqual([
      { method: 'hired', keep: 64 },
      { method: 'pyramiddrop', keep: 0.5 },
    ]);
  });

  it('may be raw, even without a picture', async () => {
    await ask(['--raw', picture, 'USER: <image>\nWhat?']);
    await ask(['--raw', 'Once upon']);
    expect(requests.map(({ raw, images, prompt }) => [raw, images!.length, prompt])).toEqual([
      [true, 1, 'USER: <image>\nWhat?'],
      [true, 0, 'Once upon'],
    ]);
  });
});

describe('output', () => {
  it('streams the answer alone into a pipe, notes on stderr', async () => {
    const { code, stdout, stderr } = await ask([picture, 'What?']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'a red bar\n' });
    expect(stderr).toBe(
      `\n${picture}  3×2 → canvas 128×128 → 1 tile → 64 visual tokens\n` +
        '3 tokens (stop)  load 9.0 ms · vision 1.0 ms · prefill 2.0 ms · first token 3.0 ms · 0.5 ms per token · total 4.0 ms\n',
    );
  });

  it('comes as it is decoded, notes below it on a terminal', async () => {
    const writes: string[] = [];
    const stdout = { isTTY: true, write: (text: string) => writes.push(text) };
    const { stderr } = await ask([picture, 'What?'], { stdout });
    expect(writes.slice(0, 3)).toEqual(['a red', ' bar', '\n']);
    expect(writes[3]).toContain('64 visual tokens\n3 tokens');
    expect(stderr).toBe('');
  });

  it('is one object with --json', async () => {
    const { stdout, stderr } = await ask([picture, 'What?', '--json']);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({ ...result, model: folder, version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  });
});

describe('the model is given back', () => {
  it('after an answer', async () => {
    await ask([picture, 'What?']);
    expect(dispose).toHaveBeenCalledTimes(1);
  });

  it('after a failure', async () => {
    parts = () => {
      throw new Error('broken');
    };
    expect(await ask([picture, 'What?'])).toEqual({ code: 1, stdout: '', stderr: 'tesserae: broken\n' });
    expect(dispose).toHaveBeenCalledTimes(1);
  });

  it('after Ctrl-C', async () => {
    const stop = new AbortController();
    parts = function* (signal) {
      yield { type: 'text', text: 'a' };
      stop.abort();
      signal?.throwIfAborted();
    };
    const { code, stdout, stderr } = await ask([picture, 'What?'], { signal: stop.signal });
    expect({ code, stdout, stderr }).toEqual({ code: 130, stdout: 'a', stderr: '\nInterrupted.\n' });
    expect(dispose).toHaveBeenCalledTimes(1);
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
    [[picture, 'What?', '--model', picture], 'the file'],
    [[picture, 'What?', '--max-tokens', '-1'], 'a whole number of at least 1'],
    [[picture, 'What?', '--max-tokens', '0'], 'a whole number of at least 1'],
    [[picture, 'What?', '--max-tokens', 'abc'], 'a whole number of at least 1'],
    [[picture, 'What?', '--temperature', '-1'], 'a number of at least 0'],
    [[picture, 'What?', '--top-k', '0'], 'a whole number of at least 1'],
    [[picture, 'What?', '--top-p', '1.5'], 'a number above 0 and at most 1'],
    [[picture, 'What?', '--min-p', '-0.1'], 'a number of at least 0 and at most 1'],
    [[picture, 'What?', '--repetition-penalty', '0'], 'a number above 0'],
    [[picture, 'What?', '--stop', ''], 'a text'],
    [[picture, 'What?', '--reduce', 'fewer', '--keep', '1'], 'one of none, random, uniform, hired'],
    [[picture, 'What?', '--reduce', 'hired'], 'no --keep'],
    [[picture, 'What?', '--reduce', 'hired', '--keep', '0'], 'a fraction in (0, 1]'],
    [[picture, 'What?', '--reduce', 'hired', '--keep', '-3'], 'a fraction in (0, 1]'],
    [[picture, 'What?', '--reduce', 'hired', '--keep', '1.5'], 'neither a fraction nor a whole number'],
    [[picture, 'What?', '--reduce', 'hired', '--keep', 'half'], 'a number'],
    [[picture, 'What?', '--reduce', 'hired,', '--keep', '1'], 'separated by commas'],
    [[picture, 'What?', '--keep', '0.5'], 'at most one --keep per --reduce'],
    [[picture, 'What?', '--reduce', 'hired', '--keep', '1', '--reduce-options', 'alpha=1'], 'a JSON object'],
    [[picture, 'What?', '--reduce', 'hired', '--keep', '1', '--reduce-options', '[]'], 'a JSON object'],
    [[picture, 'What?', '--decode', 'vcd'], 'damro'],
    [[picture, 'What?', '--device', 'cuda'], 'one of cpu, webgpu'],
    [[picture, 'What?', '--decode', 'damro', '--damro-alpha', '-1'], 'a number of at least 0'],
    [[picture, 'What?', '--damro-alpha', '1'], '--decode damro'],
    [[picture, picture, 'What?', '--explain', 'kept.png'], 'one picture for --explain'],
    [[picture, 'What?', '--frobnicate'], "unknown option '--frobnicate'"],
  ])('%j', async (argv, words) => {
    const { code, stdout, stderr } = await ask(argv);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^tesserae: [^\n]+\n$/);
    expect(stderr).toContain(words);
    expect(loadModel).not.toHaveBeenCalled();
  });
});
