import { expect, it } from 'vitest';
import type { GenerateResult } from '../generate/index.js';
import { imageLine, summaryLines } from './ask-output.js';

const image = {
  path: 'chart.png',
  width: 200,
  height: 150,
  canvas: [128, 256] as [number, number],
  grid: [1, 2] as [number, number],
  visualTokens: 330,
  kept: 330,
};

const report: GenerateResult = {
  answer: 'red',
  tokenIds: [5, 6],
  finishReason: 'stop',
  images: [image, { ...image, path: 'b.png', kept: 66 }],
  timings: { loadMs: 210.4, visionMs: 35.2, prefillMs: 48, firstTokenMs: 90, decodeMsPerToken: 4.12, totalMs: 12_345 },
};

it('says how a picture became visual tokens', () => {
  expect(imageLine(image)).toBe('chart.png  200×150 → canvas 256×128 → 3 tiles (thumbnail + 1×2) → 330 visual tokens');
  expect(imageLine({ ...image, grid: null, visualTokens: 1, kept: 1 })).toBe(
    'chart.png  200×150 → canvas 256×128 → 1 tile → 1 visual token',
  );
});

it('says what was kept only where something was cut', () => {
  expect(imageLine({ ...image, kept: 66 })).toMatch(/330 visual tokens, 66 kept \(20 %\)$/);
});

it('ends with the times', () => {
  expect(summaryLines(report)).toEqual([
    expect.stringContaining('chart.png'),
    expect.stringContaining('b.png'),
    '2 tokens (stop)  load 210 ms · vision 35 ms · prefill 48 ms · first token 90 ms · 4.1 ms per token · total 12.3 s',
  ]);
});

it('leaves the time per token out where only one was made', () => {
  const timings = { ...report.timings, decodeMsPerToken: null };
  expect(summaryLines({ ...report, images: [], tokenIds: [5], timings })).toEqual([
    '1 token (stop)  load 210 ms · vision 35 ms · prefill 48 ms · first token 90 ms · total 12.3 s',
  ]);
});

it('says what every decoder layer saw, where tokens were dropped between layers', () => {
  const lines = summaryLines({ ...report, visualTokensPerLayer: [66, 33, 0] });
  expect(lines.slice(2, 3)).toEqual(['visual tokens by decoder layer  66 33 0']);
  expect(summaryLines(report).join()).not.toContain('decoder layer');
});
