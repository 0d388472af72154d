import { number, table } from './rows.mjs';

const steps = ['metadata', 'caption', 'drawing', 'encoding', 'questions', 'rest'];

/** Production of composite pictures: the last row of every part (`bench/rows/compose.jsonl`). */
export function composeTable(rows) {
  if (rows.length === 0) return 'Not measured yet: `node dist-bench/bench/compose.js`.';
  const { machine, commit } = rows.at(-1);
  const last = new Map(rows.filter((row) => row.machine === machine).map((row) => [row.type ?? row.part, row]));
  const types = [...last.values()].filter(({ part }) => part === 'type');
  const columns = [
    ['type', ({ type }) => type],
    ['samples a second, one thread', ({ samplesPerSecond }) => number(samplesPerSecond, 1)],
    ['ms a sample', ({ sampleMs }) => number(sampleMs, 1)],
    ...steps.map((step) => [step, ({ stepMs }) => number(stepMs[step], 1)]),
    ['encoding alone', ({ floorMs }) => number(floorMs, 1)],
    ['times that', ({ timesFloor }) => number(timesFloor, 2)],
  ];
  const parts = [
    mixSentence(last.get('mix'), last),
    types.length > 0 ? table(columns, types) : undefined,
    memorySentence(last.get('memory')),
  ];
  return [`${machine}, commit ${commit}.`, ...parts].filter(Boolean).join('\n\n');
}

/** The mix as a whole, beside the encoding of as many pictures of each type on as many threads. */
function mixSentence(mix, last) {
  if (!mix) return undefined;
  const { count, workers, seconds, samplesPerSecond, peakMebibytes, samples } = mix;
  const said = `The paper's mix, ${number(count)} samples with ${number(workers)} threads: ${number(seconds, 1)} s, ${number(samplesPerSecond, 1)} samples a second, peak ${number(peakMebibytes)} MiB`;
  const known = Object.keys(samples).every((type) => last.has(type));
  if (!known) return `${said}.`;
  const milliseconds = Object.entries(samples).reduce((sum, [type, made]) => sum + made * last.get(type).floorMs, 0);
  const floor = milliseconds / 1000 / workers;
  return `${said}; ${number(seconds / floor, 2)} times the encoding of such pictures on as many threads.`;
}

function memorySentence(memory) {
  if (!memory) return undefined;
  const { count, workers, firstTenth, lastTenth, slope, finishedMebibytes, peakMebibytes } = memory;
  return `Resident memory over ${number(count)} samples with ${number(workers)} threads: ${number(firstTenth)} MiB in the first tenth, ${number(lastTenth)} in the last, ${number(slope, 2)} MiB more every 10,000 samples; ${number(finishedMebibytes)} after the run's end, peak ${number(peakMebibytes)}.`;
}
