import { describe, expect, test } from 'vitest';
import { Random } from '../base/random.js';
import type { PackedExample } from './batch.js';
import { thinVisual } from './thin-visual.js';

/** A thumbnail of 4 × 4 patches without row ends, then a crop with one after every row. */
const visual = [
  ...Array(16).keys(),
  ...[4, 5, 6, 7].flatMap((row) => [...[0, 1, 2, 3].map((col) => row * 4 + col), -1]),
];
const named = [0, 1, 5, 18, 19, 20];
const example: PackedExample = {
  tiles: new Uint8Array(0),
  before: [],
  visual: Int32Array.from(visual),
  turns: [],
  words: [],
  patchWords: named.map((patch) => ({ patch, ids: [1], weight: 1 })),
};

describe('thinVisual', () => {
  test('law: as many patches stay as asked for, in their order, and a row ends where it has any', () => {
    const random = new Random(1);
    for (const keep of [0.01, 0.3, 0.5, 0.8, 1]) {
      const left = [...thinVisual(example, keep, 16, random).visual];
      const patches = left.filter((patch) => patch >= 0);
      expect(patches.length).toBe(Math.max(1, Math.round(32 * keep)));
      expect(patches).toEqual([...patches].sort((a, b) => a - b));
      const rows = new Set(patches.filter((patch) => patch >= 16).map((patch) => Math.floor(patch / 4)));
      expect(left.filter((patch) => patch < 0).length).toBe(rows.size);
      left.forEach((patch, i) => {
        if (patch < 0) expect(left[i - 1]).toBeGreaterThanOrEqual(16);
      });
    }
  });

  test('equal: all of them are the example itself', () => {
    expect(thinVisual(example, 1, 16, new Random(2))).toEqual(example);
  });

  test('a thumbnail alone ends with one row end', () => {
    const alone = { ...example, visual: Int32Array.from([...Array(16).keys(), -1]) };
    for (const keep of [0.1, 0.6]) expect(thinVisual(alone, keep, 16, new Random(4)).visual.at(-1)).toBe(-1);
  });

  test('patches that show something stay more often', () => {
    const random = new Random(3);
    const stays = new Map<number, number>();
    for (let i = 0; i < 400; i++) {
      for (const patch of thinVisual(example, 0.5, 16, random).visual) stays.set(patch, (stays.get(patch) ?? 0) + 1);
    }
    const mean = (patches: number[]) =>
      patches.reduce((sum, patch) => sum + (stays.get(patch) ?? 0), 0) / patches.length;
    const rest = Array.from({ length: 32 }, (_, patch) => patch).filter((patch) => !named.includes(patch));
    expect(mean(named)).toBeGreaterThan(1.5 * mean(rest));
    expect(Math.min(...rest.map((patch) => stays.get(patch) ?? 0))).toBeGreaterThan(0);
  });
});
