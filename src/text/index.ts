export { trainBpe } from './bpe.js';
export { type ChatMessage, renderChat } from './chat.js';
export { Detokenizer } from './detokenizer.js';
export { expandImageTokens } from './expand.js';
export { loadTokenizer, type Tokenizer } from './tokenizer.js';
