import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sampleFrames } from './sample.js';

it('takes every frame of a short video, and one of every step', () => {
  expect(sampleFrames(3, 8)).toEqual([0, 1, 2]);
  expect(sampleFrames(100, 8, 25)).toEqual([0, 25, 50, 75]);
  expect(sampleFrames(101, 8, 25)).toEqual([0, 25, 50, 75, 100]);
  expect(sampleFrames(0, 8)).toEqual([]);
});

it('thins out long ones as np.linspace(0, total - 1, limit, dtype=int)', () => {
  expect(sampleFrames(250, 8, 25)).toEqual([0, 35, 71, 106, 142, 177, 213, 249]);
  expect(sampleFrames(9, 4)).toEqual([0, 2, 5, 8]);
  expect(sampleFrames(1000, 1)).toEqual([0]);
});

it('law: ascending, inside the video, at most the limit, the first and the last of a long one', () => {
  const count = fc.integer({ min: 1, max: 500 });
  fc.assert(
    fc.property(count, fc.integer({ min: 2, max: 40 }), fc.integer({ min: 1, max: 60 }), (total, limit, step) => {
      const frames = sampleFrames(total, limit, step);
      expect(frames.length).toBeLessThanOrEqual(limit);
      expect(frames[0]).toBe(0);
      expect(frames.every((frame, i) => i === 0 || frame > frames[i - 1])).toBe(true);
      expect(frames.at(-1)).toBeLessThan(total);
      if (Math.ceil(total / step) > limit) expect(frames.at(-1)).toBe(total - 1);
    }),
  );
});
