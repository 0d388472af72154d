import { beforeAll, describe, expect, it } from 'vitest';
import { dataPath, judge, temporaryFile } from './evaluate.testing.js';
import { pope } from './pope.js';
import type { Item } from './task.js';
import type { YesNo } from './yes-no.js';

const files = Object.fromEntries(
  ['random', 'popular', 'adversarial'].map((split) => [split, dataPath('pope', `coco_pope_${split}.jsonl`)]),
);

describe('POPE on the published questions', () => {
  let items: Item<YesNo>[];
  beforeAll(async () => {
    items = await pope.load({ files, images: 'val2014' });
  }, 60_000);

  it('loads 3,000 questions of 500 pictures in every split', () => {
    expect(items).toHaveLength(9000);
    expect(items[0]).toEqual({
      id: 'random/1',
      image: 'val2014/COCO_val2014_000000310196.jpg',
      question: 'Is there a snowboard in the image?',
      truth: 'yes',
      category: 'random',
      cluster: 'COCO_val2014_000000310196.jpg',
    });
    expect(new Set(items.map(({ cluster }) => cluster)).size).toBe(500);
  });

  it('gives always-yes 50.00 and 66.67 in every split', () => {
    const { metrics, perCategory } = pope.score(judge(pope, items, () => 'Yes'));
    for (const group of [metrics, ...Object.values(perCategory)]) {
      expect(group).toMatchObject({ accuracy: 50, precision: 50, recall: 100, yesShare: 100 });
      expect(group.f1).toBeCloseTo(66.67, 2);
    }
    expect(metrics.meanF1).toBeCloseTo(66.67, 2);
    expect(Object.keys(perCategory)).toEqual(['random', 'popular', 'adversarial']);
  });

  it('gives always-yes 51.55 and 68.03 on an edition of 2,910 lines with 1,500 yes', () => {
    const random = items.filter(({ category }) => category === 'random');
    const no = random.filter(({ truth }) => truth === 'no').slice(0, 1410);
    const edition = [...random.filter(({ truth }) => truth === 'yes'), ...no];
    const { metrics } = pope.score(judge(pope, edition, () => 'yes'));
    expect(metrics.accuracy).toBeCloseTo(51.55, 2);
    expect(metrics.f1).toBeCloseTo(68.03, 2);
  });

  it('gives right answers 100 by every rule, in any order of the records', () => {
    const records = judge(pope, items, ({ truth }) => truth);
    expect(pope.score([...records].reverse()).metrics).toMatchObject({
      accuracy: 100,
      f1Words: 100,
      accuracyExact: 100,
    });
  });

  it('averages F1 over the splits, which is not F1 of all questions', () => {
    const half = items.filter(({ category }) => category !== 'random');
    const records = judge(pope, half, ({ category, truth }) => (category === 'popular' ? truth : 'yes'));
    const { metrics } = pope.score(records);
    expect(metrics.meanF1).toBeCloseTo((100 + 200 / 3) / 2, 10);
    expect(metrics.f1).toBeCloseTo(80, 10);
  });

  it('names the answers that tools read differently', () => {
    const { metrics } = pope.score(judge(pope, items, ({ truth }) => (truth === 'yes' ? 'Yes.' : "There isn't one.")));
    expect(metrics).toMatchObject({ accuracy: 50, accuracyWords: 50, accuracyExact: 0, disagreeing: 100 });
  });
});

describe('POPE files', () => {
  const line = { question_id: 1, image: 'a.jpg', text: 'Is there a cat in the image?', label: 'Yes' };
  const load = (text: string) => pope.load({ files: { random: temporaryFile(text) } });

  it('reads pretty-printed arrays and labels with capitals', async () => {
    const [item] = await load(JSON.stringify([line], null, 2));
    expect(item).toMatchObject({ id: 'random/1', truth: 'yes' });
  });

  it('reads files with a byte-order mark and Windows line ends', async () => {
    const text = `\uFEFF${JSON.stringify(line)}\r\n${JSON.stringify({ ...line, question_id: 2 })}\r\n`;
    expect(await load(text)).toHaveLength(2);
  });

  it('appends an instruction on its own line', async () => {
    const path = temporaryFile(JSON.stringify(line));
    const [item] = await pope.load({ files: { random: path }, instruction: 'One word.' });
    expect(pope.prompt(item)).toEqual([
      { type: 'image', image: 'a.jpg' },
      { type: 'text', text: 'Is there a cat in the image?\nOne word.' },
    ]);
  });

  it.each([
    ['broken JSON', `${JSON.stringify(line)}\n{"question_id": 2,`, /data\.jsonl line 2/],
    ['a wrong label', JSON.stringify({ ...line, label: 'maybe' }), /data\.jsonl line 1.*label/],
    ['a missing field', JSON.stringify({ ...line, text: undefined }), /data\.jsonl line 1.*text/],
    ['a duplicate id', `${JSON.stringify(line)}\n\n${JSON.stringify(line)}`, /line 3.*already at.*line 1/],
    ['an array entry without image', `[${JSON.stringify({ ...line, image: '' })}]`, /entry 1.*image/],
    ['an empty file', '\n', /data\.jsonl.*empty/],
    ['a number instead of an object', '7', /line 1/],
  ])('names file and line of %s', async (_, text, message) => {
    await expect(load(text)).rejects.toMatchObject({
      code: 'evaluation-data',
      message: expect.stringMatching(message),
    });
  });

  it('refuses a missing file and unknown options', async () => {
    await expect(pope.load({ files: { random: '/nowhere/pope.json' } })).rejects.toMatchObject({
      code: 'evaluation-data',
    });
    await expect(pope.load({ files: {} })).rejects.toMatchObject({ code: 'task-options' });
    await expect(pope.load({ files, folder: 'x' })).rejects.toMatchObject({ code: 'task-options', message: /folder/ });
  });
});
