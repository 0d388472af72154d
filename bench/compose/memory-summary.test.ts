import { expect, it } from 'vitest';
import { summariseMemory } from './memory-summary.js';

const readings = (mebibytes: (samples: number) => number, count = 100) =>
  Array.from({ length: count }, (_, i) => ({ samples: 1000 * (i + 1), mebibytes: mebibytes(1000 * (i + 1)) }));

it('a line has its slope, and its tenths lie on it', () => {
  const { firstTenth, lastTenth, slope } = summariseMemory(readings((samples) => 300 + samples / 5000));
  expect(slope).toBeCloseTo(2, 9);
  expect(firstTenth).toBeCloseTo(300 + 5500 / 5000, 9);
  expect(lastTenth).toBeCloseTo(300 + 95_500 / 5000, 9);
});

it('flat memory has slope 0, a saw about it nearly so', () => {
  expect(summariseMemory(readings(() => 400))).toEqual({ firstTenth: 400, lastTenth: 400, slope: 0 });
  const { slope } = summariseMemory(readings((samples) => 400 + 50 * ((samples / 1000) % 2)));
  expect(Math.abs(slope!)).toBeLessThan(0.2);
});

it('short runs have what can be said', () => {
  expect(summariseMemory([])).toEqual({ firstTenth: null, lastTenth: null, slope: null });
  expect(summariseMemory(readings(() => 7, 1))).toEqual({ firstTenth: 7, lastTenth: 7, slope: null });
});
