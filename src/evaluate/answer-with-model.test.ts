import { describe, expect, it } from 'vitest';
import type { GenerateRequest, GenerateResult } from '../generate/index.js';
import { answerWithModel } from './answer-with-model.js';
import { pope } from './pope.js';
import { runCost } from './run-cost.js';
import type { Item, Task } from './task.js';

const item: Item = { id: '1', image: 'a.png', question: 'Is it?', truth: 'yes', category: 'random', cluster: 'a' };
const timings = { loadMs: 1, visionMs: 2, prefillMs: 3, firstTokenMs: 4, decodeMsPerToken: 5, totalMs: 6 };
const picture = { width: 1, height: 1, canvas: [1, 1] as [number, number], grid: null, path: null };

/** Answers through a model that returns these fields; gives what it was asked, too. */
async function ask(
  task: Task,
  result: Partial<GenerateResult> = {},
  request = {},
  prompt = pope.prompt(item as never),
) {
  const requests: [GenerateRequest, AbortSignal | undefined][] = [];
  const images = [{ ...picture, visualTokens: 100, kept: 20 }];
  const model = {
    answer: async (request: GenerateRequest, signal?: AbortSignal) => {
      requests.push([request, signal]);
      return { answer: 'Yes.', tokenIds: [7, 8], finishReason: 'stop' as const, images, timings, ...result };
    },
  };
  const signal = new AbortController().signal;
  const answer = await answerWithModel(model, task, request, signal)(item, prompt);
  expect(requests[0][1]).toBe(signal);
  return { answer, request: requests[0][0] };
}

describe('a model that answers items', () => {
  it('is given the pieces of the prompt in order, and as many tokens as the task needs', async () => {
    const { answer, request } = await ask(pope as Task);
    expect(request).toEqual({
      maxTokens: pope.maxTokens,
      images: ['a.png'],
      messages: [{ role: 'user', content: [{ type: 'image' }, { type: 'text', text: 'Is it?' }] }],
    });
    expect(answer).toEqual({ text: 'Yes.', tokens: 2, finishReason: 'stop', visualTokens: 100, kept: 20, timings });
    const prompt = [
      { type: 'text' as const, text: 'First' },
      { type: 'image' as const, image: 'b.png' },
    ];
    const other = await ask(pope as Task, {}, {}, prompt);
    expect(other.request.images).toEqual(['b.png']);
    expect(other.request.messages![0].content).toEqual([{ type: 'text', text: 'First' }, { type: 'image' }]);
  });

  it('is given reducer, decoding and length of the setting', async () => {
    const setting = { maxTokens: 3, temperature: 0.5, reduce: { method: 'hired' as const, keep: 0.2 } };
    expect((await ask(pope as Task, {}, setting)).request).toMatchObject(setting);
  });

  it('is shown drawn pictures', async () => {
    const drawn = { width: 1, height: 1, data: Uint8Array.of(1, 2, 3) };
    const { request } = await ask({ ...pope, draw: () => drawn } as unknown as Task);
    expect(request.images).toEqual([drawn]);
  });

  it('reports tokens of several pictures, and the mean over layers where they are dropped inside', async () => {
    const images = [20, 40].map((kept) => ({ ...picture, visualTokens: 100, kept }));
    expect((await ask(pope as Task, { images })).answer).toMatchObject({ visualTokens: 200, kept: 60 });
    const dropped = await ask(pope as Task, { images, visualTokensPerLayer: [60, 30, 15, 15] });
    expect(dropped.answer).toMatchObject({ visualTokens: 200, kept: 30 });
  });
});

describe('the cost of a run', () => {
  const details = (kept: number, totalMs: number) => ({
    details: { tokens: 2, visualTokens: 100, kept, timings: { ...timings, totalMs } },
  });

  it('is means of tokens and medians of times', () => {
    expect(runCost([details(20, 5), details(30, 900), details(40, 7), details(50, 6)])).toEqual({
      visualTokens: 100,
      kept: 35,
      tokens: 2,
      prefillMs: 3,
      firstTokenMs: 4,
      totalMs: 6.5,
    });
  });

  it('is unknown where a record does not tell', () => {
    expect(runCost([details(20, 5), {}])).toBeUndefined();
    expect(runCost([])).toBeUndefined();
  });
});
