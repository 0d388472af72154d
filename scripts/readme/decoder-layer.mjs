import { lastRun, limitsSentence, percent, withRange } from './beside.mjs';
import { number, table } from './rows.mjs';

/** A decoder layer here and in llama.cpp: the last run, and the last memory of each runtime (`bench/rows/decoder-layer.jsonl`). */
export function decoderLayerTable(rows) {
  const [limits, ...layers] = lastRun(rows, ({ part }) => part !== 'memory');
  const speed = limits ? [limitsSentence(limits), speedTable(layers), agreement(layers)] : [];
  const memory = lastMemory(rows);
  const kept = memory.length > 0 ? [memoryTable(memory)] : [];
  if (speed.length + kept.length === 0) return 'Not measured yet: `node dist-bench/bench/decoder-layer.js`.';
  return [...speed, ...kept].join('\n\n');
}

/** How many times faster a row is than its peer's at the same prompt. */
const times = (rows, row, field) => {
  const peer = rows.find(({ promptTokens, runtime }) => promptTokens === row.promptTokens && runtime !== row.runtime);
  return row.runtime === 'tesserae' && peer ? number(peer[field] / row[field], 2) : '';
};

function speedTable(layers) {
  const columns = [
    ['runtime', ({ runtime }) => runtime],
    ['prompt', ({ promptTokens }) => number(promptTokens)],
    ['prefill ms a layer', ({ prefillMs, prefillRange }) => withRange(prefillMs, prefillRange)],
    ['times as fast', (row) => times(layers, row, 'prefillMs')],
    ['GFLOP/s', ({ gflops }) => number(gflops)],
    ['of the product', ({ gemmShare }) => percent(gemmShare)],
    ['decode ms a layer', ({ decodeMs, decodeRange }) => withRange(decodeMs, decodeRange, 2)],
    ['times as fast', (row) => times(layers, row, 'decodeMs')],
    ['GB/s of weights', ({ weightGigabytesPerSecond }) => number(weightGigabytesPerSecond, 1)],
    ['GB/s with the cache', ({ decodeGigabytesPerSecond }) => number(decodeGigabytesPerSecond, 1)],
    ['of the copy', ({ copyShare }) => percent(copyShare)],
  ];
  return table(columns, layers);
}

/** How often both sides found the same token likeliest. */
function agreement(layers) {
  const own = layers.filter(({ sameTokens }) => sameTokens !== undefined);
  const sum = (field) => number(own.reduce((total, row) => total + row[field], 0));
  return `Both sides find the same token likeliest in ${sum('sameTokens')} of ${sum('tokens')} places.`;
}

const lastMemory = (rows) => [
  ...new Map(rows.filter(({ part }) => part === 'memory').map((row) => [row.runtime, row])).values(),
];

function memoryTable(rows) {
  const mebibytes = (field) => (row) => number(row[field] / 2 ** 20);
  const columns = [
    ['memory of a process', ({ runtime }) => runtime],
    ['layers', ({ layers }) => number(layers)],
    ['prompt', ({ promptTokens }) => number(promptTokens)],
    ['weights MiB', mebibytes('weightBytes')],
    ['cache MiB', mebibytes('cacheBytes')],
    ['peak MiB', mebibytes('peak')],
    ['of weights and cache', ({ timesNeeded }) => number(timesNeeded, 2)],
    ['at the end, own MiB', mebibytes('anonymous')],
    ['at the end, mapped MiB', mebibytes('mapped')],
  ];
  return table(columns, rows);
}
