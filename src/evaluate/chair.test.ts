import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cocoPairs, cocoSynonyms } from './chair/coco-objects.js';
import { readVocabulary } from './chair/mentions.js';
import { chair, createChair } from './chair.js';
import { dataPath, judge, temporaryFile } from './evaluate.testing.js';
import type { Judged } from './task.js';

const objects = dataPath('chair', 'coco_objects.json');

async function judgeCaptions(file: string) {
  const lines = readFileSync(dataPath('chair', file), 'utf8').trim().split('\n');
  const captions = new Map(lines.map((line) => JSON.parse(line)).map(({ image_id, caption }) => [image_id, caption]));
  const items = await chair.load({ objects, ids: [...captions.keys()] });
  return judge(chair, items, ({ cluster }) => captions.get(Number(cluster)));
}

describe('CHAIR on published captions of LLaVA-1.5', () => {
  it.each([
    ['llava15_greedy.jsonl', [225, 478, 3739], [45.0, 12.78, 79.79]],
    ['llava15_ours.jsonl', [224, 462, 3600], [44.8, 12.83, 78.87]],
  ])('%s has the published counts %j and values %j', async (file, counts, [chairS, chairI, recall]) => {
    const records = await judgeCaptions(file);
    const total = (of: (record: (typeof records)[number]) => number) =>
      records.reduce((sum, record) => sum + of(record), 0);
    expect([
      total(({ score }) => 1 - score),
      total(({ parsed }) => parsed.invented.length),
      total(({ parsed }) => parsed.mentions.length),
    ]).toEqual(counts);
    const { metrics } = chair.score(records);
    expect(metrics.chairS).toBeCloseTo(chairS, 2);
    expect(metrics.chairI).toBeCloseTo(chairI, 2);
    expect(metrics.recall).toBeCloseTo(recall, 2);
  });

  it('is the published table of words', () => {
    expect(cocoSynonyms).toBe(readFileSync(dataPath('chair', 'synonyms.txt'), 'utf8').trimEnd());
  });
});

describe('CHAIR by law', () => {
  const vocabulary = readVocabulary('circle, disc\nsquare, box\nstar\nkey');
  const shapes = createChair('shapes', vocabulary);
  const words = fc.array(fc.constantFrom('circle', 'disc', 'box', 'star', 'keys', 'a', 'red', 'and'), {
    maxLength: 12,
  });

  async function judgeOne(truth: string[], caption: string) {
    const path = temporaryFile(JSON.stringify({ 7: truth }), 'objects.json');
    return judge(shapes, await shapes.load({ objects: path }), () => caption);
  }

  it('finds nothing invented in a caption of the true objects', async () => {
    const { metrics } = shapes.score(await judgeOne(['circle', 'star'], 'Two discs and a star.'));
    expect(metrics).toEqual({ chairS: 0, chairI: 0, recall: 100, words: 5, mentions: 2 });
  });

  it('counts repeats of an invention, but recalls an object once', async () => {
    const { metrics } = shapes.score(await judgeOne(['circle', 'star'], 'A circle, a disc, a box and a square.'));
    expect(metrics).toMatchObject({ chairS: 100, chairI: 50, recall: 50, mentions: 4 });
  });

  it('leaves CHAIRi undefined where nothing is mentioned', async () => {
    const { metrics } = shapes.score(await judgeOne(['circle'], 'Nothing to see.'));
    expect(metrics).toMatchObject({ chairS: 0, chairI: Number.NaN, recall: 0 });
  });

  it('never finds more inventions in a part of a caption', () => {
    const item = { id: '1', question: '', truth: ['star'], category: 'caption', cluster: '1' };
    fc.assert(
      fc.property(words, words, (first, second) => {
        const invented = (text: string[]) => shapes.parse(text.join(' '), item).invented.length;
        expect(invented([...first, ...second])).toBe(invented(first) + invented(second));
      }),
    );
  });

  it('has a sentence rate at least as large as any share of wrong captions, and an instance rate of at most 100', () => {
    const item = { id: '1', question: '', truth: ['star'], category: 'caption', cluster: '1' };
    fc.assert(
      fc.property(fc.array(words, { minLength: 1 }), (captions) => {
        const records = captions.flatMap((caption) => judge(shapes, [item], () => caption.join(' ')));
        const { chairS, chairI } = shapes.score(records as Judged<string[], never>[]).metrics;
        expect(chairS).toBeCloseTo((100 * records.filter(({ score }) => score < 1).length) / records.length);
        if (!Number.isNaN(chairI)) expect(chairI > 0).toBe(chairS > 0);
      }),
    );
  });
});

describe('CHAIR files', () => {
  it('names pictures by id', async () => {
    const path = temporaryFile('{"42": ["dog", "dog"]}', 'objects.json');
    const [item] = await chair.load({ objects: path, images: 'val' });
    expect(item).toMatchObject({ id: '42', image: 'val/COCO_val2014_000000000042.jpg', truth: ['dog'] });
    const [named] = await chair.load({ objects: path, imageName: '{id}.png' });
    expect(named.image).toBe('42.png');
  });

  it.each([
    ['broken JSON', '{"42": [', {}, /objects\.json/],
    ['an object outside the vocabulary', '{"42": ["unicorn"]}', {}, /picture 42.*unicorn/],
    ['another shape', '{"42": "dog"}', {}, /42/],
    ['an id that is not there', '{"42": ["dog"]}', { ids: [43] }, /picture 43/],
  ])('refuses %s', async (_, text, more, message) => {
    const path = temporaryFile(text, 'objects.json');
    await expect(chair.load({ objects: path, ...more })).rejects.toMatchObject({
      code: 'evaluation-data',
      message: expect.stringMatching(message),
    });
  });

  it('knows every pair as an object or as harmless', () => {
    const { objects } = readVocabulary(cocoSynonyms, cocoPairs);
    const harmless = [...cocoPairs.values()].filter((word) => !objects.has(word));
    expect(new Set(harmless)).toEqual(new Set(['animal', 'cub', 'home plate', 'train track', 'motor bike']));
  });
});
