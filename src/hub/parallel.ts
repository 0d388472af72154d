/**
 * Runs `work` over all items, at most `bound` at a time, in order of the list. The first failure stops the others through
 * their signal and is thrown when all have ended.
 */
export async function inParallel<T>(
  items: readonly T[],
  bound: number,
  work: (item: T, signal: AbortSignal) => Promise<void>,
  caller?: AbortSignal,
): Promise<void> {
  const stop = new AbortController();
  const signal = caller ? AbortSignal.any([stop.signal, caller]) : stop.signal;
  const failures: unknown[] = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length && !signal.aborted) {
      try {
        await work(items[next++], signal);
      } catch (error) {
        failures.push(error);
        stop.abort();
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(bound, items.length) }, worker));
  caller?.throwIfAborted();
  if (failures.length > 0) throw failures[0];
}
