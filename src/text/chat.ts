import { Template } from '@huggingface/jinja';

export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string | { type: 'image' | 'video' | 'text'; text?: string }[];
}

export function renderChat(
  template: string,
  messages: readonly ChatMessage[],
  { addGenerationPrompt = false, bosToken = '' }: { addGenerationPrompt?: boolean; bosToken?: string } = {},
): string {
  return new Template(template).render({ messages, add_generation_prompt: addGenerationPrompt, bos_token: bosToken });
}
