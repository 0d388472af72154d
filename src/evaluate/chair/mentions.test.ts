import { describe, expect, it } from 'vitest';
import { cocoPairs, cocoSynonyms } from './coco-objects.js';
import { findMentions, readVocabulary, splitWords } from './mentions.js';

const coco = readVocabulary(cocoSynonyms, cocoPairs);

describe('mentions of objects', () => {
  it.each([
    ['Two dogs sit on a wine glass near the toilet seat.', ['dog', 'wine glass', 'toilet']],
    ['A baby elephant with a bow tie', ['elephant', 'tie']],
    ['A bus and two buses', ['bus']],
    ['A man holding a tennis racket', ['person', 'tennis racket']],
    ['three kids and a passenger train', ['person', 'train']],
    ['a hot dog on a dining table', ['hot dog', 'dining table']],
    ['The seat of the toilet', ['toilet']],
    ['two glasses of wine on the couch', ['couch']],
    ['a red car and a truck with ties', ['car', 'truck']],
    ['mice and sheep and knives', ['mouse', 'sheep', 'knife']],
    ['a cell phone and a laptop computer', ['cell phone', 'laptop']],
    ['', []],
  ])('%j mentions %j', (caption, objects) => {
    expect(findMentions(caption, coco).map(({ object }) => object)).toEqual(objects);
  });

  it('splits contractions and keeps hyphens', () => {
    expect(splitWords("The man's dog isn't a T-shirt, right?")).toEqual([
      'the',
      'man',
      "'s",
      'dog',
      'is',
      "n't",
      'a',
      't-shirt',
      ',',
      'right',
      '?',
    ]);
  });

  it('reads a vocabulary of another world', () => {
    const shapes = readVocabulary('circle, disc\nbig star', new Map([['big star', 'big star']]));
    expect(findMentions('Discs and a big star', shapes)).toEqual([
      { word: 'disc', object: 'circle' },
      { word: 'big star', object: 'big star' },
    ]);
  });
});
