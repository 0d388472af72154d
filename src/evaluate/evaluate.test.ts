import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EvaluateOptions, evaluate } from './evaluate.js';
import { fakeItems, temporaryFolder } from './evaluate.testing.js';
import { pope } from './pope.js';
import { readRun } from './run-file.js';
import type { Item } from './task.js';

const items = fakeItems(2);
const textOf = ({ id }: Item): string => (id.length % 2 ? `Yes, "${id}"\n\tindeed ✓` : 'No.');

/** A run with a model that counts what it is asked. */
function setup(more: Partial<EvaluateOptions> = {}) {
  const asked: string[] = [];
  const options: EvaluateOptions = {
    task: pope,
    items,
    model: 'fake',
    settings: { keep: 576, decode: { temperature: 0 } },
    seed: 3,
    out: join(temporaryFolder(), 'deep', 'run.jsonl'),
    answer: async (item) => {
      asked.push(item.id);
      return { text: textOf(item), tokens: item.id.length };
    },
    ...more,
  };
  return { asked, options };
}

describe('evaluate', () => {
  it('writes a header and a record with prompt, answer, reading and score for every item', async () => {
    const { options } = setup();
    const run = await evaluate(options);
    const lines = readFileSync(options.out, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(1 + items.length);
    expect(lines[0]).toMatchObject({ task: 'pope', model: 'fake', settings: { keep: 576 }, seed: 3, version: /\d/ });
    expect(lines[1]).toMatchObject({
      id: 'random/1',
      prompt: [
        { type: 'image', image: '0.png' },
        { type: 'text', text: items[0].question },
      ],
      truth: 'yes',
      text: 'No.',
      parsed: { official: 'no', words: 'no', exact: 'other' },
      score: 0,
      details: { tokens: 8 },
    });
    const { path, header, records } = readRun(options.out);
    expect({ path, header, records }).toEqual({ path: run.path, header: run.header, records: run.records });
  });

  it('asks only for what is missing when it is started again', async () => {
    const { asked, options } = setup();
    const stop = new AbortController();
    const onProgress = (done: number): void => {
      if (done === 5) stop.abort();
    };
    await expect(evaluate({ ...options, onProgress, signal: stop.signal })).rejects.toThrow(/abort/i);
    const run = await evaluate(options);
    expect(asked).toEqual(items.map(({ id }) => id));
    expect(run.records.map(({ id }) => id)).toEqual(asked);
    await evaluate(options);
    expect(asked).toHaveLength(items.length);
  });

  it('recovers from a crash at any byte of the file, without a loss and without a duplicate', async () => {
    const { asked, options } = setup();
    await evaluate(options);
    const whole = readFileSync(options.out);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length }), async (end) => {
        const before = whole.subarray(0, end);
        writeFileSync(options.out, before);
        asked.length = 0;
        const run = await evaluate(options);
        const complete = Math.max(0, before.toString('latin1').split('\n').length - 2);
        expect(asked).toEqual(items.slice(complete).map(({ id }) => id));
        expect(readRun(options.out).records).toEqual(run.records);
        expect(run.records.map(({ id, text }) => [id, text])).toEqual(items.map((item) => [item.id, textOf(item)]));
      }),
      { numRuns: 60, examples: [[0], [1], [whole.indexOf('\n')], [whole.indexOf('\n') + 1], [whole.length - 1]] },
    );
  });

  it('answers several items at the same time, each once', async () => {
    let running = 0;
    let most = 0;
    const { options } = setup({ concurrency: 4 });
    const run = await evaluate({
      ...options,
      answer: async (item) => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setTimeout(resolve, item.id.length % 3));
        running--;
        return { text: textOf(item) };
      },
    });
    expect(most).toBe(4);
    expect(run.records.map(({ id }) => id)).toEqual(items.map(({ id }) => id));
    expect(new Set(readRun(options.out).records.map(({ id }) => id)).size).toBe(items.length);
  });

  it('keeps finished answers when the model fails, and goes on from there', async () => {
    const { asked, options } = setup();
    const failing = async (item: Item) => {
      if (item.id === 'random/4') throw new Error('out of memory');
      return options.answer(item, []);
    };
    await expect(evaluate({ ...options, answer: failing })).rejects.toThrow('out of memory');
    expect(readRun(options.out).records).toHaveLength(3);
    await evaluate(options);
    expect(asked).toEqual(items.map(({ id }) => id));
  });

  it('waits for answers in progress when another fails, and starts no more', async () => {
    const { options } = setup({ concurrency: 2 });
    const answer = async ({ id }: Item) => {
      if (id === 'random/2') throw new Error('broken');
      await new Promise((resolve) => setTimeout(resolve, 20));
      return { text: 'Yes' };
    };
    await expect(evaluate({ ...options, answer })).rejects.toThrow('broken');
    expect(readRun(options.out).records.map(({ id }) => id)).toEqual(['random/1']);
  });

  it('reads items from a stream', async () => {
    const stream = async function* () {
      yield* items;
    };
    const { options } = setup({ items: stream() });
    expect((await evaluate(options)).records).toHaveLength(items.length);
  });
});

describe('evaluate refuses', () => {
  it('to continue with other settings, and lists them', async () => {
    const { options } = setup();
    await evaluate(options);
    const before = readFileSync(options.out);
    const settings = { keep: 288, decode: { temperature: 0, beams: 2 } };
    await expect(evaluate({ ...options, settings, model: 'other' })).rejects.toMatchObject({
      code: 'run-settings',
      received:
        'model: "fake" in the file, "other" now; settings.keep: 576 in the file, 288 now; ' +
        'settings.decode.beams: absent in the file, 2 now',
    });
    await expect(evaluate({ ...options, seed: 4 })).rejects.toMatchObject({ code: 'run-settings' });
    expect(readFileSync(options.out)).toEqual(before);
  });

  it('changed, unknown, repeated and no items', async () => {
    const { options } = setup();
    await evaluate(options);
    const cases = [
      items.map((item) => ({ ...item, question: `${item.question}!` })),
      items.map((item) => ({ ...item, truth: 'yes' })),
      items.slice(1),
      [...items, items[0]],
      [],
    ];
    for (const list of cases) {
      await expect(evaluate({ ...options, items: list })).rejects.toMatchObject({ code: 'run-items' });
    }
  });

  it('a concurrency that answers nothing, before a file is made', async () => {
    for (const concurrency of [0, 1.5, Number.NaN]) {
      const { options } = setup({ concurrency });
      await expect(evaluate(options)).rejects.toMatchObject({ code: 'evaluate-options' });
      expect(existsSync(options.out)).toBe(false);
    }
  });

  it('an answer without text', async () => {
    const { options } = setup({ answer: async () => ({}) as never });
    await expect(evaluate(options)).rejects.toMatchObject({ code: 'answer-text', message: /random\/1/ });
  });

  it('to append to a file that is something else, and leaves it as it is', async () => {
    const { options } = setup();
    await evaluate(options);
    appendFileSync(options.out, 'not JSON\n');
    const before = readFileSync(options.out);
    await expect(evaluate(options)).rejects.toMatchObject({ code: 'evaluation-data', message: /line 14/ });
    expect(readFileSync(options.out)).toEqual(before);
  });
});
