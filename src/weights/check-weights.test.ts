import { describe, expect, it } from 'vitest';
import { checkWeights } from './check-weights.js';
import { failureOf } from './weights.testing.js';

const reference = (shape: number[]) => ({ file: 'f', offset: 0, length: 0, dtype: 'F32' as const, shape });
const weights = (shapes: Record<string, number[]>) =>
  new Map(Object.entries(shapes).map(([name, shape]) => [name, reference(shape)]));
const expected = new Map([
  ['a', [2, 3]],
  ['b', [4]],
  ['c', []],
]);

describe('checkWeights', () => {
  it('accepts what fits', () => {
    expect(() => checkWeights(expected, weights({ c: [], a: [2, 3], b: [4] }))).not.toThrow();
  });

  it.each([
    [{ a: [2, 3], b: [4] }, '1 missing ("c")'],
    [{ a: [3, 2], b: [4], c: [] }, '1 misshapen ("a" [3, 2] for [2, 3])'],
    [{ a: [6], b: [4], c: [] }, '1 misshapen ("a" [6] for [2, 3])'],
    [{ a: [2, 3], b: [4], c: [1] }, '1 misshapen ("c" [1] for [])'],
    [{ a: [2, 3], b: [4], c: [], d: [1] }, '1 unknown ("d")'],
    [
      { a: [2], d: [], e: [], f: [], g: [] },
      '2 missing ("b", "c"); 1 misshapen ("a" [2] for [2, 3]); 4 unknown ("d", "e", "f", …)',
    ],
  ])('%j', (shapes, words) => {
    const message = failureOf('weights-mismatch', () => checkWeights(expected, weights(shapes)));
    expect(message).toContain(`received ${words}.`);
  });

  it('lets pass what a model leaves unused, but not in place of what it needs', () => {
    const unused = {
      'language_model.lm_head.weight': [9],
      'vision_tower.vision_model.post_layernorm.bias': [9],
      'vision_tower.vision_model.encoder.layers.23.mlp.fc1.bias': [9],
    };
    expect(() => checkWeights(new Map(), weights(unused))).not.toThrow();
    const needed = new Map([['language_model.lm_head.weight', [8]]]);
    failureOf('weights-mismatch', () => checkWeights(needed, weights(unused)));
    failureOf('weights-mismatch', () => checkWeights(needed, new Map()));
  });

  it('keeps hostile names on one short line', () => {
    const message = failureOf('weights-mismatch', () =>
      checkWeights(new Map(), weights({ 'a\nb': [1], ['x'.repeat(10_000)]: [1] })),
    );
    expect(message.length).toBeLessThan(400);
    expect(message).toContain('a\\nb');
  });
});
