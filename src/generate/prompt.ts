import { TesseraeError } from '../base/error.js';
import type { Checkpoint } from '../model/checkpoint.js';
import { type ChatMessage, renderChat } from '../text/index.js';
import type { GenerateRequest } from './request.js';

/** The text of a request, through the model's chat template unless it is raw. */
export function promptText(request: GenerateRequest, checkpoint: Checkpoint): string {
  if (request.raw) return request.prompt ?? '';
  if (!checkpoint.chatTemplate) {
    throw new TesseraeError('chat-template', {
      expected: 'a chat template in the model folder',
      received: 'none',
      action: 'Pass the whole prompt with raw (--raw), or add chat_template.jinja to the folder.',
    });
  }
  const marks = (request.images ?? []).map(() => ({ type: 'image' as const }));
  const asked: ChatMessage[] = [{ role: 'user', content: [...marks, { type: 'text', text: request.prompt ?? '' }] }];
  const messages = request.messages ?? asked;
  return renderChat(checkpoint.chatTemplate, [...messages], {
    addGenerationPrompt: true,
    bosToken: checkpoint.startToken,
    eosToken: checkpoint.endToken,
  });
}

/** Ids of a prompt; the tokenizer's start mark is added unless the text begins with it. */
export function promptIds(text: string, { tokenizer, startToken }: Checkpoint): number[] {
  const started = startToken !== undefined && text.startsWith(startToken);
  return tokenizer.encode(text, { addSpecialTokens: !started });
}
