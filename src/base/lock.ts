import { randomUUID } from 'node:crypto';
import {
  closeSync,
  futimesSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface LockOptions {
  signal?: AbortSignal;
  /** Called once when the lock is in other hands. */
  onWait?: () => void;
  /** Milliseconds without a sign of life after which a holder counts as dead. @default 30000 */
  staleAfter?: number;
  /** Milliseconds between two looks at a lock in other hands. @default 200 */
  interval?: number;
}

/** Who holds a lock, as written into its file. */
interface Holder {
  key: string;
  pid: number;
  machine: string;
}

/** A process id means something only on its machine and, in a container, in its own process space. */
const machine = `${hostname()} ${processSpace()}`;

/**
 * Runs `work` while no other process, and no other call, holds the lock of this path.
 *
 * Node has no lock that the system takes back when a process dies, so the holder touches its file all the time: who waits
 * takes the lock over when the process is gone, or when the file has not been touched for `staleAfter`.
 */
export async function withLock<T>(path: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
  const { signal, onWait, staleAfter = 30_000, interval = 200 } = options;
  mkdirSync(dirname(path), { recursive: true });
  const watcher = new Watcher(path, staleAfter);
  let held = take(path);
  if (!held) onWait?.();
  for (; !held; held = take(path)) {
    if (watcher.isAbandoned()) watcher.remove();
    // An aborted wait is told by the signal.
    else await sleep(interval, undefined, { signal }).catch(() => {});
    signal?.throwIfAborted();
  }
  const { key, file } = held;
  const beat = setInterval(() => futimesSync(file, new Date(), new Date()), staleAfter / 10);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    closeSync(file);
    if (readHolder(path)?.key === key) rmSync(path, { force: true });
  }
}

function take(path: string): { key: string; file: number } | undefined {
  try {
    const file = openSync(path, 'wx');
    const key = randomUUID();
    writeSync(file, JSON.stringify({ key, pid: process.pid, machine } satisfies Holder));
    return { key, file };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  }
}

/** Looks at a lock in other hands. Times are compared with earlier looks, never with this machine's clock. */
class Watcher {
  private last = '';
  private since = 0;

  constructor(
    private readonly path: string,
    private readonly staleAfter: number,
  ) {}

  isAbandoned(): boolean {
    const holder = readHolder(this.path);
    if (holder && holder.machine === machine && !isAlive(holder.pid)) return true;
    const state = `${holder?.key} ${touched(this.path)}`;
    if (state !== this.last) {
      this.last = state;
      this.since = performance.now();
    }
    return performance.now() - this.since > this.staleAfter;
  }

  /** Takes the file away, unless another process did so and already holds the lock. */
  remove(): void {
    const seen = readHolder(this.path)?.key;
    const aside = `${this.path}.${randomUUID()}`;
    try {
      renameSync(this.path, aside);
      if (readHolder(aside)?.key !== seen) linkSync(aside, this.path);
    } catch {
      // Gone, or taken anew: the next attempt to take it tells.
    }
    rmSync(aside, { force: true });
  }
}

function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined; // Gone, or not yet written.
  }
}

function touched(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // It lives, and belongs to another user.
  }
}

function processSpace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return ''; // Only Linux has it.
  }
}
