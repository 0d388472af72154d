import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goldenJson } from '../../test/golden.js';
import { Detokenizer, loadTokenizer } from './index.js';

const open = (name: string) =>
  loadTokenizer({
    tokenizerJson: goldenJson('checkpoints', name, 'tokenizer.json'),
    tokenizerConfig: goldenJson('checkpoints', name, 'tokenizer_config.json'),
  });

// Byte fallback with `Prepend` and with `Metaspace`; byte level; byte level with a word-end suffix.
describe.each(['llava', 'text-mistral', 'text-qwen2', 'clip'])('tokenizer of %s', (name) => {
  const tokenizer = open(name);
  const someIds = fc.array(fc.nat({ max: 600 }), { maxLength: 24 });

  it('shows no broken character of a text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 16 }), (text) => {
        fc.pre(!text.includes('\ufffd'));
        const detokenizer = new Detokenizer(tokenizer);
        const pieces = tokenizer.encode(text).map((id) => detokenizer.push(id));
        expect([...pieces, detokenizer.finish()].join('')).not.toContain('\ufffd');
      }),
    );
  });

  it('cuts between code points, never inside a surrogate pair', () => {
    const detokenizer = new Detokenizer(tokenizer);
    const pieces = tokenizer.encode('a👍🏽b 𝔘 c').map((id) => detokenizer.push(id));
    for (const piece of [...pieces, detokenizer.finish()]) expect(Buffer.from(piece).toString()).toBe(piece);
  });

  it.each([true, false])('shows what decode makes of any ids, skipSpecialTokens %s', (skipSpecialTokens) => {
    fc.assert(
      fc.property(someIds, (ids) => {
        const detokenizer = new Detokenizer(tokenizer, { skipSpecialTokens });
        const pieces = ids.map((id) => detokenizer.push(id));
        expect(pieces.join('') + detokenizer.finish()).toBe(tokenizer.decode(ids, { skipSpecialTokens }));
      }),
    );
  });

  it('shows words at once, or one token later', () => {
    const detokenizer = new Detokenizer(tokenizer);
    const ids = tokenizer.encode('The chart shows bars', { addSpecialTokens: false });
    const early = ids.slice(0, -1).map((id) => detokenizer.push(id));
    expect(early.join('').length).toBeGreaterThan(12);
  });
});

it('holds back an incomplete character until it is complete', () => {
  const tokenizer = open('text-qwen2');
  const ids = tokenizer.encode('€');
  expect(ids.length).toBeGreaterThan(1);
  const detokenizer = new Detokenizer(tokenizer);
  const pieces = ids.map((id) => detokenizer.push(id));
  expect(pieces).toEqual([...new Array(ids.length - 1).fill(''), '€']);
});

it('shows an incomplete character as U+FFFD at the end', () => {
  const tokenizer = open('text-qwen2');
  const detokenizer = new Detokenizer(tokenizer);
  expect(detokenizer.push(tokenizer.encode('€')[0])).toBe('');
  expect(detokenizer.finish()).toBe('\ufffd');
});
