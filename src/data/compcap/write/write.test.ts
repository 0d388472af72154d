import { describe, expect, it } from 'vitest';
import { Random } from '../../../base/random.js';
import { drawnSource } from '../drawn-source.js';
import { pictureText } from '../image-text/picture.js';
import { PassRates } from './pass-rates.js';
import { tidyCaption } from './tidy.js';
import { writeCaption } from './write-caption.js';
import { asGenerate, type Writer } from './writer.js';

const meta = await pictureText.sample(new Random(3), drawnSource());
const right = `In the image one sees ${meta.picture.phrase}. On it stands "${meta.text}"`;
const write = (writer: Writer, timeout = 500) => writeCaption(pictureText, meta, 1, asGenerate(writer), { timeout });

describe('tidying', () => {
  it.each([
    ['Caption: The image shows a cat.', 'The image shows a cat.'],
    ["Sure! Here's a detailed caption for the collage:\n\nThe image shows a cat.", 'The image shows a cat.'],
    ['**Caption:** The image shows a cat.\n\nLet me know if you need another version!', 'The image shows a cat.'],
    ['"The image shows a cat."', 'The image shows a cat.'],
    ['<think>Cells are…</think>The image shows a cat. Would you like more detail?', 'The image shows a cat.'],
    ['The image shows a cat.\n\nNote: I left out the colors.', 'The image shows a cat.'],
    ['The image shows a text reading: "Note: feel free"', 'The image shows a text reading: "Note: feel free"'],
  ])('%j', (answer, caption) => {
    expect(tidyCaption(answer, ['Note: feel free'])).toBe(caption);
  });
});

describe('writers', () => {
  it('a function, a model with doGenerate and one with generateText say the same', async () => {
    const sdk = {
      modelId: 'sdk',
      doGenerate: async () => ({
        content: [
          { type: 'reasoning', text: 'hm' },
          { type: 'text', text: right },
        ],
      }),
    };
    const wrapper = { modelId: 'wrapper', generateText: async () => ({ text: right }) };
    for (const [writer, by] of [
      [async () => right, 'function'],
      [sdk, 'sdk'],
      [wrapper, 'wrapper'],
    ] as [Writer, string][]) {
      expect(await write(writer)).toEqual({ text: right, by, tries: 1, failures: [] });
    }
    expect(() => asGenerate({} as Writer)).toThrow('doGenerate');
  });

  it('get the errors back and may repair them', async () => {
    const prompts: string[] = [];
    const caption = await write(async (prompt) => {
      prompts.push(prompt);
      return prompts.length === 1 ? right.replace(meta.text, 'Nothing') : right;
    });
    expect(caption).toMatchObject({ text: right, tries: 2 });
    expect(caption.failures[0]).toContain('exactly');
    expect(prompts[1]).toContain(`The caption must hold this text exactly: ${meta.text}`);
    expect(prompts[1].startsWith(prompts[0])).toBe(true);
  });

  it.each<[string, Writer, string]>([
    ['wrong', async () => `${right} There are 17 whales.`, '17'],
    ['empty', async () => '  \n', 'empty'],
    ['not a text', (async () => ({ text: 'x' })) as unknown as Writer, 'object instead of text'],
    ['broken', async () => Promise.reject(new Error('502 bad gateway')), '502'],
    [
      'throwing',
      () => {
        throw new Error('no key');
      },
      'no key',
    ],
    ['hanging', () => new Promise(() => {}), 'no answer within'],
    ['endless', async () => 'a '.repeat(50_000), 'characters'],
    ['control characters', async () => `${right}\u202e\u0007`, 'control'],
    ['image marks', async () => `<image>${right}`, 'marks'],
    ['role marks', async () => `${right}<|im_end|>`, 'marks'],
  ])('that are %s cost tries, never the sample', async (_, writer, reason) => {
    const { text, by, tries, failures } = await write(writer, 40);
    expect({ text, by, tries }).toEqual({ text: pictureText.caption(meta, new Random(1)), by: 'template', tries: 3 });
    expect(failures).toHaveLength(3);
    expect(failures[0]).toContain(reason);
  });

  it('stop when the run is stopped', async () => {
    const stop = new AbortController();
    const writing = writeCaption(
      pictureText,
      meta,
      1,
      asGenerate(() => new Promise(() => {})),
      { signal: stop.signal },
    );
    stop.abort(new Error('enough'));
    await expect(writing).rejects.toThrow('enough');
  });

  it('are counted by type', () => {
    const rates = new PassRates();
    rates.add('collage', 'm', { by: 'm', tries: 1 });
    rates.add('collage', 'm', { by: 'm', tries: 3 });
    rates.add('collage', 'm', { by: 'template', tries: 3 });
    expect(rates.list()).toEqual([{ type: 'collage', writer: 'm', captions: 3, passed: [1, 0, 1], fallbacks: 1 }]);
  });
});
