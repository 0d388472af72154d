import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judge, temporaryFile, temporaryFolder } from './evaluate.testing.js';
import { mme, mmeGroups } from './mme.js';
import { readMmeResults, writeMmeResults } from './mme-files.js';
import type { Item } from './task.js';
import type { YesNo } from './yes-no.js';

/** `{subtask}.txt` with as many pictures as asked for. */
function listing(pictures: number, answers: (index: number) => string = () => ''): string {
  return Array.from({ length: 2 * pictures }, (_, at) => {
    const columns = [
      `${Math.floor(at / 2)}.jpg`,
      'Is it? Please answer yes or no.',
      at % 2 ? 'No' : 'Yes',
      answers(at),
    ];
    return columns.filter((column) => column !== '').join('\t');
  }).join('\n');
}

async function itemsOf(subtasks: readonly string[], pictures: number): Promise<Item<YesNo>[]> {
  const folder = temporaryFolder();
  for (const subtask of subtasks) writeFileSync(join(folder, `${subtask}.txt`), listing(pictures));
  return mme.load({ folder, subtasks });
}

describe('MME scores', () => {
  const every = [...mmeGroups.perception, ...mmeGroups.cognition];

  it('gives right answers 2000, 800 and 2800', async () => {
    const { metrics, perCategory } = mme.score(judge(mme, await itemsOf(every, 3), ({ truth }) => truth));
    expect(metrics).toMatchObject({ perception: 2000, cognition: 800, total: 2800, accuracy: 100, accuracyPlus: 100 });
    expect(perCategory.OCR.score).toBe(200);
  });

  it('gives always-yes 50 in every sub-task', async () => {
    const { metrics, perCategory } = mme.score(judge(mme, await itemsOf(every, 4), () => 'Yes'));
    expect(metrics).toMatchObject({ perception: 500, cognition: 200 });
    expect(perCategory.existence).toMatchObject({ score: 50, accuracy: 50, accuracyPlus: 0 });
  });

  it('adds accuracy of questions and of pictures', async () => {
    // Three pictures: both right, one right, none right: 3 of 6 questions, 1 of 3 pictures.
    const answers = ['yes', 'no', 'Yes, it is.', 'yes', 'no', 'I cannot tell'];
    const items = await itemsOf(['count'], 3);
    const { perCategory, metrics } = mme.score(judge(mme, items, (item) => answers[items.indexOf(item)]));
    expect(perCategory.count.accuracy).toBeCloseTo(50);
    expect(perCategory.count.accuracyPlus).toBeCloseTo(100 / 3);
    expect(perCategory.count.score).toBeCloseTo(50 + 100 / 3);
    expect(perCategory.count.other).toBeCloseTo(100 / 6);
    expect(metrics.perception).toBeCloseTo(50 + 100 / 3);
    expect(metrics).not.toHaveProperty('cognition');
  });

  it('leaves unreadable answers out of precision and recall, as the official tool does', async () => {
    const items = await itemsOf(['scene'], 2);
    const answers = ['yes', 'no', 'perhaps', 'yes'];
    const { perCategory } = mme.score(judge(mme, items, (item) => answers[items.indexOf(item)]));
    expect(perCategory.scene).toMatchObject({ precision: 50, recall: 100, accuracy: 50 });
  });

  it('does not depend on the order, and leaves half pairs out of accuracy plus', async () => {
    const records = judge(mme, await itemsOf(['color'], 3), ({ truth }) => truth);
    expect(mme.score([...records].reverse())).toEqual(mme.score(records));
    expect(mme.score(records.slice(0, 5)).metrics.accuracyPlus).toBe(100);
    expect(mme.score(records.slice(0, 1)).metrics.accuracyPlus).toBeNaN();
  });
});

describe('MME files', () => {
  it('reads question folders, with pictures beside the questions or apart', async () => {
    const folder = temporaryFolder();
    const put = (path: string, text: string): void => {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), text);
    };
    put('count/000.png', '');
    put('count/000.txt', 'Two? Please answer yes or no.\tYes\nThree? Please answer yes or no.\tNo\n');
    put('posters/images/tt1.jpg', '');
    put('posters/questions_answers_YN/tt1.txt', 'A?\tNo\r\nB?\tYes\r\n');
    const items = await mme.load({ folder, subtasks: ['count', 'posters'] });
    expect(items.map(({ id, image, truth }) => [id, image, truth])).toEqual([
      ['count/1/1', join(folder, 'count/000.png'), 'yes'],
      ['count/1/2', join(folder, 'count/000.png'), 'no'],
      ['posters/1/1', join(folder, 'posters/images/tt1.jpg'), 'no'],
      ['posters/1/2', join(folder, 'posters/images/tt1.jpg'), 'yes'],
    ]);
  });

  it('writes results that read back with equal scores, whatever the answers contain', async () => {
    const folder = temporaryFolder();
    const items = await itemsOf(['count', 'OCR'], 12);
    const records = judge(mme, items, ({ id, truth }) => (id.endsWith('/1') ? `${truth},\tit\nis` : 'No'));
    writeMmeResults(
      folder,
      [...records].reverse().map((record) => ({ ...record, item: items.find(({ id }) => id === record.id)! })),
    );
    expect(readFileSync(join(folder, 'count.txt'), 'utf8').split('\n')[2]).toBe(
      '1.jpg\tIs it? Please answer yes or no.\tYes\tyes, it is',
    );
    const back = ['count', 'OCR'].flatMap((subtask) => readMmeResults(folder, subtask));
    const answers = new Map(back.map(({ item, answer }) => [item.id, answer]));
    const again = judge(
      mme,
      back.map(({ item }) => item),
      ({ id }) => answers.get(id)!,
    );
    expect(mme.score(again)).toEqual(mme.score(records));
  });

  it.each([
    ['another truth', listing(1).replace('Yes', 'Maybe'), /count\.txt line 1.*Maybe/],
    ['a missing column', '0.jpg\tIs it?', /columns.*line 1/],
    ['a tab in an answer', listing(1, () => 'a\tb'), /line 1.*5/],
    ['a line lost', `${listing(2)}`.split('\n').slice(1).join('\n'), /line 2/],
    ['an odd line at the end', listing(2).split('\n').slice(0, 3).join('\n'), /line 3/],
    ['an empty file', '', /empty/],
  ])('names file and line of %s', async (_, text, message) => {
    const folder = join(temporaryFile(text, 'count.txt'), '..');
    await expect(mme.load({ folder, subtasks: ['count'] })).rejects.toMatchObject({
      code: 'evaluation-data',
      message: expect.stringMatching(message),
    });
  });

  it('refuses results without answers, missing folders and unknown sub-tasks', async () => {
    const folder = join(temporaryFile(listing(1), 'count.txt'), '..');
    expect(() => readMmeResults(folder, 'count')).toThrow(/no answer/);
    await expect(mme.load({ folder, subtasks: ['scene'] })).rejects.toThrow(/scene\.txt/);
    await expect(mme.load({ folder, subtasks: ['smell'] })).rejects.toMatchObject({ code: 'task-options' });
  });
});
