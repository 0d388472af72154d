import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Random } from '../../../src/base/random.js';
import { damageBytes, damageJson } from './mutate.js';
import { fuzz } from './run-fuzz.js';
import { fuzzTargets } from './targets.js';

const folder = mkdtempSync(join(tmpdir(), 'tesserae-fuzz-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Inputs of all targets together here; `npm run fuzz` reads 200,000. */
const inputs = 3000;

describe('fuzz: damaged files are read, or refused in one clear line', () => {
  it.each(fuzzTargets(folder).map((target) => [target.name, target] as const))('%s', async (_, target) => {
    const { failures, read, refused } = await fuzz(target, Math.round(inputs * target.share), 1);
    expect(failures.map(({ index, what }) => `${index}: ${what}`)).toEqual([]);
    // Damage that is never noticed, or always fatal, tests nothing.
    expect(Object.keys(refused).length).toBeGreaterThan(0);
    expect(read).toBeGreaterThan(0);
  });

  it('finds a reader that throws something else, and one that says nothing', async () => {
    const careless = {
      name: 'careless',
      share: 1,
      draw: () => Uint8Array.of(1),
      read: () => void (null as never as []).length,
    };
    expect((await fuzz(careless, 3, 1)).failures).toHaveLength(3);
  });

  it('the same seed gives the same damage, and nothing is changed in place', () => {
    const bytes = Uint8Array.from({ length: 100 }, (_, i) => i);
    const json = { a: [1, { b: 'c' }], d: null };
    for (let seed = 0; seed < 200; seed++) {
      expect(damageBytes(bytes, new Random(seed))).toEqual(damageBytes(bytes, new Random(seed)));
      expect(JSON.stringify(damageJson(json, new Random(seed)))).toBe(
        JSON.stringify(damageJson(json, new Random(seed))),
      );
    }
    expect(bytes[99]).toBe(99);
    expect(json).toEqual({ a: [1, { b: 'c' }], d: null });
  });
});
