import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { goldenJson, goldenPath } from '../../test/golden.js';
import { type ChatMessage, renderChat } from './index.js';

interface ChatCase {
  messages: ChatMessage[];
  addGenerationPrompt: boolean;
  text: string;
}

function chatTemplate(name: string): string {
  const file = goldenPath('checkpoints', name, 'chat_template.jinja');
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const json = existsSync(goldenPath('checkpoints', name, 'chat_template.json')) ? 'chat_template' : 'tokenizer_config';
  return goldenJson<{ chat_template: string }>('checkpoints', name, `${json}.json`).chat_template;
}

describe('golden: rendered chats', () => {
  const names = readdirSync(goldenPath('checkpoints')).filter((name) => name !== 'clip' && name !== 'instructblip');

  it.each(names)('%s', (name) => {
    const { bos_token, eos_token } = goldenJson<Record<string, string>>('checkpoints', name, 'tokenizer_config.json');
    const { chat } = goldenJson<{ chat: ChatCase[] }>('checkpoints', name, 'tokenizer_cases.json');
    expect(chat.length).toBeGreaterThan(5);
    for (const { messages, addGenerationPrompt, text } of chat) {
      const options = { addGenerationPrompt, bosToken: bos_token, eosToken: eos_token };
      expect(renderChat(chatTemplate(name), messages, options)).toBe(text);
    }
  });
});

describe('content in the form that the template reads', () => {
  const text = 'What is shown?';
  const string: ChatMessage[] = [{ role: 'user', content: text }];
  const parts: ChatMessage[] = [{ role: 'user', content: [{ type: 'text', text }] }];

  it.each(['llava', 'llava-onevision', 'text-qwen2', 'text-llama-llama3', 'text-mistral'])('%s: both forms', (name) => {
    const rendered = renderChat(chatTemplate(name), string);
    expect(rendered).toContain(text);
    expect(renderChat(chatTemplate(name), parts)).toBe(rendered);
  });

  it('a template that reads both keeps pictures', () => {
    const both =
      "{% for m in messages %}{% if m['content'] is string %}{{ m['content'] }}{% else %}{% for part in m['content'] %}" +
      "{{ part['text'] if part['type'] == 'text' else '<image>' }}{% endfor %}{% endif %}{% endfor %}";
    const content = [{ type: 'image' }, { type: 'text', text }] as const;
    expect(renderChat(both, [{ role: 'user', content }])).toBe(`<image>${text}`);
  });

  it('a picture for a text model is an error', () => {
    const picture: ChatMessage[] = [{ role: 'user', content: [{ type: 'image' }, { type: 'text', text }] }];
    expect(() => renderChat(chatTemplate('text-qwen2'), picture)).toThrow('a part of type "image"');
  });
});

it('hands over variables', () => {
  const template = '{{ bos_token }}{{ name }}{{ messages[0].content }}';
  const options = { bosToken: '<s>', variables: { name: 'n', bos_token: 'other' } };
  expect(renderChat(template, [{ role: 'user', content: 'q' }], options)).toBe('<s>nq');
});

describe('errors', () => {
  const user: ChatMessage[] = [{ role: 'user', content: 'Hello' }];

  it.each([
    ['a missing template', undefined, 'received none'],
    ['a template that is not Jinja', '{% if %}', 'a chat template in Jinja'],
    ['a refusal', "{{ raise_exception('Roles must alternate') }}", 'user: "Roles must alternate"'],
    ['an undefined name', "{{ 'a' + eos_token }}", 'undefined values'],
  ])('%s', (_, template, message) => {
    expect(() => renderChat(template, user)).toThrow(expect.objectContaining({ code: 'chat-template' }));
    expect(() => renderChat(template, user)).toThrow(message);
  });
});
