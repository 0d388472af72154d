import type { TesseraeError } from '../base/error.js';
import { hubError, quoted } from './error.js';
import { PassingFailure, readRetryAfter } from './retry.js';

/** What was asked for, in words, and whether a token went with it. */
export interface Asked {
  /** For example `llava-hf/llava-1.5-7b-hf at main`. */
  what: string;
  authorised: boolean;
}

/** The error of an answer that is none: by its status, and by the words the hub puts into its headers. */
export function statusError({ status, headers }: Response, asked: Asked): TesseraeError | PassingFailure {
  const words = headers.get('x-error-message');
  const received = `status ${status}${words ? `: ${quoted(words)}` : ''}`;
  const kind = headers.get('x-error-code');
  const wait = readRetryAfter(headers.get('retry-after'));
  if (status === 429) {
    const action = asked.authorised
      ? 'Try again later.'
      : 'Try again later, or set HF_TOKEN: the limits are then higher.';
    return new PassingFailure(hubError('hub-rate-limit', asked.what, waiting(received, wait), action), { wait });
  }
  if (status === 408 || status >= 500) {
    const failure = hubError('hub-server', asked.what, waiting(received, wait), 'Try again later: the server failed.');
    return new PassingFailure(failure, { wait });
  }
  if (kind === 'GatedRepo') {
    return hubError('hub-gated', asked.what, received, 'Accept the terms on the page of the model, and set HF_TOKEN.');
  }
  if (status === 401 || status === 403) {
    const action = asked.authorised
      ? 'Check the spelling, and whether the token is valid and may read the model.'
      : 'Check the spelling (the hub says the same of models that do not exist), or set HF_TOKEN for a private one.';
    return hubError('hub-unauthorized', asked.what, received, action);
  }
  if (kind === 'RevisionNotFound') {
    return hubError('hub-revision', asked.what, received, 'Check the branch, tag or commit.');
  }
  if (status === 404 || status === 410) {
    return hubError('hub-not-found', asked.what, received, 'Check the spelling, and HF_ENDPOINT if it is set.');
  }
  return hubError('hub-answer', asked.what, received, 'Check HF_ENDPOINT and any proxy on the way.');
}

function waiting(received: string, wait: number | undefined): string {
  return wait === undefined ? received : `${received}, to be repeated after ${Math.ceil(wait / 1000)} s`;
}
