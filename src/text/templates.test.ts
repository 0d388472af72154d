import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type ChatMessage, renderChat, type TemplateName, templates } from './index.js';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const asked: ChatMessage = { role: 'user', content: [{ type: 'image' }, { type: 'text', text: 'What is shown?' }] };
const answered: ChatMessage = { role: 'assistant', content: 'A bar.' };
const again: ChatMessage = { role: 'user', content: 'Red?' };

const prompt = (name: TemplateName, ...messages: ChatMessage[]) =>
  renderChat(templates[name], messages, { addGenerationPrompt: true });

describe('golden: whole prompts of the original repositories', () => {
  it.each([
    ['vicuna_v1', 194, '628b258db038f7d97bbc0465417b641fb908882090777aafac04bb2206176c9f'],
    ['mistral_instruct', 37, 'cf5aa5f79a8db0b463a88acab7ff9c7e55ecce19b29e569c42519905ff1c0a52'],
    ['chatml_direct', 121, '73061bc1cc51e8562d29cb9d3a4192f3010eecf33e2125283aadfd909ccf488e'],
    ['qwen_1_5', 130, '7a0d7ff44bf07b214a1deda523a1040d8b31b3a01bc849980675994ca7a38568'],
  ] as const)('%s', (name, length, hash) => {
    const text = prompt(name, asked);
    expect(text).toHaveLength(length);
    expect(sha256(text)).toBe(hash);
  });
});

describe('golden: system texts of the original repositories', () => {
  it.each([
    ['vicuna_v1', 0, 154, '1fa69e2371b762d1882b0bd98d284f312a36c27add732016e12e52586f98a9f5'],
    ['llava_v1', 0, 156, 'ace78a978005f68aa52ba3b02ee1b2d779e64b05c23bec09f5726a5003412dd4'],
    ['chatml_direct', 0, 40, '9ce12280308edf14d38b8f5e4672616a3e3e64052ac3d99bab1abf615ba11d26'],
    ['qwen_1_5', 0, 47, '799c12164a07dde7c0f3914840259e8e00a5332cf2f7242f0fe4f0b1c7568c39'],
    ['llava_llama_3', 61, 186, '790f4cfc05523b0eecbc061d3b2a427d84204164119832ccffb22deaae07cb29'],
  ] as const)('%s', (name, from, length, hash) => {
    expect(sha256(prompt(name, asked).slice(from, from + length))).toBe(hash);
  });
});

describe('a second turn', () => {
  const system: ChatMessage = { role: 'system', content: 'Be brief.' };

  it.each([
    ['vicuna_v1', 'Be brief. USER: <image>\nWhat is shown? ASSISTANT: A bar.</s>USER: Red? ASSISTANT:'],
    ['llava_v1', 'Be brief. USER: <image>\nWhat is shown? ASSISTANT: A bar.</s>USER: Red? ASSISTANT:'],
    [
      'chatml_direct',
      '<|im_start|>system\nBe brief.<|im_end|><|im_start|>user\n<image>\nWhat is shown?<|im_end|>' +
        '<|im_start|>assistant\nA bar.<|im_end|><|im_start|>user\nRed?<|im_end|><|im_start|>assistant\n',
    ],
    [
      'qwen_1_5',
      '<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\n<image>\nWhat is shown?<|im_end|>\n' +
        '<|im_start|>assistant\nA bar.<|im_end|>\n<|im_start|>user\nRed?<|im_end|>\n<|im_start|>assistant\n',
    ],
    [
      'llava_llama_3',
      '<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|>' +
        '<|start_header_id|>user<|end_header_id|>\n\n<image>\nWhat is shown?<|eot_id|>' +
        '<|start_header_id|>assistant<|end_header_id|>\n\nA bar.<|eot_id|>' +
        '<|start_header_id|>user<|end_header_id|>\n\nRed?<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n',
    ],
  ] as const)('%s, with a system message in place of the fixed text', (name, expected) => {
    expect(prompt(name, system, asked, answered, again)).toBe(expected);
  });

  it('mistral_instruct', () => {
    expect(prompt('mistral_instruct', asked, answered, again)).toBe(
      '[INST] <image>\nWhat is shown? [/INST] A bar. </s>[INST] Red? [/INST]',
    );
    expect(() => prompt('mistral_instruct', system, asked)).toThrow('user and assistant messages only');
  });
});

it('plain: a picture and its caption', () => {
  const picture: ChatMessage = { role: 'user', content: [{ type: 'image' }, { type: 'text', text: '' }] };
  expect(prompt('plain', picture, answered)).toBe('<image>A bar.\n');
  expect(prompt('plain', picture)).toBe('<image>');
  expect(() => prompt('plain', asked)).toThrow('no question');
});

it.each(Object.keys(templates) as TemplateName[])('%s keeps pictures in order before the text', (name) => {
  const text = { type: 'text', text: name === 'plain' ? '' : 'Compare.' } as const;
  const rendered = prompt(name, { role: 'user', content: [text, { type: 'image' }, { type: 'image' }] });
  const marks = [...rendered.matchAll(/<image>/g)].map(({ index }) => index);
  expect(marks).toHaveLength(2);
  if (text.text) expect(rendered.indexOf(text.text)).toBeGreaterThan(marks[1]);
});
