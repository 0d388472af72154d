import { Template } from '@huggingface/jinja';
import { messageOf, TesseraeError } from '../base/error.js';

/** A piece of a message: a picture's or a video's place, or text. */
export interface ChatPart {
  type: 'image' | 'video' | 'text';
  text?: string;
}

export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string | readonly ChatPart[];
}

export interface ChatOptions {
  /** Ends with the opening of the assistant's turn, for the model to go on. @default false */
  addGenerationPrompt?: boolean;
  /** The start mark, for templates that write it. @default '' */
  bosToken?: string;
  /** The end mark, for templates that write it. */
  eosToken?: string;
  /** Other names that the template reads, such as `image_token`. */
  variables?: Readonly<Record<string, unknown>>;
}

/**
 * Messages → prompt text with image marks, through a chat template in Jinja.
 *
 * Templates of LLaVA models read lists of parts, those of text models read strings; content is brought into the form that
 * the template reads.
 *
 * @throws TesseraeError `chat-template` when the template is missing, is not valid, or refuses the messages;
 *   `chat-content` for pictures in a template of a text model
 *
 * @example
 * renderChat(templates.vicuna_v1, [{ role: 'user', content: 'Hello' }], { addGenerationPrompt: true });
 */
export function renderChat(
  template: string | undefined,
  messages: readonly ChatMessage[],
  { addGenerationPrompt = false, bosToken = '', eosToken, variables = {} }: ChatOptions = {},
): string {
  const { parsed, readsParts } = openTemplate(template);
  const tokens = { ...variables, bos_token: bosToken, ...(eosToken === undefined ? {} : { eos_token: eosToken }) };
  const readable = messages.map(({ role, content }) => ({
    role,
    content: readsParts ? asParts(content) : asText(content),
  }));
  try {
    return parsed.render({ ...tokens, messages: readable, add_generation_prompt: addGenerationPrompt });
  } catch (error) {
    throw new TesseraeError('chat-template', {
      expected: 'messages that the chat template accepts',
      received: `${messages.map(({ role }) => role).join(', ') || 'none'}: "${messageOf(error)}"`,
      action: 'Change the messages as the template says, or pass another template.',
      cause: error,
    });
  }
}

interface OpenTemplate {
  parsed: Template;
  /** Whether the template reads content as a list of parts, rather than as a string. */
  readsParts: boolean;
}

/** Templates seen before; a process meets only a handful. */
const opened = new Map<string, OpenTemplate>();

function openTemplate(template: string | undefined): OpenTemplate {
  if (template === undefined) {
    throw new TesseraeError('chat-template', {
      expected: 'a chat template',
      received: 'none',
      action: 'Add chat_template.jinja to the model folder, or pass one of the named templates.',
    });
  }
  const known = opened.get(template);
  if (known) return known;
  const parsed = parse(template);
  const entry = { parsed, readsParts: readsParts(parsed) };
  opened.set(template, entry);
  return entry;
}

function parse(template: string): Template {
  try {
    return new Template(template);
  } catch (error) {
    throw new TesseraeError('chat-template', {
      expected: 'a chat template in Jinja',
      received: `one that fails with "${messageOf(error)}"`,
      action: 'Correct chat_template.jinja of the model folder.',
      cause: error,
    });
  }
}

/** Tries a question in both forms: a template that reads strings prints a part as JSON, or fails. */
function readsParts(parsed: Template): boolean {
  const probe = 'QUESTION';
  const shows = (content: ChatMessage['content']) => {
    try {
      const text = parsed.render({ messages: [{ role: 'user', content }], bos_token: '', eos_token: '' });
      return text.includes(probe) && !text.includes('"type"');
    } catch {
      return false;
    }
  };
  return shows([{ type: 'text', text: probe }]) || !shows(probe);
}

function asParts(content: ChatMessage['content']): readonly ChatPart[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content;
}

function asText(content: ChatMessage['content']): string {
  if (typeof content === 'string') return content;
  const other = content.find(({ type }) => type !== 'text');
  if (other) {
    throw new TesseraeError('chat-content', {
      expected: 'text alone, which is all that this chat template reads',
      received: `a part of type "${other.type}"`,
      action: 'Leave pictures out, or pass a template of a model that sees.',
    });
  }
  return content.map(({ text = '' }) => text).join('');
}
