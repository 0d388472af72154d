import { TesseraeError } from '../base/error.js';
import type { Checkpoint } from '../model/checkpoint.js';
import { type ChatMessage, renderChat } from '../text/index.js';
import type { GenerateRequest } from './request.js';

/** The text of a request, through the model's chat template unless it is raw. */
export function promptText(request: GenerateRequest, checkpoint: Checkpoint): string {
  if (request.raw) return request.prompt ?? '';
  const { messages: [only, ...others] = [] } = request;
  // InstructBLIP was trained on bare instructions: there is no template, and the question is the prompt.
  if (checkpoint.llava?.qformer && others.length === 0) return only ? textOf(only) : request.prompt!;
  if (!checkpoint.chatTemplate) {
    throw new TesseraeError('chat-template', {
      expected: 'a chat template in the model folder',
      received: 'none',
      action: 'Pass the whole prompt with raw (--raw), or add chat_template.jinja to the folder.',
    });
  }
  const marks = [
    ...(request.images ?? []).map(() => ({ type: 'image' as const })),
    ...(request.videos ?? []).map(() => ({ type: 'video' as const })),
  ];
  const asked: ChatMessage[] = [{ role: 'user', content: [...marks, { type: 'text', text: request.prompt ?? '' }] }];
  const messages = request.messages ?? asked;
  return renderChat(checkpoint.chatTemplate, [...messages], {
    addGenerationPrompt: true,
    bosToken: checkpoint.startToken,
    eosToken: checkpoint.endToken,
  });
}

const textOf = ({ content }: ChatMessage): string =>
  typeof content === 'string' ? content : content.map(({ text = '' }) => text).join('');

/**
 * Ids of a prompt; the tokenizer's start mark is added unless the text begins with it. Where a model's prompts carry no marks
 * (InstructBLIP) those of the pictures come first.
 */
export function promptIds(text: string, { tokenizer, startToken, llava }: Checkpoint, pictures: number): number[] {
  const started = startToken !== undefined && text.startsWith(startToken);
  const ids = tokenizer.encode(text, { addSpecialTokens: !started });
  if (!llava?.qformer || ids.includes(llava.imageTokenId)) return ids;
  return [...new Array<number>(pictures).fill(llava.imageTokenId), ...ids];
}

/**
 * The prompt's text in the tokens of the Q-Former; `undefined` for models without one.
 *
 * @throws TesseraeError `context-length` for more than the Q-Former reads
 */
export function questionIds(text: string, { llava, queryTokenizer, tokenizer }: Checkpoint): number[] | undefined {
  if (!llava?.qformer || !queryTokenizer) return undefined;
  const mark = tokenizer.tokenOf(llava.imageTokenId);
  const ids = queryTokenizer.encode(mark === undefined ? text : text.replaceAll(mark, ''));
  const { contextLength } = llava.qformer;
  if (ids.length <= contextLength) return ids;
  throw new TesseraeError('context-length', {
    expected: `a prompt of at most ${contextLength} tokens of the Q-Former`,
    received: `${ids.length}`,
    action: 'Shorten the text.',
  });
}
