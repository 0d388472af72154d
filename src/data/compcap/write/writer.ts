/**
 * Language models as writers of captions: any function from prompt to text, or an object with the shape of the AI SDK, so that
 * no dependency is needed.
 */
import { TesseraeError } from '../../../base/error.js';

/** Writes a text for a prompt; `signal` is aborted when time is up. */
export type Generate = (prompt: string, options: { signal: AbortSignal }) => Promise<string>;

/** A language model of the AI SDK, versions 2 and 3 of its interface, as far as captions need it. */
export interface SdkModel {
  modelId?: string;
  doGenerate(options: {
    prompt: { role: 'user'; content: { type: 'text'; text: string }[] }[];
    abortSignal?: AbortSignal;
    maxOutputTokens?: number;
    temperature?: number;
  }): PromiseLike<{ content: readonly { type: string; text?: string }[] }>;
}

/** An object with `generateText`, for example a wrapper around the AI SDK function of that name. */
export interface TextGenerator {
  modelId?: string;
  generateText(options: { prompt: string; abortSignal?: AbortSignal }): PromiseLike<{ text: string }>;
}

/** What captions can be written by. */
export type Writer = Generate | SdkModel | TextGenerator;

/** The writer as a plain function and the name under which its pass rate is reported. */
export interface NamedGenerate {
  name: string;
  generate: Generate;
}

/**
 * @throws TesseraeError `writer-unknown` for anything else
 * @example
 * const { generate } = asGenerate(async (prompt) => callMyModel(prompt));
 */
export function asGenerate(writer: Writer): NamedGenerate {
  if (typeof writer === 'function') return { name: writer.name || 'function', generate: writer };
  if (typeof writer === 'object' && writer !== null) {
    const name = typeof writer.modelId === 'string' ? writer.modelId : 'model';
    if ('doGenerate' in writer && typeof writer.doGenerate === 'function') {
      return {
        name,
        generate: async (prompt, { signal }) => {
          const { content } = await writer.doGenerate({
            prompt: [{ role: 'user', content: [{ type: 'text', text: prompt }] }],
            abortSignal: signal,
            maxOutputTokens: 2000,
          });
          return content
            .flatMap(({ type, text }) => (type === 'text' && typeof text === 'string' ? [text] : []))
            .join('');
        },
      };
    }
    if ('generateText' in writer && typeof writer.generateText === 'function') {
      return {
        name,
        generate: async (prompt, { signal }) => (await writer.generateText({ prompt, abortSignal: signal })).text,
      };
    }
  }
  throw new TesseraeError('writer-unknown', {
    expected: 'a function from prompt to text, or a model with doGenerate or generateText',
    received: writer === null ? 'null' : typeof writer,
    action: 'Pass for example an AI SDK language model.',
  });
}
