import { messageOf } from '../../../base/error.js';
import { Random } from '../../../base/random.js';
import { checkCaption } from '../check-caption.js';
import type { AnyCompositeKind, Size } from '../kind.js';
import { tidyCaption } from './tidy.js';
import type { NamedGenerate } from './writer.js';

/** A caption and how it came about. */
export interface WrittenCaption {
  text: string;
  /** The model's name, or `template` where no try passed. */
  by: string;
  /** Answers asked for. */
  tries: number;
  /** Why tries failed, in order; empty when the first one passed. */
  failures: string[];
}

export interface WriteOptions {
  /** @default 3 */
  tries?: number;
  /** Milliseconds for one answer. @default 120000 */
  timeout?: number;
  /** Aborts the whole work. */
  signal?: AbortSignal;
}

const LONGEST_ANSWER = 20_000;
/** So many errors go back to the model: more would drown the task. */
const MOST_ERRORS = 8;

/**
 * Lets a language model write the caption of a picture: prompt from the metadata, answer tidied and checked, at most three
 * tries with the list of errors, then the template. A model that fails, hangs, says nothing or says something else costs
 * tries, never the sample.
 *
 * @throws the reason of `signal` only
 */
export async function writeCaption(
  kind: AnyCompositeKind,
  meta: Size,
  seed: number,
  { name, generate }: NamedGenerate,
  { tries = 3, timeout = 120_000, signal }: WriteOptions = {},
): Promise<WrittenCaption> {
  const claims = kind.claims(meta);
  const task = kind.prompt(meta, new Random(seed));
  const failures: string[] = [];
  let prompt = task;
  for (let attempt = 1; attempt <= tries; attempt++) {
    signal?.throwIfAborted();
    try {
      const answer = await inTime(generate, prompt, timeout, signal);
      const text = tidyCaption(readable(answer), claims.verbatim);
      const errors = text === '' ? ['The answer was empty.'] : checkCaption(text, claims).errors;
      if (errors.length === 0) return { text, by: name, tries: attempt, failures };
      failures.push(errors.slice(0, MOST_ERRORS).join(' '));
      prompt = `${task}\n\nYour last answer was:\n${text.slice(0, 4000)}\n\nIt is wrong in these points:\n${errors
        .slice(0, MOST_ERRORS)
        .map((error) => `- ${error}`)
        .join('\n')}\n\nWrite the caption again without these errors.\nCaption:`;
    } catch (error) {
      signal?.throwIfAborted();
      failures.push(messageOf(error));
    }
  }
  return { text: kind.caption(meta, new Random(seed)), by: 'template', tries, failures };
}

/** Characters that steer terminals or the direction of text, private ones, and the mark of broken encodings. */
const STEERING = /(?![\n\t])[\p{Cc}\p{Co}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffd]/u;

/** Refuses what is no text, or steers terminals and readers: control and direction characters. */
function readable(answer: unknown): string {
  if (typeof answer !== 'string')
    throw new Error(`the model answered ${answer === null ? 'null' : typeof answer} instead of text`);
  if (answer.length > LONGEST_ANSWER)
    throw new Error(`the model answered ${answer.length} characters, at most ${LONGEST_ANSWER}`);
  if (STEERING.test(answer.replace(/\r\n/g, '\n'))) {
    throw new Error('the model answered with control characters');
  }
  if (/<image>|<\|[a-z_]+\|>|<script/i.test(answer))
    throw new Error('the model answered with marks that training data must not hold');
  return answer.replace(/\r\n/g, '\n');
}

async function inTime(
  generate: NamedGenerate['generate'],
  prompt: string,
  timeout: number,
  signal?: AbortSignal,
): Promise<string> {
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const onAbort = (): void => stop.abort(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    // A model that ignores its signal must not hold up the run.
    const late = new Promise<never>((_, reject) => {
      stop.signal.addEventListener('abort', () => reject(stop.signal.reason), { once: true });
      timer = setTimeout(() => stop.abort(new Error(`the model gave no answer within ${timeout} ms`)), timeout);
    });
    return await Promise.race([generate(prompt, { signal: stop.signal }), late]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}
