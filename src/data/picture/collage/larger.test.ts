import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { isLarger, SHAPE_AREAS } from './larger.js';
import { SCALES } from './meta.js';
import { fillShape, SHAPE_NAMES } from './shape.js';

describe('isLarger', () => {
  it('knows the areas that are painted', () => {
    for (const shape of SHAPE_NAMES) {
      const canvas = createCanvas(200, 200);
      fillShape(canvas.getContext('2d'), shape, { x: 100, y: 100 }, 200, '#ffffff');
      const coverage = canvas.data().reduce((sum, value, at) => (at % 4 === 3 ? sum + value / 255 : sum), 0);
      expect(Math.abs(coverage / 100 ** 2 - SHAPE_AREAS[shape]), shape).toBeLessThan(0.02);
    }
  });

  it('holds for equal shapes of any two sizes, in one direction', () => {
    for (const shape of SHAPE_NAMES) {
      const [small, middle, large] = SCALES.map((scale) => ({ shape, colour: 'red' as const, scale }));
      expect([isLarger(middle, small), isLarger(large, middle), isLarger(large, small)]).toEqual([true, true, true]);
      expect([isLarger(small, middle), isLarger(middle, middle)]).toEqual([false, false]);
    }
  });

  it('does not decide where extent and area disagree', () => {
    const diamond = { shape: 'diamond', colour: 'red', scale: 0.9 } as const;
    const square = { shape: 'square', colour: 'blue', scale: 0.7 } as const;
    expect([isLarger(diamond, square), isLarger(square, diamond)]).toEqual([false, false]);
  });
});
