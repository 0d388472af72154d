import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteAlphabet, trainBpe } from './bpe.js';
import { loadTokenizer } from './index.js';

const texts = [
  'The chart shows 2340 red bars and 17 blue bars.',
  'The table shows the bars of the chart; the collage shows shapes.',
  "It's a red circle, isn't it?  Yes: it's red.\n\nThe circle is above the bar.",
  'naïve café — 日本語',
];
const specialTokens = ['<pad>', '<s>', '</s>', '<image>'];
const smallest = specialTokens.length + 256;

function train(vocabularySize: number, from: Iterable<string> = texts) {
  const tokenizerJson = trainBpe(from, { vocabularySize, specialTokens });
  return { tokenizerJson, tokenizer: loadTokenizer({ tokenizerJson, tokenizerConfig: {} }) };
}

const { tokenizerJson, tokenizer } = train(288);
const { vocab, merges } = tokenizerJson.model as { vocab: Record<string, number>; merges: [string, string][] };

describe('round trip', () => {
  it.each([
    ['any text', fc.string({ unit: 'binary', maxLength: 40 })],
    [
      'spaces, digits and marks',
      fc.string({ unit: fc.constantFrom(' ', '\n', '\t', '\u0085', '\ufeff', '7', "'s", '<s>', 'bar', 'é') }),
    ],
  ])('%s', (_, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (text) => {
        expect(tokenizer.decode(tokenizer.encode(text), { skipSpecialTokens: false })).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});

describe('vocabulary', () => {
  it('has the asked size, every id once', () => {
    expect(Object.values(vocab).sort((a, b) => a - b)).toEqual(Array.from({ length: 288 }, (_, id) => id));
    expect(merges).toHaveLength(288 - smallest);
  });

  it('stops early when no pair repeats', () => {
    const { tokenizerJson } = train(1000, ['ab']);
    expect(Object.keys((tokenizerJson.model as { vocab: object }).vocab)).toHaveLength(smallest);
  });

  it('gives special tokens the first ids, each a single one', () => {
    expect(tokenizer.encode(`${specialTokens.join('')}a<image>`)).toEqual([0, 1, 2, 3, ...tokenizer.encode('a'), 3]);
    expect([...tokenizer.specialIds]).toEqual([0, 1, 2, 3]);
  });

  it('keeps digits apart, also where numbers repeat', () => {
    const { tokenizer } = train(300, ['2340 2340 2340 2340']);
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{1,12}$/), (number) => {
        expect(tokenizer.encode(number)).toEqual([...number].map((digit) => tokenizer.idOf(digit)));
      }),
    );
    expect(Object.keys(vocab).filter((token) => /\d/.test(token) && token.length > 1)).toEqual([]);
  });
});

it('merges the most frequent pair first, the lowest ids among equals', () => {
  // (x, y) occurs 3 times; then (space, a) and (xy, xy) twice, and the byte has the lower id.
  const { tokenizerJson } = train(smallest + 3, ['xyxyxy ab ab']);
  const space = byteAlphabet()[0x20];
  expect((tokenizerJson.model as { merges: unknown }).merges).toEqual([
    ['x', 'y'],
    [space, 'a'],
    ['xy', 'xy'],
  ]);
});

it('encodes the words it learned as single tokens', () => {
  expect(tokenizer.encode(' shows')).toHaveLength(1);
  expect(tokenizer.encode('The chart shows the bars').length).toBeLessThan(8);
});

it('is deterministic, whatever the order of the texts', () => {
  expect(train(288).tokenizerJson).toEqual(tokenizerJson);
  expect(train(288, [...texts].reverse()).tokenizerJson).toEqual(tokenizerJson);
});

it.each([smallest - 1, 65537, 300.5, Number.NaN])('refuses a vocabulary of %s', (vocabularySize) => {
  const refused = expect.objectContaining({ code: 'bpe-size' });
  expect(() => trainBpe(texts, { vocabularySize, specialTokens })).toThrow(refused);
});
