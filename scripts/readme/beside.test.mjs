import { expect, it } from 'vitest';
import { lastRun } from './beside.mjs';
import { decoderLayerTable } from './decoder-layer.mjs';
import { smallModelTable } from './small-model.mjs';
import { towerTable } from './tower.mjs';

const limits = {
  part: 'limits',
  machine: 'M',
  commit: 'abc1234',
  threads: 2,
  gemmGflops: 200,
  gemmShape: [2048, 2048, 2048],
  copyGigabytesPerSecond: 20,
  cachedCopyGigabytesPerSecond: 40,
};

it('says how to measure where nothing is measured', () => {
  for (const made of [decoderLayerTable, smallModelTable, towerTable]) expect(made([])).toMatch(/^Not measured yet/);
});

it('takes the last run only', () => {
  expect(lastRun([limits, { part: 'a' }, limits, { part: 'b' }])).toEqual([limits, { part: 'b' }]);
  expect(lastRun([{ part: 'a' }])).toEqual([]);
});

it('puts a layer beside that of llama.cpp at the same prompt', () => {
  const layer = (runtime, promptTokens, prefillMs, decodeMs, more = {}) => ({
    part: 'layer',
    runtime,
    promptTokens,
    prefillMs,
    prefillRange: [prefillMs - 10, prefillMs + 10],
    decodeMs,
    decodeRange: [decodeMs, decodeMs],
    gflops: 250,
    gemmShare: 1.25,
    weightGigabytesPerSecond: 15,
    decodeGigabytesPerSecond: 16,
    copyShare: 0.8,
    ...more,
  });
  const memory = {
    part: 'memory',
    runtime: 'tesserae',
    layers: 8,
    promptTokens: 600,
    weightBytes: 2 ** 30,
    cacheBytes: 2 ** 28,
    peak: 1.5 * 2 ** 30,
    anonymous: 2 ** 30,
    mapped: 2 ** 20,
    timesNeeded: 1.2,
  };
  const text = decoderLayerTable([
    layer('tesserae', 600, 1, 1),
    limits,
    layer('tesserae', 600, 1000, 8, { tokens: 34, sameTokens: 33 }),
    layer('llama.cpp', 600, 900, 10),
    memory,
    layer('tesserae', 2928, 7000, 12, { tokens: 34, sameTokens: 34 }),
    layer('llama.cpp', 2928, 7700, 12),
  ]);
  expect(text).toContain('float32 product 200 GFLOP/s (2,048 × 2,048 × 2,048), copy 20.0 GB/s');
  expect(text).toContain(
    '| tesserae | 600 | 1,000 [990–1,010] | 0.90 | 250 | 125 % | 8.00 [8.00–8.00] | 1.25 | 15.0 | 16.0 | 80 % |',
  );
  expect(text).toContain('| llama.cpp | 600 | 900 [890–910] |  | 250 |');
  expect(text).toContain('| tesserae | 2,928 | 7,000 [6,990–7,010] | 1.10 |');
  expect(text).toContain('likeliest in 67 of 68 places');
  expect(text).toContain('| tesserae | 8 | 600 | 1,024 | 256 | 1,536 | 1.20 | 1,024 | 1 |');
  expect(decoderLayerTable([memory])).not.toContain('prefill');
});

it('keeps the two kinds of towers apart', () => {
  const tower = (runtime, weights, ms, more) => ({
    part: 'tower',
    runtime,
    weights,
    tiles: 5,
    layers: 23,
    ms,
    msRange: [ms, ms],
    gflops: 100,
    gemmShare: 0.5,
    ...more,
  });
  const text = towerTable([
    { ...limits, weights: 'fp32' },
    tower('tesserae fp32', 'fp32', 20_000, { difference: 0.00002 }),
    tower('PyTorch fp32', 'fp32', 30_000),
    { ...limits, weights: 'reduced' },
    tower('tesserae q8', 'reduced', 10_000),
    tower('PyTorch bf16', 'reduced', 9000),
  ]);
  expect(text).toContain('| tesserae fp32 | 5 | 23 | 20,000 [20,000–20,000] | 1.50 | 100 | 50 % |');
  expect(text).toContain('| tesserae q8 | 5 | 23 | 10,000 [10,000–10,000] | 0.90 |');
  expect(text.match(/differ by 2\.0e-5/g)).toHaveLength(1);
});

it('puts answers beside those of transformers, and quotes transformers.js', () => {
  const answer = (runtime, picture, firstTokenMs, decodeMs, sameTokens) => ({
    part: 'answer',
    runtime,
    picture,
    promptTokens: 214,
    newTokens: decodeMs ? 40 : 1,
    firstTokenMs,
    firstTokenRange: [firstTokenMs, firstTokenMs],
    decodeMs,
    tokensPerSecond: decodeMs && 1000 / decodeMs,
    gemmShare: 0.3,
    weightGigabytesPerSecond: decodeMs && 3,
    copyShare: decodeMs && 0.15,
    sameTokens,
  });
  const text = smallModelTable([
    limits,
    { part: 'load', runtime: 'tesserae fp32', ms: 150, msRange: [140, 160] },
    { part: 'load', runtime: 'transformers', ms: 300, msRange: [290, 310], importMs: 5000 },
    answer('tesserae fp32', 'a.png', 80, 4, true),
    answer('transformers', 'a.png', 120, 10, true),
    answer('tesserae fp32', 'b.png', 80, undefined, false),
    answer('transformers', 'b.png', 40, undefined, true),
    { part: 'transformers.js', runtime: 'transformers.js 4', answer: 'Unsupported model type: llava_next' },
  ]);
  expect(text).toContain('| tesserae fp32 | 150 [140–160] | – |');
  expect(text).toContain(
    '| a.png | tesserae fp32 | 214 | 40 | 80.0 [80.0–80.0] | 1.50 | 30 % | 250 | 2.50 | 3.0 | 15 % |',
  );
  expect(text).toContain('| b.png | tesserae fp32 | 214 | 1 | 80.0 [80.0–80.0] | 0.50 | 30 % | – |  | – | – |');
  expect(text).toContain('the same for 1 of 2 pictures');
  expect(text).toContain('it answers: `Unsupported model type: llava_next`');
});
