import { describe, expect, it } from 'vitest';
import { readTokenDecoder } from './token-decoder.js';

function decode(config: Parameters<typeof readTokenDecoder>[0], tokens: readonly string[]): string {
  const decoder = readTokenDecoder(config)();
  return tokens.map((token) => decoder.push(token)).join('') + decoder.finish();
}

// Expected values: huggingface/tokenizers 0.23.
describe('golden: one decoder at a time', () => {
  it.each([
    ['no decoder joins by spaces', null, ['a', 'b'], 'a b'],
    ['ByteLevel', { type: 'ByteLevel' }, ['Ġhi', 'âĤ', '¬'], ' hi€'],
    ['ByteLevel, a token that is not bytes', { type: 'ByteLevel' }, ['Ġa', 'a b', '語'], ' aa b語'],
    ['ByteLevel, byte order mark', { type: 'ByteLevel' }, ['ï»¿', 'a'], '\ufeffa'],
    ['ByteFallback', { type: 'ByteFallback' }, ['a', '<0xE2>', '<0x82>', '<0xAC>', 'b'], 'a€b'],
    ['ByteFallback, a broken run', { type: 'ByteFallback' }, ['<0x41>', '<0xE2>', 'b', '<0x42>'], '\ufffd\ufffdbB'],
    ['BPEDecoder', { type: 'BPEDecoder', suffix: '</w>' }, ['ab', 'c</w>', 'd</w>'], 'abc d'],
    ['Fuse', { type: 'Fuse' }, ['a', 'b'], 'ab'],
    ['Metaspace', { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always' }, ['▁a', '▁b'], 'a b'],
    ['Metaspace, never', { type: 'Metaspace', replacement: '▁', prepend_scheme: 'never' }, ['▁a', '▁b'], ' a b'],
    ['Metaspace, inner marks of the first token', { type: 'Metaspace' }, ['▁a▁x', '▁b'], 'ax b'],
    ['Replace', { type: 'Replace', pattern: { String: '▁' }, content: ' ' }, ['▁a▁', 'b'], ' a b'],
    ['Replace, by pattern', { type: 'Replace', pattern: { Regex: '[xy]+' }, content: '$&' }, ['axyb'], 'a$&b'],
    ['Strip, each token', { type: 'Strip', content: ' ', start: 1, stop: 1 }, ['  a ', ' b'], ' ab'],
    [
      'WordPiece',
      { type: 'WordPiece', prefix: '##', cleanup: true },
      ['it', "'", 's', 'do', '##ne', '.'],
      "it ' s done.",
    ],
    ['WordPiece, as it is', { type: 'WordPiece', prefix: '##', cleanup: false }, ['a', '.'], 'a .'],
  ])('%s', (_, config, tokens, expected) => {
    expect(decode(config, tokens)).toBe(expected);
  });

  it.each([
    [2, ['▁', '▁', '▁a'], ' a'],
    [1, ['a', '▁b'], 'a b'],
    [5, ['▁', '▁a', '▁b'], 'a b'],
  ])('Strip after Fuse takes %i spaces off the text, across tokens', (start, tokens, expected) => {
    const decoders = [
      { type: 'Replace', pattern: { String: '▁' }, content: ' ' },
      { type: 'ByteFallback' },
      { type: 'Fuse' },
      { type: 'Strip', content: ' ', start, stop: 0 },
    ];
    expect(decode({ type: 'Sequence', decoders }, tokens)).toBe(expected);
  });
});

it('decoders are independent of each other', () => {
  const start = readTokenDecoder({ type: 'ByteLevel' });
  const [one, two] = [start(), start()];
  expect(one.push('âĤ')).toBe('');
  expect(two.push('a')).toBe('a');
  expect(one.push('¬')).toBe('€');
});

it.each([
  ['a kind that is not known', { type: 'CTC' }],
  ['no kind', {}],
  ['the name of a method of every object', { type: 'constructor' }],
  ['a sequence without decoders', { type: 'Sequence' }],
  [
    'what would need the end of the text first',
    { type: 'Sequence', decoders: [{ type: 'Fuse' }, { type: 'Strip', content: ' ', start: 0, stop: 1 }] },
  ],
])('refuses %s', (_, config) => {
  expect(() => readTokenDecoder(config)).toThrow(expect.objectContaining({ code: 'tokenizer-decoder' }));
});
