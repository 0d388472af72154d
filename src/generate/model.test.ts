import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { goldenPath } from '../../test/golden.js';
import { loadModel } from './load-model.js';
import type { Model } from './model.js';

const question = 'What is shown in this image?';
const picture = goldenPath('images', 'source', 'photo.png');

describe('a model on its own thread', () => {
  let model: Model;
  beforeAll(async () => {
    model = await loadModel(goldenPath('checkpoints', 'llava-next-llama'), { threads: 1 });
  });
  afterAll(() => model.dispose());

  test("law: the caller's event loop stays responsive while a long prompt is read", async () => {
    const delays: number[] = [];
    let last = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      delays.push(now - last - 5);
      last = now;
    }, 5);
    // A prompt of a few thousand tokens keeps the engine busy for long stretches at a time.
    const long = `${'Count the circles in the first picture. '.repeat(120)}${question}`;
    const { timings } = await model.answer({ prompt: long, images: [picture], maxTokens: 8 });
    clearInterval(timer);
    expect(timings.prefillMs).toBeGreaterThan(50);
    delays.sort((a, b) => a - b);
    // The median, not the 99th percentile: a busy machine delays timers whatever we do, a blocked loop delays them all.
    expect(delays.length).toBeGreaterThan(timings.prefillMs / 50);
    expect(delays[Math.floor(delays.length / 2)]).toBeLessThan(50);
  });

  test('law: an aborted request ends as cancelled, and the next one is answered', async () => {
    const expected = await model.answer({ prompt: question, images: [picture], maxTokens: 6 });
    const controller = new AbortController();
    const stream = model.generate({ prompt: question, images: [picture], maxTokens: 400 }, controller.signal);
    await expect(
      (async () => {
        for await (const part of stream) if (part.type === 'text') controller.abort();
      })(),
    ).rejects.toMatchObject({ code: 'cancelled' });
    expect((await model.answer({ prompt: question, images: [picture], maxTokens: 6 })).tokenIds).toEqual(
      expected.tokenIds,
    );
  });

  test('law: leaving the loop early leaves the model usable', async () => {
    for await (const part of model.generate({ prompt: question, images: [picture], maxTokens: 400 })) {
      if (part.type === 'images') break;
    }
    expect((await model.answer({ prompt: question, images: [picture], maxTokens: 2 })).tokenIds).toHaveLength(2);
  });

  test('equal: two requests at once give what each gives alone', async () => {
    const requests = [
      { prompt: question, images: [picture], maxTokens: 8 },
      { prompt: 'How many bars are in the chart?', images: [goldenPath('images', 'source', 'wide.png')], maxTokens: 8 },
    ];
    const alone = [];
    for (const request of requests) alone.push((await model.answer(request)).tokenIds);
    const together = await Promise.all(requests.map((request) => model.answer(request)));
    expect(together.map(({ tokenIds }) => tokenIds)).toEqual(alone);
  });

  test('equal: a seed repeats a sampled answer', async () => {
    const request = { prompt: question, images: [picture], maxTokens: 12, temperature: 1, seed: 7 };
    const first = await model.answer(request);
    expect((await model.answer(request)).tokenIds).toEqual(first.tokenIds);
    expect((await model.answer({ ...request, seed: 8 })).tokenIds).not.toEqual(first.tokenIds);
  });

  test.each([
    ['an empty question', { prompt: ' ' }, 'empty-prompt'],
    ['a missing picture', { prompt: question, images: ['nowhere.png'] }, 'image-missing'],
    ['a prompt longer than the context', { prompt: `${question} `.repeat(900) }, 'context-length'],
    ['more marks than pictures', { prompt: '<image> <image> What?', raw: true, images: [picture] }, 'image-count'],
    ['a temperature below zero', { prompt: question, temperature: -1 }, 'sample-option'],
  ])('%s crosses the thread as an error with its code', async (_, request, code) => {
    await expect(model.answer(request)).rejects.toMatchObject({ name: 'TesseraeError', code });
  });
});

test('a missing folder is an error, and a disposed model says so', async () => {
  await expect(loadModel('no/such/folder')).rejects.toMatchObject({ code: 'model-folder' });
  const model = await loadModel(goldenPath('checkpoints', 'text-mistral'), { threads: 1 });
  await model.dispose();
  await expect(model.answer({ prompt: 'a', raw: true })).rejects.toMatchObject({ code: 'model-disposed' });
});
