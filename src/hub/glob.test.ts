import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matchesGlob } from './glob.js';

it.each([
  ['config.json', 'config.json', true],
  ['config.json', '*.json', true],
  ['config.json.bak', '*.json', false],
  ['onnx/model.json', '*.json', true],
  ['onnx/model.json', 'onnx/*', true],
  ['onnx/model.json', 'onnx/', true],
  ['onnx.json', 'onnx/', false],
  ['model-00001-of-00002.safetensors', 'model-?????-of-?????.safetensors', true],
  ['abcabd', '*abd', true],
  ['a.b', 'a?b', true],
  ['axb', 'a.b', false],
  ['', '*', true],
  ['a', '', false],
  ['a[b]', 'a[b]', true],
])('%j %j: %s', (path, glob, fits) => expect(matchesGlob(path, glob)).toBe(fits));

it('agrees with the expression that the pattern stands for', () => {
  const letters = (alphabet: string, maxLength: number) =>
    fc.array(fc.constantFrom(...alphabet), { maxLength }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(letters('ab/', 8), letters('ab/*?', 6), (path, glob) => {
      const whole = glob.endsWith('/') ? `${glob}*` : glob;
      const expression = new RegExp(`^${whole.replaceAll('*', '.*').replaceAll('?', '.')}$`);
      expect(matchesGlob(path, glob)).toBe(expression.test(path));
    }),
    { numRuns: 2000, seed: 1 },
  );
});

it('does not explode', () => {
  expect(matchesGlob('a'.repeat(1000), `${'*a'.repeat(400)}*b`)).toBe(false);
});
