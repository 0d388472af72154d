import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { dataPath, temporaryFolder } from './evaluate.testing.js';
import { loadItems } from './load-items.js';
import { tasks } from './tasks.js';

const question = (id: number, image = `${id}.jpg`) =>
  JSON.stringify({ question_id: id, image, text: 'Is there a cat in the image?', label: id % 2 ? 'yes' : 'no' });

const root = mkdtempSync(join(tmpdir(), 'tesserae-items-'));
afterAll(() => rmSync(root, { recursive: true }));

/** A folder with these files. */
function folderOf(files: Record<string, string>): string {
  const folder = mkdtempSync(join(root, 'data-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const refusal = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

describe('POPE', () => {
  const folder = folderOf({
    'coco_pope_popular.json': question(1),
    'coco_pope_random.json': `${question(1)}\n${question(2)}`,
    'other.json': 'not a question',
    'pictures/1.jpg': '',
    'pictures/2.jpg': '',
  });
  const images = join(folder, 'pictures');
  const ids = async (...data: string[]) => (await loadItems(tasks.pope, { data, images })).map(({ id }) => id);

  it('is found in a folder, in files by their names, and in files that are given a name', async () => {
    expect(await ids(folder)).toEqual(['popular/1', 'random/1', 'random/2']);
    expect(await ids(join(folder, 'coco_pope_random.json'))).toEqual(['random/1', 'random/2']);
    expect(await ids(`mine=${join(folder, 'coco_pope_popular.json')}`)).toEqual(['mine/1']);
  });

  it('takes as many of every split', async () => {
    const items = await loadItems(tasks.pope, { data: [dataPath('pope')], images, count: 30 }).catch((error) => error);
    expect(items).toEqual(
      refusal('pictures-missing', /^Expected a picture for every question; received \d of \d missing/),
    );
    const some = await loadItems(tasks.pope, { data: [folder], images, count: 2 });
    expect(some.map(({ category }) => category)).toEqual(['popular', 'random']);
  });

  it('takes options beside the files', async () => {
    const options = { instruction: 'One word.' };
    const [item] = await loadItems(tasks.pope, { data: [folder], images, options });
    expect(item.question).toBe('Is there a cat in the image?\nOne word.');
    expect(item.image).toBe(join(images, '1.jpg'));
  });

  it.each([
    ['nothing', {}, refusal('task-options', /the data of pope: files of questions .* received none.*--data/)],
    [
      'a missing path',
      { data: ['missing'] },
      refusal('evaluation-data', /POPE questions in "missing"; received no such/),
    ],
    [
      'a folder without questions',
      { data: [images] },
      refusal('evaluation-data', /the folder ".*pictures"; received none/),
    ],
    ['two files of one split', { data: [folder, folder] }, refusal('evaluation-data', /a second one for popular/)],
    [
      'pictures elsewhere',
      { data: [folder], images: folder },
      refusal('pictures-missing', /2 of 2 missing, first ".*1.jpg"/),
    ],
    ['unknown options', { data: [folder], options: { a: 1 } }, refusal('task-options', /"a"/)],
  ])('refuses %s', async (_, given, error) => {
    await expect(loadItems(tasks.pope, given)).rejects.toEqual(error);
  });
});

describe('MME', () => {
  const pair = '1.jpg\tIs it?\tYes\n1.jpg\tIs it not?\tNo\n';
  const folder = folderOf({
    'count.txt': pair,
    'OCR/1.txt': 'Is it?\tYes\nIs it not?\tNo\n',
    'count/1.jpg': '',
    'OCR/1.jpg': '',
  });

  it('is found in a folder with some of its sub-tasks', async () => {
    const items = await loadItems(tasks.mme, { data: [folder] });
    expect(items.map(({ id }) => id)).toEqual(['count/1/1', 'count/1/2', 'OCR/1/1', 'OCR/1/2']);
    expect(items[2].image).toBe(join(folder, 'OCR', '1.jpg'));
  });

  it('refuses folders without sub-tasks, several folders, and questions without pictures', async () => {
    const empty = temporaryFolder();
    await expect(loadItems(tasks.mme, { data: [empty] })).rejects.toEqual(
      refusal('evaluation-data', /sub-tasks of MME/),
    );
    await expect(loadItems(tasks.mme, { data: [folder, folder] })).rejects.toEqual(
      refusal('evaluation-data', /one path/),
    );
    await expect(loadItems(tasks.mme, { data: [folder], images: empty })).rejects.toEqual(
      refusal('pictures-missing', /missing/),
    );
    const options = { subtasks: ['OCR'] };
    await expect(loadItems(tasks.mme, { data: [folder], images: empty, options })).rejects.toEqual(
      refusal('pictures-missing', /none for 2 of 2 questions, first OCR\/1\/1/),
    );
  });
});

describe('CHAIR', () => {
  it("reads a table of objects, or COCO's annotation folder", async () => {
    const folder = folderOf({
      'objects.json': '{"7": ["dog"]}',
      'annotations/instances_val2014.json': JSON.stringify({
        images: [{ id: 7, file_name: '7.jpg' }],
        categories: [{ id: 18, name: 'dog' }],
        annotations: [{ image_id: 7, category_id: 18 }],
      }),
      'annotations/captions_val2014.json': JSON.stringify({
        images: [{ id: 7, file_name: '7.jpg' }],
        annotations: [{ image_id: 7, caption: 'A puppy on a couch.' }],
      }),
      'annotations/person_keypoints_val2014.json': '{}',
      'COCO_val2014_000000000007.jpg': '',
      '7.jpg': '',
    });
    const table = await loadItems(tasks.chair, { data: [join(folder, 'objects.json')], images: folder });
    expect(table).toMatchObject([{ id: '7', truth: ['dog'], image: join(folder, 'COCO_val2014_000000000007.jpg') }]);
    const coco = await loadItems(tasks.chair, { data: [join(folder, 'annotations')], images: folder });
    expect(coco).toMatchObject([{ id: '7', truth: ['dog', 'couch'], image: join(folder, '7.jpg') }]);
    const instances = join(folder, 'annotations', 'instances_val2014.json');
    await expect(loadItems(tasks.chair, { data: [instances] })).rejects.toEqual(
      refusal('evaluation-data', /instances and captions .*; received no captions/),
    );
  });
});

describe('tasks that draw their pictures', () => {
  it('need no data, and refuse it', async () => {
    const items = await loadItems(tasks['nano-pope'], { options: { pictures: 2 }, count: 9 });
    expect(items).toHaveLength(9);
    for (const given of [{ data: ['x'] }, { images: 'x' }]) {
      await expect(loadItems(tasks['nano-pope'], given)).rejects.toEqual(
        refusal('task-options', /no data for nano-pope/),
      );
    }
  });
});
