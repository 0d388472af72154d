import { number } from './rows.mjs';

/** The rows of the last run among those that belong to it: from the last `limits`, which come first, on. */
export function lastRun(rows, belongs = () => true) {
  const own = rows.filter(belongs);
  const start = own.findLastIndex(({ part }) => part === 'limits');
  return start < 0 ? [] : own.slice(start);
}

/** What the machine did at best in the same run. */
export function limitsSentence({ machine, commit, threads, gemmGflops, gemmShape, ...copies }) {
  const shape = gemmShape.map((size) => number(size)).join(' × ');
  return (
    `${machine}, ${number(threads)} threads, commit ${commit}. Measured limits: float32 product ${number(gemmGflops)} GFLOP/s ` +
    `(${shape}), copy ${number(copies.copyGigabytesPerSecond, 1)} GB/s, within the last cache ${number(copies.cachedCopyGigabytesPerSecond, 1)} GB/s.`
  );
}

export const percent = (share) => (share === undefined ? number(undefined) : `${number(100 * share)} %`);

/** `1,234 [1,200–1,300]`: a median and where the others lay. */
export const withRange = (value, [low, high], decimals = 0) =>
  `${number(value, decimals)} [${number(low, decimals)}–${number(high, decimals)}]`;
