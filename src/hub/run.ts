import type { ModelCache } from './cache.js';
import type { HubClient } from './client.js';
import type { PullOptions } from './pull-options.js';
import { withRetries } from './retry.js';

/** What the parts of one pull share. */
export interface PullRun extends Pick<PullOptions, 'onProgress' | 'onNote' | 'signal'> {
  /** `OWNER/NAME`. */
  id: string;
  client: HubClient;
  place: ModelCache;
  parallel: number;
  retries: number;
  retryDelay: number;
}

/** Runs an attempt with the patience of the run. */
export function retrying<T>(run: PullRun, attempt: () => Promise<T>, signal = run.signal): Promise<T> {
  return withRetries(attempt, { retries: run.retries, delay: run.retryDelay, onNote: run.onNote, signal });
}

/** Address of a file at a commit. */
export function fileUrl({ client, id }: PullRun, commit: string, path: string): string {
  return `${client.endpoint}/${id}/resolve/${commit}/${path.split('/').map(encodeURIComponent).join('/')}`;
}
