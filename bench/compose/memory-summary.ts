/** Resident memory in MiB after so many samples. */
export interface MemoryReading {
  samples: number;
  mebibytes: number;
}

/**
 * Means of the first and last tenth of the readings and the slope of the least-squares line, MiB per 10,000 samples. A tenth is at
 * least one reading. Without two different readings there is no slope.
 */
export function summariseMemory(readings: readonly MemoryReading[]): {
  firstTenth: number | null;
  lastTenth: number | null;
  slope: number | null;
} {
  if (readings.length === 0) return { firstTenth: null, lastTenth: null, slope: null };
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const tenth = Math.max(1, Math.floor(readings.length / 10));
  const mebibytes = readings.map((reading) => reading.mebibytes);
  const samples = readings.map((reading) => reading.samples);
  const [x, y] = [mean(samples), mean(mebibytes)];
  const covariance = mean(samples.map((value, i) => (value - x) * (mebibytes[i] - y)));
  const variance = mean(samples.map((value) => (value - x) ** 2));
  return {
    firstTenth: mean(mebibytes.slice(0, tenth)),
    lastTenth: mean(mebibytes.slice(-tenth)),
    slope: variance > 0 ? (10_000 * covariance) / variance : null,
  };
}
