import { expect, it } from 'vitest';
import { composeTable } from './compose.mjs';

const common = { machine: 'M', commit: 'abc1234' };
const stepMs = { metadata: 1, caption: 2, drawing: 3, encoding: 10, questions: 0.5, rest: 0.25 };
const typeRow = (type, floorMs, more = {}) => ({
  ...common,
  part: 'type',
  type,
  samplesPerSecond: 59.7,
  sampleMs: 16.75,
  stepMs,
  floorMs,
  timesFloor: 16.75 / floorMs,
  ...more,
});
const mix = {
  ...common,
  part: 'mix',
  count: 2000,
  workers: 2,
  seconds: 30,
  samplesPerSecond: 66.7,
  peakMebibytes: 400,
  samples: { chart: 1500, table: 500 },
};
const memory = {
  ...common,
  part: 'memory',
  count: 100_000,
  workers: 2,
  firstTenth: 300,
  lastTenth: 310,
  slope: -0.5,
  finishedMebibytes: 350,
  peakMebibytes: 420,
};

it('says how to measure where nothing is measured', () => {
  expect(composeTable([])).toContain('Not measured yet');
});

it('compares the mix with the encoding of its types, takes the latest rows of the last machine', () => {
  const other = typeRow('code', 1, { machine: 'N' });
  const text = composeTable([other, typeRow('chart', 99), mix, typeRow('chart', 10), typeRow('table', 10), memory]);
  // 2,000 pictures of 10 ms on two threads are 10 s.
  expect(text).toContain('66.7 samples a second, peak 400 MiB; 3.00 times the encoding');
  expect(text).toContain('| chart | 59.7 | 16.8 | 1.0 | 2.0 | 3.0 | 10.0 | 0.5 | 0.3 | 10.0 | 1.68 |');
  expect(text.match(/^\| chart/gm)).toHaveLength(1);
  expect(text).not.toContain('| code');
  expect(text).toContain('−0.50 MiB more every 10,000 samples');
});

it('leaves out what was not measured', () => {
  expect(composeTable([memory])).toBe(`M, commit abc1234.\n\n${composeTable([memory]).split('\n\n')[1]}`);
  const alone = composeTable([mix]);
  expect(alone).toContain('peak 400 MiB.');
  expect(alone).not.toContain('| type');
});
