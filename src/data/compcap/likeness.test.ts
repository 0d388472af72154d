import { createCanvas } from '@napi-rs/canvas';
import { expect, it } from 'vitest';
import { isAlike, LikenessIndex, likenessOf } from './likeness.js';

function picture(shade: number, words: string) {
  const surface = createCanvas(90, 80);
  const context = surface.getContext('2d');
  for (let x = 0; x < 9; x++) {
    context.fillStyle = `rgb(${(x * 67 + shade) % 256}, 40, ${(x * 31) % 256})`;
    context.fillRect(10 * x, 0, 10, 80);
  }
  return likenessOf(surface, words);
}

const caption =
  'The image is a collage of five pictures: a red boat on a lake, two green trees, a cat, a house, and a clock.';

it('finds the same and almost the same, not what differs in looks or words', () => {
  const one = picture(0, caption);
  expect(isAlike(one, picture(0, caption))).toBe(true);
  expect(isAlike(one, picture(2, caption))).toBe(true);
  expect(isAlike(one, picture(0, 'A bar chart of tea and milk in five towns.'))).toBe(false);
  expect(isAlike(one, picture(100, caption))).toBe(false);
});

it('an index names the earlier sample', () => {
  const index = new LikenessIndex();
  expect(index.add('a', picture(0, caption))).toBeUndefined();
  expect(index.add('b', picture(100, caption))).toBeUndefined();
  expect(index.add('c', picture(1, caption))).toBe('a');
});
