/**
 * An axis from data to pixels: round ticks that enclose the data.
 *
 * @param {readonly number[]} values what has to fit on it
 * @param {[number, number]} pixels of its low and its high end
 * @param {'linear' | 'log'} scale
 * @returns {{ ticks: number[], at: (value: number) => number }}
 */
export function axis(values, pixels, scale = 'linear') {
  const ends = [Math.min(...values), Math.max(...values)];
  const ticks = scale === 'log' ? logTicks(...ends) : linearTicks(...ends);
  const measure = scale === 'log' ? Math.log10 : (value) => value;
  const [low, high] = [measure(ticks[0]), measure(ticks[ticks.length - 1])];
  const [from, to] = pixels;
  return { ticks, at: (value) => from + ((measure(value) - low) / (high - low)) * (to - from) };
}

/** Multiples of 1, 2 or 5 times a power of ten, about six of them. */
function linearTicks(low, high) {
  const rough = (high - low || Math.abs(high) || 1) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough * (1 - 1e-9));
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(9)));
}

/** 1, 2 and 5 of every decade, from the last below the data to the first above. */
function logTicks(low, high) {
  if (!(low > 0)) throw new RangeError(`A logarithmic axis needs values above 0, not ${low}.`);
  const decades = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const all = [];
  for (let decade = decades[0]; decade <= decades[1]; decade++) {
    for (const factor of [1, 2, 5]) all.push(Number((factor * 10 ** decade).toPrecision(3)));
  }
  const first = all.findLastIndex((tick) => tick <= low);
  const last = all.findIndex((tick, i) => tick >= high && i > first);
  return all.slice(first, last + 1);
}
