import { TesseraeError } from '../base/error.js';

/** The error for a prompt that leaves no position for an answer. */
export function contextFull(contextLength: number, received: string): TesseraeError {
  return new TesseraeError('context-length', {
    expected: `a prompt of fewer than ${contextLength} tokens`,
    received,
    action: 'Shorten the text, pass fewer or smaller pictures, or reduce their tokens.',
  });
}
