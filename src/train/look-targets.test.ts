import { describe, expect, test } from 'vitest';
import type { PackedExample, Turn } from './batch.js';
import { lookPatches, questionTargets } from './look-targets.js';

const patches = 4;
const [red, cup, blue, car, ask] = [1, 2, 3, 4, 9];

/** Two tiles; the second shows a cup in one patch and a car, which is large, in two. */
const example: PackedExample = {
  tiles: new Uint8Array(0),
  before: [],
  visual: Int32Array.from([0, 1, 2, 3, 4, 5, -1, 6, 7, -1]),
  turns: [],
  words: [],
  patchWords: [
    { patch: 1, ids: [red, cup, blue, car], weight: 2 },
    { patch: 4, ids: [red, cup], weight: 1 },
    { patch: 6, ids: [red, car], weight: 0.5 },
    { patch: 7, ids: [red, car], weight: 0.5 },
  ],
};
const blank: PackedExample = { ...example, patchWords: [] };
const turn = (...ids: number[]): Turn => ({ category: 'count', ids, learnFrom: 1 });

describe('lookPatches', () => {
  test('law: tiles that show anything weigh the same, and within one every mark', () => {
    const shares = [...lookPatches([example, example], 2, patches)];
    expect(shares.slice(0, 8)).toEqual([0, 0.25, 0, 0, 0.125, 0, 0.0625, 0.0625]);
    expect(shares.slice(8)).toEqual(shares.slice(0, 8));
  });

  test('a tile and a picture that show nothing have no share', () => {
    expect([...lookPatches([blank, example], 2, patches)].slice(0, 8)).toEqual(Array(8).fill(0));
  });
});

describe('questionTargets', () => {
  const needed = questionTargets(example);

  test('tokens whose words are said, in the order of the tokens, by the size of their mark', () => {
    const shares = [...needed(turn(ask, car))];
    expect(shares.map((share) => share > 0)).toEqual([0, 1, 0, 0, 0, 0, 0, 1, 1, 0].map(Boolean));
    expect(shares[1]).toBeCloseTo(2 / 3, 12);
    expect(shares[7]).toBeCloseTo(1 / 6, 12);
  });

  test('a word that stands in few places says more than one that stands in many; one that stands everywhere, nothing', () => {
    const shares = needed(turn(ask, blue, car));
    // ln 4 for the one place of "blue", ln 4/3 for each of the three of "car".
    const [both, one] = [2 * (Math.log(4) + Math.log(4 / 3)), 0.5 * Math.log(4 / 3)];
    expect(shares[1]).toBeCloseTo(both / (both + 2 * one), 12);
    expect([...needed(turn(red, car))]).toEqual([...needed(turn(car))]);
  });

  test('law: shares sum to 1, or are all 0 where nothing that is said stands anywhere', () => {
    const sum = (shares: Float64Array) => shares.reduce((a, b) => a + b, 0);
    expect(sum(needed(turn(cup, car, blue)))).toBeCloseTo(1, 12);
    expect(sum(needed(turn(ask)))).toBe(0);
    expect(sum(needed(turn(red)))).toBe(0);
    expect(sum(questionTargets(blank)(turn(car)))).toBe(0);
  });
});
