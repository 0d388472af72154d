/** What a message needs: what was expected, what was received, what to do about it. */
export interface Failure {
  /** What would have been right, for example `"keep" in (0, 1] or a count`. */
  expected: string;
  /** What came instead, for example `1.5`. */
  received: string;
  /** One imperative sentence that tells the reader how to go on. */
  action: string;
  /** The error underneath, where there is one. */
  cause?: unknown;
}

/**
 * The one error class of the package.
 *
 * `code` is a kebab-case word that programs can test; the message is one line: expected, received, what to do.
 *
 * @example
 * throw new TesseraeError('keep-range', { expected: 'a fraction in (0, 1]', received: '1.5', action: 'Pass for example 0.2.' });
 */
export class TesseraeError extends Error {
  readonly code: string;
  readonly expected: string;
  readonly received: string;
  readonly action: string;

  constructor(code: string, failure: Failure) {
    const { expected, received, action, cause } = failure;
    super(`Expected ${printable(expected)}; received ${printable(received)}. ${printable(action)}`, { cause });
    this.name = 'TesseraeError';
    this.code = code;
    this.expected = failure.expected;
    this.received = failure.received;
    this.action = failure.action;
  }
}

/** What fits into one part of a message, in characters. */
const longest = 1000;

/**
 * A text as it can stand in a message: what would break the line or steer a terminal (file names, names of tensors and JSON may
 * hold anything) is written out, and what is too long is cut in the middle.
 */
export function printable(text: string): string {
  const cut = text.length > longest ? `${text.slice(0, longest - 200)} … ${text.slice(-200)}` : text;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
  return cut.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** Text of any thrown value, on one line. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0] ?? text;
}
