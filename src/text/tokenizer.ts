import { Tokenizer as Library } from '@huggingface/tokenizers';

/** Text to ids and back. */
export interface Tokenizer {
  encode(text: string, options?: { addSpecialTokens?: boolean }): number[];
  decode(ids: readonly number[], options?: { skipSpecialTokens?: boolean }): string;
  idOf(token: string): number | undefined;
}

export function loadTokenizer({
  tokenizerJson,
  tokenizerConfig,
}: {
  tokenizerJson: object;
  tokenizerConfig: object;
}): Tokenizer {
  const library = new Library(tokenizerJson, tokenizerConfig);
  return {
    encode: (text, { addSpecialTokens = true } = {}) =>
      library.encode(text, { add_special_tokens: addSpecialTokens }).ids,
    decode: (ids, { skipSpecialTokens = true } = {}) =>
      library.decode([...ids], { skip_special_tokens: skipSpecialTokens }),
    idOf: (token) => library.token_to_id(token),
  };
}
