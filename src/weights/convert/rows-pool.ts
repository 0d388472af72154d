import { Worker } from 'node:worker_threads';
import { messageOf, TesseraeError } from '../../base/error.js';
import type { ConvertedRows, RowsJob } from './rows.js';

export interface RowsRequest {
  id: number;
  job: RowsJob;
}

export type RowsResponse = { id: number } & (ConvertedRows | { error: ErrorMessage });

/** An error as it crosses threads. */
type ErrorMessage = { code: string; expected: string; received: string; action: string } | { text: string };

export function asErrorMessage(error: unknown): ErrorMessage {
  if (!(error instanceof TesseraeError)) return { text: messageOf(error) };
  const { code, expected, received, action } = error;
  return { code, expected, received, action };
}

function errorFrom(message: ErrorMessage): Error {
  return 'text' in message ? new Error(message.text) : new TesseraeError(message.code, message);
}

/**
 * Converts jobs on several threads, each with one job at a time, so that memory is bounded by their number; results come in any
 * order. The first failure ends all of them.
 */
export async function convertOnThreads<Job extends RowsJob>(
  jobs: Iterable<Job>,
  threads: number,
  onRows: (job: Job, rows: ConvertedRows) => void,
  signal?: AbortSignal,
): Promise<void> {
  // From source files (tests) the compiled thread is used.
  const compiled = import.meta.url.replace(/\/src\/weights\/convert\/[^/]*\.ts$/, '/dist/weights/convert/');
  const url = new URL('rows-worker.js', compiled);
  const waiting = jobs[Symbol.iterator]();
  let count = 0;
  const workers: Worker[] = [];
  /** Gives a thread one job after the other. */
  const serve = (worker: Worker) =>
    new Promise<void>((resolve, reject) => {
      let current: Job;
      const next = () => {
        const { value, done } = waiting.next();
        if (done) return resolve();
        current = value;
        worker.postMessage({ id: count++, job: value } satisfies RowsRequest);
      };
      worker.on('error', reject);
      worker.on('exit', () => reject(new Error('a thread ended')));
      worker.on('message', (response: RowsResponse) => {
        try {
          signal?.throwIfAborted();
          if ('error' in response) throw errorFrom(response.error);
          onRows(current, response);
          next();
        } catch (error) {
          reject(error);
        }
      });
      next();
    });
  try {
    for (let i = 0; i < threads; i++) workers.push(new Worker(url));
    await Promise.all(workers.map(serve));
  } finally {
    await Promise.all(workers.map((worker) => worker.removeAllListeners('exit').terminate()));
  }
}
