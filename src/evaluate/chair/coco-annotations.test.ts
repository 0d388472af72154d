import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../evaluate.testing.js';
import { readCocoPictures } from './coco-annotations.js';
import { cocoPairs, cocoSynonyms } from './coco-objects.js';
import { readVocabulary } from './mentions.js';

const vocabulary = readVocabulary(cocoSynonyms, cocoPairs);
const images = [
  { id: 1, file_name: 'one.jpg', width: 640 },
  { id: 2, file_name: 'two.jpg' },
  { id: 3, file_name: 'three.jpg' },
];
const instances = {
  info: {},
  images,
  categories: [
    { id: 1, name: 'person', supercategory: 'person' },
    { id: 44, name: 'motorcycle' },
  ],
  annotations: [
    { image_id: 1, category_id: 44, segmentation: [[1, 2]] },
    { image_id: 1, category_id: 44 },
    { image_id: 2, category_id: 1 },
  ],
};
const captions = {
  images,
  annotations: [
    { image_id: 1, caption: 'A man beside two motor bikes.' },
    { image_id: 2, caption: 'Somebody waits.' },
  ],
};

function read(...files: unknown[]) {
  const folder = temporaryFolder();
  const paths = files.map((value, at) => {
    const path = join(folder, `${at}.json`);
    writeFileSync(path, JSON.stringify(value));
    return path;
  });
  return readCocoPictures(paths, vocabulary);
}

describe('COCO annotations', () => {
  it('give the objects of instances and of captions, each once, in any order of the files', () => {
    const pictures = read(instances, captions);
    expect([...pictures]).toEqual([
      ['1', { file: 'one.jpg', objects: ['motorcycle', 'person'] }],
      ['2', { file: 'two.jpg', objects: ['person'] }],
      ['3', { file: 'three.jpg', objects: [] }],
    ]);
    const other = read(captions, instances);
    expect(new Set(other.get('1')!.objects)).toEqual(new Set(['motorcycle', 'person']));
  });

  it.each([
    ['captions alone', [captions], /received no instances/],
    [
      'a category without a word',
      [{ ...instances, categories: [{ id: 1, name: 'unicorn' }] }, captions],
      /0\.json.*unicorn/,
    ],
    [
      'a category that is not listed',
      [{ ...instances, categories: [] }, captions],
      /the category of an object in picture 1/,
    ],
    ['neither caption nor category', [{ images, annotations: [{ image_id: 3 }] }], /a caption of picture 3/],
    ['another file', [{ questions: [] }], /0\.json.*images/],
  ])('are refused for %s', (_, files, message) => {
    expect(() => read(...files)).toThrow(
      expect.objectContaining({ code: 'evaluation-data', message: expect.stringMatching(message) }),
    );
  });
});
