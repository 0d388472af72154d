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
    super(`Expected ${failure.expected}; received ${failure.received}. ${failure.action}`, { cause: failure.cause });
    this.name = 'TesseraeError';
    this.code = code;
    this.expected = failure.expected;
    this.received = failure.received;
    this.action = failure.action;
  }
}

/** Text of any thrown value, on one line. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0] ?? text;
}
