import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf, type TesseraeError } from '../base/error.js';
import { Random } from '../base/random.js';

export interface RetryPolicy {
  /** Further attempts after a failure. */
  retries: number;
  /** Milliseconds before the first of them; each further wait is twice as long, 30 s at most. */
  delay: number;
  signal?: AbortSignal;
  /** Told before every wait. */
  onNote?: (note: string) => void;
}

/** A failure that may pass: a broken connection, a server that is busy. */
export class PassingFailure extends Error {
  constructor(
    /** What is thrown when no attempt is left. */
    readonly failure: TesseraeError,
    readonly options: {
      /** Milliseconds that the server asks to wait. */
      wait?: number;
      /** Whether the attempt brought the work on; attempts are then counted anew. */
      progressed?: boolean;
    } = {},
  ) {
    super(failure.message, { cause: failure });
  }
}

const longestDelay = 30_000;
/** Servers that ask for more are not waited for. */
const longestWait = 300_000;

// Processes that failed together must not come back together: each has its own seed.
const random = new Random(process.pid);

/** Runs `attempt` until it succeeds or fails for good; throws what it throws, or the last passing failure. */
export async function withRetries<T>(attempt: () => Promise<T>, policy: RetryPolicy): Promise<T> {
  const { retries, delay, signal, onNote } = policy;
  for (let failures = 0; ; ) {
    signal?.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof PassingFailure)) throw error;
      const { wait: asked, progressed } = error.options;
      failures = progressed ? 1 : failures + 1;
      if (failures > retries || (asked ?? 0) > longestWait) throw error.failure;
      const backOff = Math.min(longestDelay, delay * 2 ** (failures - 1)) * (0.5 + 0.5 * random.uniform());
      const wait = Math.max(asked ?? 0, backOff);
      onNote?.(`${messageOf(error)} Next attempt in ${(wait / 1000).toPrecision(2)} s.`);
      await pause(wait, signal);
    }
  }
}

/** Waits; throws the reason of an aborted signal. */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

/** Milliseconds of a `Retry-After` header: seconds or a date; `undefined` for none and for nonsense. */
export function readRetryAfter(header: string | null, now = Date.now()): number | undefined {
  if (header === null) return undefined;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const date = /[a-z]/i.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
