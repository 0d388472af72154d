import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { goldenJson, goldenPath } from '../../test/golden.js';
import { Detokenizer } from './detokenizer.js';
import { loadTokenizer } from './tokenizer.js';

interface Cases {
  encode: { text: string; ids: number[]; idsWithoutSpecial: number[]; decoded: string; decodedWithSpecial: string }[];
  decode: { ids: number[]; decoded: string; decodedWithSpecial: string }[];
}

describe.each(readdirSync(goldenPath('checkpoints')))('golden: tokenizer of %s', (name) => {
  const file = <T>(file: string) => goldenJson<T>('checkpoints', name, file);
  const tokenizer = loadTokenizer({
    tokenizerJson: file('tokenizer.json'),
    tokenizerConfig: file('tokenizer_config.json'),
  });
  const cases = file<Cases>('tokenizer_cases.json');

  it('encodes', () => {
    expect(cases.encode.length).toBeGreaterThan(25);
    for (const { text, ids, idsWithoutSpecial } of cases.encode) {
      expect(tokenizer.encode(text), text).toEqual(ids);
      expect(tokenizer.encode(text, { addSpecialTokens: false }), text).toEqual(idsWithoutSpecial);
    }
  });

  it('decodes texts and arbitrary ids', () => {
    for (const { ids, decoded, decodedWithSpecial } of [...cases.encode, ...cases.decode]) {
      expect(tokenizer.decode(ids), ids.join()).toBe(decoded);
      expect(tokenizer.decode(ids, { skipSpecialTokens: false }), ids.join()).toBe(decodedWithSpecial);
    }
  });

  it('streams what it decodes', () => {
    for (const { ids, decoded } of [...cases.encode, ...cases.decode]) {
      const detokenizer = new Detokenizer(tokenizer);
      const pieces = ids.map((id) => detokenizer.push(id));
      expect([...pieces, detokenizer.finish()].join(''), ids.join()).toBe(decoded);
    }
  });
});
