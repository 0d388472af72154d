export { type BpeOptions, trainBpe } from './bpe.js';
export { type ChatMessage, type ChatOptions, type ChatPart, renderChat } from './chat.js';
export { Detokenizer } from './detokenizer.js';
export { expandImageTokens } from './expand.js';
export { type TemplateName, templates } from './templates.js';
export { type DecodeOptions, type EncodeOptions, loadTokenizer, type Tokenizer } from './tokenizer.js';
