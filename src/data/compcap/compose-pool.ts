import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type Failure, TesseraeError } from '../../base/error.js';
import { composeShard, type ShardOptions, type ShardTask } from './compose-shard.js';

export interface PoolOptions extends Omit<ShardOptions, 'onSample'> {
  /** Threads; 0 makes everything in this one, and a writer needs that. @default the number of processors */
  workers?: number;
  /** File of the index of the sources, for the threads. */
  indexPath?: string;
  onSample?: () => void;
}

/** Makes all shards, at most one per thread at a time; which thread makes which does not matter to any byte. */
export async function composeShards(tasks: readonly ShardTask[], options: PoolOptions): Promise<void> {
  const { workers = availableParallelism(), writer, indexPath, onSample, signal } = options;
  if (workers === 0 || writer) {
    for (const task of tasks) await composeShard(task, options);
    return;
  }
  const queue = tasks.values();
  const threads = Array.from(
    { length: Math.min(workers, tasks.length) },
    () => new Worker(workerUrl(), { workerData: { indexPath } }),
  );
  const stop = (): void => threads.forEach((thread) => void thread.terminate());
  signal?.addEventListener('abort', stop, { once: true });
  try {
    await Promise.all(threads.map((thread) => serve(thread, queue, onSample, signal)));
  } finally {
    signal?.removeEventListener('abort', stop);
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
  signal?.throwIfAborted();
}

type Message = { sample: true } | { shard: number } | { error: string | ({ code: string } & Failure) };

function serve(thread: Worker, queue: Iterator<ShardTask>, onSample?: () => void, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const next = (): void => {
      const { value, done } = queue.next();
      if (done) resolve();
      else thread.postMessage(value);
    };
    thread.on('message', (message: Message) => {
      if ('sample' in message) onSample?.();
      else if ('shard' in message) next();
      else
        reject(
          typeof message.error === 'string'
            ? new Error(message.error)
            : new TesseraeError(message.error.code, message.error),
        );
    });
    thread.on('error', reject);
    // Without an answer the shard was not made: the thread was stopped, or ran out of memory.
    thread.on('exit', (code) => {
      reject(
        signal?.reason ??
          new TesseraeError('worker-ended', {
            expected: 'a thread that finishes its shard',
            received: `exit code ${code}`,
            action: 'Run the same command again, with fewer --workers if memory is short.',
          }),
      );
    });
    next();
  });
}

/** From source files (tests) the compiled worker is used. */
function workerUrl(): URL {
  const compiled = import.meta.url.replace(/\/src\/data\/compcap\/[^/]*\.ts$/, '/dist/data/compcap/');
  return new URL('compose-worker.js', compiled);
}
