export { trainBpe } from './bpe.js';
export { type ChatMessage, renderChat } from './chat.js';
export { loadTokenizer, type Tokenizer } from './tokenizer.js';
