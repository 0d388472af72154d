import { describe, expect, it } from 'vitest';
import { goldenJson } from '../../test/golden.js';
import { loadTokenizer } from './index.js';

const files = {
  tokenizerJson: goldenJson<Record<string, unknown>>('checkpoints', 'llava', 'tokenizer.json'),
  tokenizerConfig: goldenJson<Record<string, unknown>>('checkpoints', 'llava', 'tokenizer_config.json'),
};
const tokenizer = loadTokenizer(files);

it('knows ids, tokens and marks', () => {
  expect(tokenizer.idOf('<image>')).toBe(380);
  expect(tokenizer.tokenOf(380)).toBe('<image>');
  expect(tokenizer.idOf('no such token')).toBeUndefined();
  expect(tokenizer.tokenOf(99_999)).toBeUndefined();
  expect([...tokenizer.specialIds].sort((a, b) => a - b)).toEqual([0, 1, 2, 380, 381]);
});

it('decodes nothing to nothing, and leaves out ids without a token', () => {
  expect(tokenizer.decode([])).toBe('');
  const ids = tokenizer.encode('bars');
  expect(tokenizer.decode([...ids, 99_999, -1])).toBe('bars');
});

describe('errors', () => {
  it.each([
    ['an empty file', {}],
    ['no model', { ...files.tokenizerJson, model: undefined }],
    ['an unknown model', { ...files.tokenizerJson, model: { type: 'Nonsense' } }],
    [
      'a pattern of no kind',
      { ...files.tokenizerJson, pre_tokenizer: { type: 'Split', pattern: {}, behavior: 'Isolated' } },
    ],
    [
      'such a pattern further in',
      {
        ...files.tokenizerJson,
        normalizer: { type: 'Sequence', normalizers: [{ type: 'Replace', pattern: null, content: '' }] },
      },
    ],
    ['a type that is no word', { ...files.tokenizerJson, post_processor: { type: [{}, {}] } }],
    ['no added tokens', { ...files.tokenizerJson, added_tokens: undefined }],
  ])('%s', (_, tokenizerJson) => {
    const { tokenizerConfig } = files;
    expect(() => loadTokenizer({ tokenizerJson, tokenizerConfig })).toThrow(
      expect.objectContaining({ code: 'tokenizer' }),
    );
  });
});
