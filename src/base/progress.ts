/** Where progress is written: `process.stderr`, or anything with `write`. */
export interface ProgressStream {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

export interface ProgressOptions {
  /** Units of work in all. */
  total: number;
  /** What is being done, for example `train`. */
  label: string;
  /** @default process.stderr */
  stream?: ProgressStream;
  /** Units done before this run: a resumed run shows them, and leaves them out of the rate. @default 0 */
  done?: number;
  /** Milliseconds between two reports. @default 100 on a terminal, 5000 elsewhere */
  interval?: number;
  /** Clock in milliseconds. @default performance.now */
  now?: () => number;
}

/** Small facts shown beside the bar, for example `{ loss: 1.25 }`. */
export type ProgressFields = Record<string, number | string>;

export interface Progress {
  /** Reports that `done` units are complete; most calls cost a clock reading and write nothing. */
  update(done: number, fields?: ProgressFields): void;
  /** Writes the last state and ends the line. Nothing is written afterwards. */
  close(): void;
  /** `update(total)` and `close()`. */
  finish(fields?: ProgressFields): void;
}

/**
 * A progress bar with rate and remaining time on a terminal; one JSON object per line where the stream is a file or a
 * pipe. Throttled, so that it may be called for every unit of work.
 *
 * @example
 * const progress = createProgress({ total: steps, label: 'train' });
 * for (let step = 1; step <= steps; step++) progress.update(step, { loss: await trainStep() });
 * progress.finish();
 */
export function createProgress(options: ProgressOptions): Progress {
  const { total, label, stream = process.stderr, done: first = 0, now = () => performance.now() } = options;
  const terminal = stream.isTTY === true;
  const interval = options.interval ?? (terminal ? 100 : 5000);
  const start = now();
  let lastReport = Number.NEGATIVE_INFINITY;
  let reported: number | undefined;
  let state = { done: first, fields: {} as ProgressFields };
  let closed = false;

  const report = (time: number) => {
    const seconds = (time - start) / 1000;
    const rate = seconds > 0 ? (state.done - first) / seconds : 0;
    const remaining = rate > 0 ? (total - state.done) / rate : undefined;
    const snapshot: Snapshot = { label, total, seconds, rate, remaining, ...state };
    stream.write(terminal ? `\r\x1b[K${barLine(snapshot, stream.columns ?? 80)}` : jsonLine(snapshot));
    lastReport = time;
    reported = state.done;
  };

  const progress: Progress = {
    update(done, fields = state.fields) {
      if (closed) return;
      state = { done, fields };
      const time = now();
      if (time - lastReport >= interval) report(time);
    },
    close() {
      if (closed) return;
      if (terminal || reported !== state.done) report(now());
      if (terminal) stream.write('\n');
      closed = true;
    },
    finish(fields = state.fields) {
      if (closed) return;
      state = { done: total, fields };
      reported = undefined;
      progress.close();
    },
  };
  return progress;
}

interface Snapshot {
  label: string;
  done: number;
  total: number;
  seconds: number;
  /** Units per second. */
  rate: number;
  /** Seconds to go, where the rate is known. */
  remaining: number | undefined;
  fields: ProgressFields;
}

function jsonLine({ label, done, total, seconds, rate, remaining, fields }: Snapshot): string {
  const rounded = { seconds: round(seconds), rate: round(rate), remaining: remaining && round(remaining) };
  return `${JSON.stringify({ progress: label, done, total, ...rounded, ...fields })}\n`;
}

const barWidth = 24;

function barLine({ label, done, total, seconds, rate, remaining, fields }: Snapshot, columns: number): string {
  const share = total > 0 ? Math.min(1, Math.max(0, done / total)) : 1;
  const filled = Math.round(share * barWidth);
  const bar = '━'.repeat(filled) + '─'.repeat(barWidth - filled);
  const time =
    done >= total ? formatSeconds(seconds) : `${remaining === undefined ? '–' : formatSeconds(remaining)} left`;
  const facts = Object.entries(fields).map(
    ([name, value]) => `${name} ${typeof value === 'number' ? round(value) : value}`,
  );
  const parts = [`${label} ${bar} ${done}/${total}`, `${round(rate)}/s`, time, ...facts];
  return parts.join('  ').slice(0, columns - 1);
}

/** Three significant digits, whole numbers in full. */
function round(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}

/** A duration for people: `42s`, `3m07s`, `2h05m`. */
export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const pad = (value: number) => String(value).padStart(2, '0');
  if (whole < 60) return `${whole}s`;
  if (whole < 3600) return `${Math.floor(whole / 60)}m${pad(whole % 60)}s`;
  return `${Math.floor(whole / 3600)}h${pad(Math.floor(whole / 60) % 60)}m`;
}
