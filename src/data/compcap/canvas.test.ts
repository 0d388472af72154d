import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { Random } from '../../base/random.js';
import { Canvas, overlap, smallestText, type TextStyle } from './canvas.js';
import type { Box } from './kind.js';

const size = { width: 200, height: 100 };
const blank = (): Canvas => {
  const canvas = new Canvas(createCanvas(size.width, size.height).getContext('2d'), size);
  canvas.ground('#ffffff');
  return canvas;
};
const style: TextStyle = { font: { family: 'humanist', px: 16 }, ink: '#000000', ground: '#ffffff' };

/** The smallest box around all pixels that are not white. */
function inkOf({ context }: Canvas): Box {
  const { data } = context.getImageData(0, 0, size.width, size.height);
  const at = [...Array(size.width * size.height).keys()].filter((i) => data[4 * i] < 200);
  const xs = at.map((i) => i % size.width);
  const ys = at.map((i) => Math.floor(i / size.width));
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x + 1, height: Math.max(...ys) - y + 1 };
}

describe('texts', () => {
  it('are recorded where their ink is, in every turn', () => {
    for (const turn of ['none', 'up', 'down'] as const) {
      for (const align of ['left', 'centre', 'right'] as const) {
        const canvas = blank();
        const placed = canvas.text('Typing', { x: 20, y: 6, width: 90, height: 88 }, { ...style, turn, align });
        const ink = inkOf(canvas);
        for (const key of ['x', 'y', 'width', 'height'] as const)
          expect(Math.abs(ink[key] - placed[key]), `${turn} ${align} ${key}`).toBeLessThanOrEqual(2);
      }
    }
  });

  it('written by hand stay in their recorded box', () => {
    const canvas = blank();
    const placed = canvas.handwritten(
      'Typing',
      { x: 40, y: 60 },
      { ...style, font: { family: 'pen', px: 24 } },
      2,
      new Random(1),
    );
    const ink = inkOf(canvas);
    expect(ink.x >= placed.x && ink.y >= placed.y).toBe(true);
    expect(ink.x + ink.width <= placed.x + placed.width && ink.y + ink.height <= placed.y + placed.height).toBe(true);
  });

  it.each<[string, (canvas: Canvas) => void]>([
    [
      'text-overflow',
      (canvas) => canvas.text('far too long for this box', { x: 0, y: 0, width: 60, height: 30 }, style),
    ],
    ['text-overflow', (canvas) => canvas.textAt('outside', { x: 180, y: 50 }, style)],
    [
      'text-overlap',
      (canvas) => {
        canvas.textAt('one', { x: 20, y: 50 }, style);
        canvas.textAt('two', { x: 30, y: 55 }, style);
      },
    ],
    ['text-contrast', (canvas) => canvas.textAt('pale', { x: 20, y: 50 }, { ...style, ink: '#bbbbbb' })],
    ['text-small', (canvas) => canvas.textAt('tiny', { x: 20, y: 50 }, { ...style, font: { family: 'sans', px: 9 } })],
    ['font-coverage', (canvas) => canvas.textAt('茶', { x: 20, y: 50 }, style)],
  ])('%s is refused', (code, draw) => {
    const canvas = blank();
    expect(() => draw(canvas)).toThrow(expect.objectContaining({ code }));
    expect(canvas.texts.length).toBeLessThanOrEqual(1);
  });

  it('must be larger in pictures that models see smaller', () => {
    expect(smallestText({ width: 300, height: 672 })).toBe(10);
    expect(smallestText({ width: 768, height: 300 })).toBe(12);
  });
});

it('elements are cut to the picture, in whole pixels', () => {
  const canvas = blank();
  canvas.element('bar', 'Tea', { x: -3.5, y: 10.2, width: 20, height: 200 });
  expect(canvas.elements).toEqual([{ kind: 'bar', words: 'Tea', x: 0, y: 10, width: 17, height: 90 }]);
});

it('boxes that only touch do not overlap', () => {
  expect(overlap({ x: 0, y: 0, width: 5, height: 5 }, { x: 5, y: 0, width: 5, height: 5 })).toBe(false);
  expect(overlap({ x: 0, y: 0, width: 5, height: 5 }, { x: 4, y: 4, width: 5, height: 5 })).toBe(true);
});
