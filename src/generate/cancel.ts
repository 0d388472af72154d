import { TesseraeError } from '../base/error.js';

/** Ends work that is no longer wanted. @throws TesseraeError `cancelled` */
export function stopIfCancelled(signal?: AbortSignal): void {
  if (!signal?.aborted) return;
  throw new TesseraeError('cancelled', {
    expected: 'an answer to be finished',
    received: 'a request to stop',
    action: 'Ask again when it is wanted.',
  });
}
